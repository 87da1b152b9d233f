/// A JSON document whose fields keep their order.
indirect enum JSONText {
  case string(String)
  case integer(Int)
  /// A number as written.
  case number(String)
  case boolean(Bool)
  case null
  case array([JSONText])
  case object([(String, JSONText)])

  static func strings(_ texts: [String]) -> JSONText { .array(texts.map { .string($0) }) }
  static func integers(_ values: [Int]) -> JSONText { .array(values.map { .integer($0) }) }

  /// The document with two spaces per level; arrays of plain values stand on one line.
  var text: String { rendered(depth: 0) + "\n" }

  private var isPlain: Bool {
    switch self {
    case .string, .integer, .number, .boolean, .null: true
    case .array(let items): items.isEmpty
    case .object(let fields): fields.isEmpty
    }
  }

  private func rendered(depth: Int) -> String {
    switch self {
    case .string(let text): return Self.quoted(text)
    case .integer(let value): return "\(value)"
    case .number(let text): return text
    case .boolean(let value): return value ? "true" : "false"
    case .null: return "null"
    case .array(let items):
      if items.allSatisfy(\.isPlain) {
        return "[" + items.map { $0.rendered(depth: 0) }.joined(separator: ", ") + "]"
      }
      return Self.block("[", items.map { $0.rendered(depth: depth + 1) }, "]", depth)
    case .object(let fields):
      if fields.isEmpty { return "{}" }
      let lines = fields.map { "\(Self.quoted($0)): \($1.rendered(depth: depth + 1))" }
      return Self.block("{", lines, "}", depth)
    }
  }

  private static func block(
    _ opening: String, _ lines: [String], _ closing: String, _ depth: Int
  ) -> String {
    let margin = String(repeating: "  ", count: depth)
    return opening + "\n" + lines.map { margin + "  " + $0 }.joined(separator: ",\n") + "\n"
      + margin + closing
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }
}
