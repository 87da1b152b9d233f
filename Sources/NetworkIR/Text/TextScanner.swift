/// What a line of the text form breaks.
struct TextFault: Error, Hashable {
  let cause: String
  init(_ cause: String) { self.cause = cause }
}

enum TextToken: Hashable {
  case word(String)
  case string(String)
  case symbol(Unicode.Scalar)

  var text: String {
    switch self {
    case .word(let word): word
    case .string(let string): quoted(string)
    case .symbol(let symbol): String(symbol)
    }
  }
}

/// Splits a line into words, quoted strings and the symbols `[`, `]`, `,` and `:`.
struct TextScanner {
  private var rest: Substring.UnicodeScalarView

  static func tokens(_ line: Substring) throws(TextFault) -> [TextToken] {
    var scanner = TextScanner(rest: line.unicodeScalars)
    var tokens: [TextToken] = []
    while let token = try scanner.next() { tokens.append(token) }
    return tokens
  }

  private mutating func next() throws(TextFault) -> TextToken? {
    rest = rest.drop { $0 == " " }
    guard let first = rest.first else { return nil }
    if first == "\"" { return .string(try string()) }
    if Self.isSymbol(first) {
      rest.removeFirst()
      return .symbol(first)
    }
    let word = rest.prefix { $0 != " " && $0 != "\"" && !Self.isSymbol($0) }
    rest = rest[word.endIndex...]
    return .word(String(word))
  }

  private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "[" || scalar == "]" || scalar == "," || scalar == ":"
  }

  private mutating func string() throws(TextFault) -> String {
    rest.removeFirst()
    var text = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try escaped())
      default: text.append(scalar)
      }
    }
    throw TextFault("a quoted string does not end")
  }

  /// After a backslash: a quote, a backslash, or u{hexadecimal}.
  private mutating func escaped() throws(TextFault) -> Unicode.Scalar {
    guard let scalar = rest.popFirst() else { throw TextFault("a quoted string does not end") }
    if scalar == "\"" || scalar == "\\" { return scalar }
    if scalar == "u", rest.popFirst() == "{" {
      let digits = rest.prefix { $0 != "}" }
      rest = rest[digits.endIndex...].dropFirst()
      if let value = UInt32(String(digits), radix: 16), let decoded = Unicode.Scalar(value) {
        return decoded
      }
    }
    throw TextFault("a quoted string has an unknown escape")
  }
}
