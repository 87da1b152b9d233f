import FixedPoint

/// Reads the subset of C99 that is printed; anything else is one fault with its place.
struct CParser {
  private let tokens: [CToken]
  private var index = 0
  /// Brackets and blocks around the present token.
  private var depth = 0
  private static let mostDepth = 100
  private static let mostElements = 1 << 24
  var file: ReadFile

  /// Reads a text, after the texts that it includes.
  ///
  /// - Parameter earlier: what the included texts declare.
  /// - Throws: the first place that is outside the subset.
  static func read(_ text: String, after earlier: ReadFile = ReadFile()) throws(UnreadableText)
    -> ReadFile
  {
    let lexer = try CLexer.read(text)
    var parser = CParser(tokens: lexer.tokens, file: earlier)
    parser.file.definitions.merge(lexer.definitions) { $1 }
    while parser.current.kind != .end { try parser.item() }
    return parser.file
  }

  private init(tokens: [CToken], file: ReadFile) {
    self.tokens = tokens
    self.file = file
  }

  var current: CToken { tokens[min(index, tokens.count - 1)] }
  var position: TextPosition { current.position }

  func peek(_ ahead: Int) -> CToken.Kind { tokens[min(index + ahead, tokens.count - 1)].kind }

  mutating func next() -> CToken {
    let token = current
    index += 1
    return token
  }

  /// Takes the mark if it is next.
  mutating func take(_ mark: String) -> Bool {
    guard current.kind == .mark(mark) else { return false }
    index += 1
    return true
  }

  mutating func take(word: String) -> Bool {
    guard current.kind == .name(word) else { return false }
    index += 1
    return true
  }

  mutating func expect(_ mark: String) throws(UnreadableText) {
    guard take(mark) else { throw fault("\(mark) was expected") }
  }

  mutating func name() throws(UnreadableText) -> String {
    guard case .name(let name) = current.kind else { throw fault("a name was expected") }
    index += 1
    return name
  }

  /// Counts a bracket, block or prefix while the body reads what is in it.
  mutating func nested<Result>(
    _ body: (inout CParser) throws(UnreadableText) -> Result
  ) throws(UnreadableText) -> Result {
    guard depth < Self.mostDepth else { throw fault("it is nested too deeply") }
    depth += 1
    let result = try body(&self)
    depth -= 1
    return result
  }

  func fault(_ cause: String) -> UnreadableText {
    UnreadableText(position: position, cause: cause)
  }
}

extension CParser {
  private mutating func item() throws(UnreadableText) {
    if take(word: "STAPES_STATIC_ASSERT") {
      while !take(";") {
        if next().kind == .end { throw fault("the assertion does not end") }
      }
    } else if take(word: "typedef") {
      try typeDefinition()
    } else {
      try declaration()
    }
  }

  private mutating func typeDefinition() throws(UnreadableText) {
    if take(word: "struct") {
      if case .name = current.kind { _ = next() }
      try expect("{")
      var members: [ReadMember] = []
      while !take("}") { members.append(try member()) }
      file.structures[try name()] = members
    } else {
      let type = try readType()
      file.types[try name()] = type
    }
    try expect(";")
  }

  private mutating func member() throws(UnreadableText) -> ReadMember {
    let type = try readType()
    let name = try name()
    let count = take("[") ? try arrayCount() : 1
    try expect(";")
    return ReadMember(type: type, name: name, count: count)
  }

  private mutating func arrayCount() throws(UnreadableText) -> Int {
    let token = next()
    try expect("]")
    switch token.kind {
    case .number(let count, _) where count <= Self.mostElements: return count
    case .name(let name):
      if let count = file.definitions[name], 0...Self.mostElements ~= count { return count }
      throw fault("\(name) is no known number")
    case .number(let count, _): throw fault("\(count) are too many elements")
    case .string, .mark, .end: throw fault("a count was expected")
    }
  }

  private mutating func declaration() throws(UnreadableText) {
    let place = position
    while take(word: "static") || take(word: "inline") {}
    let type = try readType()
    let name = try name()
    if take("[") { return try table(type, name) }
    try expect("(")
    let parameters = try parameters()
    if take(";") { return }
    file.functions[name] = ReadFunction(
      result: type, name: name, parameters: parameters, body: try block(), position: place)
  }

  private mutating func table(_ type: ReadType, _ name: String) throws(UnreadableText) {
    let count = try arrayCount()
    _ = take(word: "STAPES_FLASH")
    try expect("=")
    try expect("{")
    var elements: [Int] = []
    while !take("}") {
      elements.append(try constant())
      if !take(",") {
        try expect("}")
        break
      }
    }
    try expect(";")
    guard elements.count == count else {
      throw fault("\(name) has \(elements.count) elements of \(count)")
    }
    file.tables.append(ReadTable(type: type, name: name, elements: elements))
  }

  /// A number, perhaps negative, perhaps less one.
  private mutating func constant() throws(UnreadableText) -> Int {
    let isNegative = take("-")
    guard case .number(let value, _) = next().kind else { throw fault("a number was expected") }
    let signed = isNegative ? -value : value
    guard take("-") else { return signed }
    guard case .number(let less, _) = next().kind else { throw fault("a number was expected") }
    return signed - less
  }

  private mutating func parameters() throws(UnreadableText) -> [ReadParameter] {
    if take(")") { return [] }
    if current.kind == .name("void"), peek(1) == .mark(")") {
      index += 2
      return []
    }
    var result: [ReadParameter] = []
    repeat {
      let type = try readType()
      result.append(ReadParameter(type: type, name: try name()))
    } while take(",")
    try expect(")")
    return result
  }
}

extension CParser {
  /// Whether a type begins here.
  var isType: Bool {
    guard case .name(let word) = current.kind else { return false }
    return word == "const" || word == "void" || word == "int" || Self.integers[word] != nil
      || file.types[word] != nil || file.structures[word] != nil
  }

  private static let integers: [String: IntegerType] = [
    "int8_t": .int8, "uint8_t": .uint8, "int16_t": .int16, "uint16_t": .uint16,
    "int32_t": .int32, "uint32_t": .uint32,
  ]

  /// A type and its stars.
  mutating func readType() throws(UnreadableText) -> ReadType {
    var isConstant = take(word: "const")
    guard isType else { throw fault("a type was expected") }
    var type = baseType(try name())
    isConstant = take(word: "const") || isConstant
    while take("*") {
      type = .pointer(to: type, isConstant: isConstant)
      isConstant = take(word: "const")
    }
    return type
  }

  private func baseType(_ word: String) -> ReadType {
    if word == "void" { return .void }
    if word == "int" { return .int }
    if let type = Self.integers[word] { return .integer(type) }
    return file.types[word] ?? .named(word)
  }
}
