/// Cuts C text into tokens. Comments and directives are left out; of `#if` blocks, those for C++
/// are. Numbers that `#define` names are kept.
struct CLexer {
  private let text: [UInt8]
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private(set) var tokens: [CToken] = []
  /// What `#define NAME NUMBER` says.
  private(set) var definitions: [String: Int] = [:]
  /// One per open `#if`: whether its text counts.
  private var conditions: [Bool] = []

  init(_ text: String) { self.text = Array(text.utf8) }

  /// - Throws: the first byte that begins no token.
  static func read(_ text: String) throws(UnreadableText) -> CLexer {
    var lexer = CLexer(text)
    while try lexer.step() {}
    lexer.tokens.append(CToken(kind: .end, position: lexer.position))
    return lexer
  }

  private var position: TextPosition {
    TextPosition(line: line, column: index - lineStart + 1)
  }
  private var counts: Bool { conditions.allSatisfy { $0 } }

  private func byte(_ ahead: Int = 0) -> UInt8? {
    index + ahead < text.count ? text[index + ahead] : nil
  }

  private mutating func advance() {
    if text[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    index += 1
  }

  /// Reads one token, blank, comment or directive; false at the end.
  private mutating func step() throws(UnreadableText) -> Bool {
    guard let first = byte() else { return false }
    if first == UInt8(ascii: "#") {
      directive()
    } else if first <= 32 {
      advance()
    } else if first == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
      try comment()
    } else if !counts {
      advance()
    } else {
      tokens.append(CToken(kind: try token(first), position: position))
    }
    return true
  }

  private mutating func comment() throws(UnreadableText) {
    let start = position
    advance()
    advance()
    while byte() != nil {
      if byte() == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
        advance()
        return advance()
      }
      advance()
    }
    throw UnreadableText(position: start, cause: "the comment does not end")
  }

  private mutating func token(_ first: UInt8) throws(UnreadableText) -> CToken.Kind {
    if first.isLetter { return .name(word()) }
    if first.isDigit { return try number() }
    if first == UInt8(ascii: "\"") { return try string() }
    return try mark()
  }

  private mutating func word() -> String {
    let start = index
    while let next = byte(), next.isLetter || next.isDigit { index += 1 }
    return String(decoding: text[start..<index], as: UTF8.self)
  }

  private mutating func number() throws(UnreadableText) -> CToken.Kind {
    let place = position
    let spelled = word()
    let isUnsigned = spelled.hasSuffix("u")
    let digits = isUnsigned ? String(spelled.dropLast()) : spelled
    let value =
      digits.hasPrefix("0x") ? Int(digits.dropFirst(2), radix: 16) : Int(digits, radix: 10)
    guard let value, value <= UInt32.max else {
      throw UnreadableText(position: place, cause: "\(spelled) is no number of 32 bits")
    }
    return .number(value, isUnsigned: isUnsigned)
  }

  private mutating func string() throws(UnreadableText) -> CToken.Kind {
    let place = position
    index += 1
    let start = index
    while let next = byte(), next != UInt8(ascii: "\"") {
      if next == UInt8(ascii: "\n") {
        throw UnreadableText(position: place, cause: "the string does not end on its line")
      }
      index += next == UInt8(ascii: "\\") ? 2 : 1
    }
    guard index < text.count else {
      throw UnreadableText(position: place, cause: "the string does not end")
    }
    index += 1
    return .string(String(decoding: text[start..<index - 1], as: UTF8.self))
  }

  private static let marks = [
    "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+=", "-=", "|=", "->", "++", "--", "+", "-",
    "<", ">", "=", "&", "|", "^", "~", "!", "*", "(", ")", "[", "]", "{", "}", ",", ";", "?", ":",
    ".",
  ].map { Array($0.utf8) }

  private mutating func mark() throws(UnreadableText) -> CToken.Kind {
    for mark in Self.marks where text[index...].starts(with: mark) {
      index += mark.count
      return .mark(String(decoding: mark, as: UTF8.self))
    }
    throw UnreadableText(
      position: position, cause: "the byte \(text[index]) begins nothing that is printed")
  }
}

extension CLexer {
  /// Reads a directive to the end of its line, lines that it continues on included.
  private mutating func directive() {
    let start = index
    while let next = byte(), next != UInt8(ascii: "\n") {
      if next == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "\n") { advance() }
      advance()
    }
    let words = String(decoding: text[start..<index], as: UTF8.self).split(separator: " ")
      .map(String.init)
    switch words[0] {
    case "#if", "#ifndef": conditions.append(true)
    case "#ifdef": conditions.append(!words.contains("__cplusplus"))
    case "#else": if let last = conditions.popLast() { conditions.append(!last) }
    case "#endif": _ = conditions.popLast()
    case "#define" where words.count >= 3: definitions[words[1]] = Int(words[2])
    default: break
    }
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || self == UInt8(ascii: "_")
  }
}
