extension CParser {
  mutating func block() throws(UnreadableText) -> [ReadStatement] {
    try nested { outer throws(UnreadableText) in
      try outer.scoped { parser throws(UnreadableText) in try parser.statements() }
    }
  }

  private mutating func statements() throws(UnreadableText) -> [ReadStatement] {
    try expect("{")
    var statements: [ReadStatement] = []
    while !take("}") {
      guard current.kind != .end else { throw fault("the block does not end") }
      statements.append(try statement())
    }
    return statements
  }

  private mutating func statement() throws(UnreadableText) -> ReadStatement {
    let place = position
    beginStatement()
    if take(word: "for") {
      return try scoped { parser throws(UnreadableText) in try parser.loop(place) }
    }
    if take(word: "do") { return try doWhile(place) }
    if take(word: "if") { return try branch(place) }
    if take(word: "return") {
      let value = current.kind == .mark(";") ? nil : try expression()
      try expect(";")
      return .returnValue(value, place)
    }
    let result = try simple()
    try expect(";")
    return result
  }

  /// A declaration, assignment, step or call, without its semicolon.
  private mutating func simple() throws(UnreadableText) -> ReadStatement {
    let place = position
    if isType { return try declareLocal(place) }
    if current.kind == .mark("("), peek(1) == .name("void"), peek(2) == .mark(")") {
      skip(3)
      return .unused(try expression(), place)
    }
    if take("++") { return .increment(try expression(), place) }
    if take("--") { return .decrement(try expression(), place) }
    let target = try expression()
    for assignment in ReadAssignment.allCases where take(assignment.rawValue) {
      return .assign(target, assignment, try expression(), place)
    }
    guard case .call = target else { throw fault("a statement was expected") }
    return .expression(target, place)
  }

  private mutating func declareLocal(_ place: TextPosition) throws(UnreadableText) -> ReadStatement
  {
    let type = try readType()
    let name = try name()
    try expect("=")
    let value = try expression()
    try declare(name)
    return .declare(type, name, value, place)
  }

  private mutating func loop(_ place: TextPosition) throws(UnreadableText) -> ReadStatement {
    try expect("(")
    let start = try simple()
    try expect(";")
    let condition = try expression()
    try expect(";")
    let next = try simple()
    try expect(")")
    return .loop(start: start, condition: condition, next: next, body: try block(), place)
  }

  private mutating func doWhile(_ place: TextPosition) throws(UnreadableText) -> ReadStatement {
    let body = try block()
    guard take(word: "while") else { throw fault("while was expected") }
    try expect("(")
    let condition = try expression()
    try expect(")")
    try expect(";")
    return .doWhile(body, condition, place)
  }

  private mutating func branch(_ place: TextPosition) throws(UnreadableText) -> ReadStatement {
    try expect("(")
    let condition = try expression()
    try expect(")")
    let then = try block()
    guard take(word: "else") else { return .branch(condition, then, [], place) }
    if current.kind == .name("if") {
      let next = try nested { parser throws(UnreadableText) in try parser.statement() }
      return .branch(condition, then, [next], place)
    }
    return .branch(condition, then, try block(), place)
  }
}

extension CParser {
  mutating func expression() throws(UnreadableText) -> ReadExpression {
    try nested { parser throws(UnreadableText) in try parser.choice() }
  }

  private mutating func choice() throws(UnreadableText) -> ReadExpression {
    let place = position
    let condition = try binary(1)
    guard take("?") else { return condition }
    let value = try expression()
    try expect(":")
    return .conditional(condition, value, try expression(), place)
  }

  /// Operators that bind at least so tightly, from the left.
  private mutating func binary(_ least: Int) throws(UnreadableText) -> ReadExpression {
    var left = try unary()
    while let operation = nextBinary(least) {
      let place = next().position
      left = .binary(left, operation, try binary(operation.precedence + 1), place)
    }
    return left
  }

  private func nextBinary(_ least: Int) -> ReadBinary? {
    guard case .mark(let mark) = current.kind, let operation = ReadBinary(rawValue: mark),
      operation.precedence >= least
    else { return nil }
    return operation
  }

  private mutating func unary() throws(UnreadableText) -> ReadExpression {
    try nested { parser throws(UnreadableText) in try parser.prefixed() }
  }

  private mutating func prefixed() throws(UnreadableText) -> ReadExpression {
    let place = position
    try countOperand()
    if take("*") { return .dereference(try unary(), place) }
    if take("&") { return .address(try unary(), place) }
    for operation in ReadUnary.allCases where take(operation.rawValue) {
      return .unary(operation, try unary(), place)
    }
    if current.kind == .mark("("), startsCast {
      _ = next()
      let type = try readType()
      try expect(")")
      return .cast(type, try unary(), place)
    }
    return try postfix()
  }

  private var startsCast: Bool {
    var ahead = self
    _ = ahead.next()
    return ahead.isType
  }

  private mutating func postfix() throws(UnreadableText) -> ReadExpression {
    var value = try primary()
    for _ in 0..<100 {
      let place = position
      if take("[") {
        value = .index(value, try expression(), place)
        try expect("]")
      } else if take("->") {
        value = .member(value, try name(), place)
      } else {
        return value
      }
    }
    throw fault("it is nested too deeply")
  }

  private mutating func primary() throws(UnreadableText) -> ReadExpression {
    let token = next()
    switch token.kind {
    case .number(let value, let isUnsigned):
      guard isUnsigned || value <= Int32.max else {
        throw UnreadableText(position: token.position, cause: "\(value) has more than 32 bits")
      }
      return .number(value, isUnsigned: isUnsigned)
    case .string(let text): return .string(text)
    case .name(let name):
      if name == "sizeof" { throw fault("a size is not printed in code") }
      if take("(") { return .call(name, try arguments(), token.position) }
      guard isValue(name) else {
        throw UnreadableText(position: token.position, cause: "\(name) has no value here")
      }
      return .name(name, token.position)
    case .mark("("):
      let inner = try expression()
      try expect(")")
      return inner
    case .mark, .end:
      throw UnreadableText(position: token.position, cause: "an expression was expected")
    }
  }

  private mutating func arguments() throws(UnreadableText) -> [ReadExpression] {
    if take(")") { return [] }
    var result: [ReadExpression] = []
    repeat { result.append(try argument()) } while take(",")
    try expect(")")
    return result
  }

  /// An expression, or a type where a macro takes one.
  private mutating func argument() throws(UnreadableText) -> ReadExpression {
    isType ? .type(try readType()) : try expression()
  }
}
