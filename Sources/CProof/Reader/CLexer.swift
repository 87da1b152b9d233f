/// Cuts C text into tokens. Comments are left out, and so are the directives that are printed; any
/// other is refused.
struct CLexer {
  private let text: [UInt8]
  private var index = 0
  private var line = 1
  private var lineStart = 0
  private(set) var tokens: [CToken] = []
  private var directives: PrintedDirectives
  /// What `#define NAME NUMBER` says, nil for what is no number.
  var definitions: [String: Int?] { directives.definitions }

  private init(_ text: String, as file: PrintedFile) {
    self.text = Array(text.utf8)
    directives = PrintedDirectives(file)
  }

  /// - Throws: the first place that is not as it is printed.
  static func read(_ text: String, as file: PrintedFile) throws(UnreadableText) -> CLexer {
    var lexer = CLexer(text, as: file)
    while try lexer.step() {}
    guard lexer.directives.isComplete else {
      throw UnreadableText(position: lexer.position, cause: "a directive is missing")
    }
    lexer.tokens.append(CToken(kind: .end, position: lexer.position))
    return lexer
  }

  private var position: TextPosition {
    TextPosition(line: line, column: index - lineStart + 1)
  }

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
      try directive()
    } else if first == UInt8(ascii: " ") || first == UInt8(ascii: "\n") {
      advance()
    } else if first == UInt8(ascii: "/"), byte(1) == UInt8(ascii: "*") {
      try comment()
    } else {
      guard directives.allowsTokens else { throw fault("only directives are printed here") }
      tokens.append(CToken(kind: try token(first), position: position))
    }
    return true
  }

  private func fault(_ cause: String) -> UnreadableText {
    UnreadableText(position: position, cause: cause)
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
      try refuseJoinedLine()
      advance()
    }
    throw UnreadableText(position: start, cause: "the comment does not end")
  }

  /// Refuses what a compiler takes away before it sees comments: a line end behind a backslash, and
  /// trigraphs, which may be one.
  private func refuseJoinedLine() throws(UnreadableText) {
    guard let next = byte() else { return }
    if next < 32, next != UInt8(ascii: "\n") { throw fault("the byte \(next) is not printed") }
    if next == UInt8(ascii: "?"), byte(1) == next { throw fault("a trigraph is not printed") }
    guard next == UInt8(ascii: "\\") else { return }
    var ahead = 1
    while let blank = byte(ahead), blank <= 32 {
      if blank == UInt8(ascii: "\n") { throw fault("a line that goes on is not printed") }
      ahead += 1
    }
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

  /// A number as it is printed: decimal, decimal and unsigned, or hexadecimal in capitals and unsigned.
  /// The others that C knows have other types or another base.
  private mutating func number() throws(UnreadableText) -> CToken.Kind {
    let place = position
    let spelled = word()
    let isUnsigned = spelled.hasSuffix("u")
    let isHexadecimal = spelled.hasPrefix("0x") && isUnsigned
    let bare = isUnsigned ? spelled.dropLast() : spelled[...]
    let digits = isHexadecimal ? bare.dropFirst(2) : bare
    guard digits == "0" || digits.first != "0", digits == digits.uppercased(),
      let value = Int(digits, radix: isHexadecimal ? 16 : 10), value <= UInt32.max
    else {
      throw UnreadableText(position: place, cause: "\(spelled) is no number that is printed")
    }
    return .number(value, isUnsigned: isUnsigned)
  }

  private mutating func string() throws(UnreadableText) -> CToken.Kind {
    let place = position
    index += 1
    var content: [UInt8] = []
    while let next = byte(), next != UInt8(ascii: "\"") {
      guard next != UInt8(ascii: "\n") else {
        throw UnreadableText(position: place, cause: "the string does not end on its line")
      }
      try refuseJoinedLine()
      content.append(next == UInt8(ascii: "\\") ? try escaped() : next)
      index += 1
    }
    guard index < text.count else {
      throw UnreadableText(position: place, cause: "the string does not end")
    }
    index += 1
    return .string(String(decoding: content, as: UTF8.self))
  }

  /// The byte that an escape stands for; leaves its last character as the present one.
  private mutating func escaped() throws(UnreadableText) -> UInt8 {
    index += 1
    switch byte() {
    case UInt8(ascii: "n"): return UInt8(ascii: "\n")
    case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "?"): return text[index]
    default:
      let digits = String(decoding: text[index..<min(index + 3, text.count)], as: UTF8.self)
      guard digits.utf8.count == 3, digits.allSatisfy(\.isNumber),
        let value = UInt8(digits, radix: 8)
      else {
        throw fault("an escape that is not printed")
      }
      index += 2
      return value
    }
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
  /// Reads a directive and the lines that belong to it.
  private mutating func directive() throws(UnreadableText) {
    guard index == lineStart else { throw fault("a directive within a line is not printed") }
    let lines = (0..<4).map { line(after: $0) }
    guard let count = directives.take(lines) else {
      throw fault("\"\(lines[0].prefix(60))\" is no directive that is printed here")
    }
    for _ in 0..<count {
      while let next = byte(), next != UInt8(ascii: "\n") { advance() }
      if byte() != nil { advance() }
    }
  }

  /// The present line, or one of those behind it.
  private func line(after count: Int) -> String {
    var start = index
    for _ in 0..<count {
      guard let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) else { return "" }
      start = end + 1
    }
    let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.endIndex
    return String(decoding: text[start..<end], as: UTF8.self)
  }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isLetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self)
      || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) || self == UInt8(ascii: "_")
  }
}
