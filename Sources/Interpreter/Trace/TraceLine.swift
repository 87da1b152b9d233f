/// A line of a trace (docs/trace.md): what it says, without its first mark and its check sum.
enum TraceLine: Hashable, Sendable {
  /// The first of an inference of a network, in a version of the format.
  case begin(version: String, network: String)
  case elements(TraceElements)
  case end(network: String)

  static let version = "1"
}

/// Consecutive elements of an array, as many as a line has.
struct TraceElements: Hashable, Sendable {
  let kind: Kind
  let name: String
  /// The number of the row that the first index counts in; nil where it counts in the whole array.
  let row: Int?
  let first: Int
  /// As unsigned numbers of `digits` hexadecimal digits.
  let values: [UInt32]
  let digits: Int

  enum Kind: String, Hashable, Sendable {
    case input, row, state, tensor, next
  }

  static let perLine = 16
}

// MARK: Writing

extension TraceLine {
  /// The line with its first mark and check sum, without a line end.
  var text: String {
    let body =
      switch self {
      case .begin(let version, let network): "trace \(version) \(Self.escaped(network))"
      case .end(let network): "end \(Self.escaped(network))"
      case .elements(let elements): elements.text
      }
    return "$\(body)*\(hex(UInt32(Self.sum(body.utf8)), 2))"
  }

  static func sum(_ bytes: some Sequence<UInt8>) -> UInt8 { bytes.reduce(0, ^) }

  /// A name of printable characters but `$`, `%` and `*`; others are `%` and two digits a byte.
  static func escaped(_ name: String) -> String {
    name.utf8.map { byte in
      let isPlain = byte > 32 && byte < 127 && !"$%*".utf8.contains(byte)
      return isPlain ? String(UnicodeScalar(byte)) : "%" + hex(UInt32(byte), 2)
    }.joined()
  }
}

extension TraceElements {
  fileprivate var text: String {
    let numbers = (row.map { [$0] } ?? []) + [first]
    return
      ([kind.rawValue, TraceLine.escaped(name)]
      + numbers.map { hex(UInt32($0), $0 > 0xFFFF ? 8 : 4) } + values.map { hex($0, digits) })
      .joined(separator: " ")
  }
}

/// The lowest digits of a number.
private func hex(_ number: UInt32, _ digits: Int) -> String {
  let text = String(number, radix: 16)
  return String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
}

// MARK: Reading

extension TraceLine {
  /// The line between its first mark and its check sum; nil for anything else.
  init?(body: some Sequence<UInt8>) {
    let words = String(decoding: Array(body), as: UTF8.self)
      .split(separator: " ", omittingEmptySubsequences: false)
    switch (words.first, words.count) {
    case ("trace", 3):
      guard let network = Self.unescaped(words[2]) else { return nil }
      self = .begin(version: String(words[1]), network: network)
    case ("end", 2):
      guard let network = Self.unescaped(words[1]) else { return nil }
      self = .end(network: network)
    default:
      guard let elements = TraceElements(words) else { return nil }
      self = .elements(elements)
    }
  }

  /// Whether a damaged text began as a line of a trace.
  static func isBegun(by body: [UInt8]) -> Bool {
    let words = ["trace", "end", "input", "row", "state", "tensor", "next"]
    return words.contains { body.starts(with: ($0 + " ").utf8) }
  }

  /// nil where a `%` is not followed by two digits.
  static func unescaped(_ text: Substring) -> String? {
    var rest = text.utf8[...]
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(2)
      guard digits.count == 2, let value = UInt8(hexDigits: digits) else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension TraceElements {
  fileprivate init?(_ words: [Substring]) {
    guard let kind = words.first.flatMap({ Kind(rawValue: String($0)) }) else { return nil }
    let start = kind == .row ? 4 : 3
    let count = words.count - start
    guard (1...Self.perLine).contains(count), let name = TraceLine.unescaped(words[1]) else {
      return nil
    }
    let numbers = words[2..<start].compactMap { UInt32(hexDigits: $0.utf8) }
    let digits = words[start].utf8.count
    let values = words[start...].compactMap {
      $0.utf8.count == digits ? UInt32(hexDigits: $0.utf8) : nil
    }
    guard numbers.count == start - 2, values.count == count, [2, 4, 8].contains(digits) else {
      return nil
    }
    self.init(
      kind: kind, name: name, row: kind == .row ? Int(numbers[0]) : nil,
      first: Int(numbers[start - 3]), values: values, digits: digits)
  }
}

extension FixedWidthInteger {
  /// A number of 1 to 8 hexadecimal digits, in lower or upper case; nil for anything else.
  init?(hexDigits: some Collection<UInt8>) {
    guard (1...8).contains(hexDigits.count) else { return nil }
    var value: Self = 0
    for byte in hexDigits {
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue, byte < 128 else { return nil }
      value = value << 4 | Self(digit)
    }
    self = value
  }
}
