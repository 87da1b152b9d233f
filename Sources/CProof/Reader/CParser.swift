import FixedPoint

/// Reads the subset of C99 that is printed; anything else is one fault with its place.
struct CParser {
  private let tokens: [CToken]
  private var index = 0
  /// Brackets and blocks around the present token.
  private var depth = 0
  private static let mostDepth = 100
  static let mostElements = 1 << 24
  /// Operands of the present statement.
  private var operands = 0
  private static let mostOperands = 4000
  /// The variables of the blocks around the present token, the innermost last.
  var scopes: [Set<String>] = []
  /// Every name outside of functions.
  var fileNames: Set<String> = []
  var tableNames: Set<String> = []
  var file: ReadFile

  /// Reads a text, after the texts that it includes.
  ///
  /// - Parameter earlier: what the included texts declare.
  /// - Throws: the first place that is outside the subset.
  static func read(
    _ text: String, as kind: PrintedFile, after earlier: ReadFile = ReadFile()
  ) throws(UnreadableText) -> ReadFile {
    let lexer = try CLexer.read(text, as: kind)
    var parser = CParser(tokens: lexer.tokens, file: earlier)
    parser.file.definitions.merge(lexer.definitions) { $1 }
    parser.fileNames = Set(
      Array(parser.file.types.keys) + parser.file.structures.keys + parser.file.definitions.keys)
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

  mutating func skip(_ count: Int) { index += count }

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

  /// Counts an operand of the statement, so that no tree gets too deep to be followed.
  mutating func countOperand() throws(UnreadableText) {
    operands += 1
    guard operands <= Self.mostOperands else { throw fault("it has too many terms") }
  }

  mutating func beginStatement() { operands = 0 }

  /// Reads what is in a block or a loop; its variables end with it.
  mutating func scoped<Result>(
    _ body: (inout CParser) throws(UnreadableText) -> Result
  ) throws(UnreadableText) -> Result {
    scopes.append([])
    let result = try body(&self)
    scopes.removeLast()
    return result
  }

  /// A variable of the present block. One that hides another is not printed.
  mutating func declare(_ name: String) throws(UnreadableText) {
    guard !isVisible(name) else { throw fault("\(name) is declared already") }
    scopes[scopes.count - 1].insert(name)
  }

  /// Whether a variable, table, function or type of this name may be named here.
  func isVisible(_ name: String) -> Bool {
    fileNames.contains(name) || scopes.contains { $0.contains(name) }
  }

  /// A name that an expression may hold: no macro, type or function.
  func isValue(_ name: String) -> Bool {
    scopes.contains { $0.contains(name) } || tableNames.contains(name)
  }

  mutating func newName() throws(UnreadableText) -> String {
    let name = try name()
    guard fileNames.insert(name).inserted, Self.integers[name] == nil else {
      throw fault("\(name) is declared already")
    }
    return name
  }

  func fault(_ cause: String) -> UnreadableText {
    UnreadableText(position: position, cause: cause)
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
