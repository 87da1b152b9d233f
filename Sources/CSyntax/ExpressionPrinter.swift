/// Prints expressions as pieces between which a line may break; pieces on one line are joined by
/// spaces.
enum ExpressionPrinter {
  static func pieces(_ expression: CExpression) -> [String] {
    switch expression {
    case .integer(let value): ["\(value)"]
    case .unsigned(let value): ["\(value)u"]
    case .hexadecimal(let value): ["0x" + String(value, radix: 16, uppercase: true) + "u"]
    case .name(let name): [name]
    case .string(let text): [CText.literal(text)]
    case .call(let name, let arguments): call(name, arguments)
    case .index(let base, let index): enclose(postfix(base), "[", pieces(index), "]")
    case .member(let base, let name): suffixed(postfix(base), "->\(name)")
    case .dereference(let pointer): prefixed("*", unary(pointer))
    case .address(let target): prefixed("&", unary(target))
    case .cast(let type, let value): prefixed("(\(type.bare))", unary(value))
    case .unary(let operation, let value): prefixed(operation.rawValue, signed(value))
    case .binary(let left, let operation, let right): binary(left, operation, right)
    case .conditional(let condition, let value, let otherwise):
      conditional(condition, value, otherwise)
    case .sizeOf(let type): ["sizeof(\(type.bare))"]
    }
  }

  private static func call(_ name: String, _ arguments: [CExpression]) -> [String] {
    enclose([name], "(", separated(arguments), ")")
  }

  /// The expressions with commas between them.
  static func separated(_ expressions: [CExpression]) -> [String] {
    var result: [String] = []
    for (index, expression) in expressions.enumerated() {
      let isLast = index == expressions.count - 1
      result += isLast ? pieces(expression) : suffixed(pieces(expression), ",")
    }
    return result
  }

  private static func binary(
    _ left: CExpression, _ operation: CBinaryOperator, _ right: CExpression
  ) -> [String] {
    let first = isChain(left, operation) ? pieces(left) : operand(left, isLeft: true)
    let second = operand(right, isLeft: false)
    return first + prefixed("\(operation.rawValue) ", second)
  }

  /// `a + b - c` needs no parentheses; mixed families get them even where C does not ask.
  private static func isChain(_ left: CExpression, _ operation: CBinaryOperator) -> Bool {
    guard case .binary(_, let inner, _) = left else { return false }
    return operation.chains && inner.family == operation.family
  }

  /// An operand of a binary operator: other operators get parentheses, and so does a sign on the
  /// right.
  private static func operand(_ expression: CExpression, isLeft: Bool) -> [String] {
    switch expression {
    case .binary, .conditional: parenthesized(expression)
    case .integer(let value) where value < 0 && !isLeft: parenthesized(expression)
    case .unary where !isLeft: parenthesized(expression)
    case .integer, .unsigned, .hexadecimal, .name, .string, .call, .index, .member, .dereference,
      .address,
      .cast,
      .unary, .sizeOf:
      pieces(expression)
    }
  }

  private static func conditional(
    _ condition: CExpression, _ value: CExpression, _ otherwise: CExpression
  ) -> [String] {
    parenthesizedIfOperator(condition) + prefixed("? ", branch(value))
      + prefixed(": ", branch(otherwise))
  }

  private static func branch(_ expression: CExpression) -> [String] {
    if case .conditional = expression { return parenthesized(expression) }
    return pieces(expression)
  }

  private static func parenthesizedIfOperator(_ expression: CExpression) -> [String] {
    switch expression {
    case .binary, .conditional: parenthesized(expression)
    case .integer, .unsigned, .hexadecimal, .name, .string, .call, .index, .member, .dereference,
      .address,
      .cast,
      .unary, .sizeOf:
      pieces(expression)
    }
  }

  /// The operand of a sign: a second sign is kept apart, since `--x` means something else.
  private static func signed(_ expression: CExpression) -> [String] {
    switch expression {
    case .unary: parenthesized(expression)
    case .integer, .unsigned, .hexadecimal, .name, .string, .call, .index, .member, .dereference,
      .address,
      .cast,
      .binary, .conditional, .sizeOf:
      unary(expression)
    }
  }

  /// The operand of a prefix operator or a cast.
  private static func unary(_ expression: CExpression) -> [String] {
    switch expression {
    case .integer(let value) where value < 0: parenthesized(expression)
    case .binary, .conditional: parenthesized(expression)
    case .unary(.negate, _): parenthesized(expression)
    case .integer, .unsigned, .hexadecimal, .name, .string, .call, .index, .member, .dereference,
      .address,
      .cast,
      .unary, .sizeOf:
      pieces(expression)
    }
  }

  /// What an index follows.
  private static func postfix(_ expression: CExpression) -> [String] {
    switch expression {
    case .name, .call, .index, .member, .string: pieces(expression)
    case .integer, .unsigned, .hexadecimal, .dereference, .address, .cast, .unary, .binary,
      .conditional,
      .sizeOf:
      parenthesized(expression)
    }
  }

  private static func parenthesized(_ expression: CExpression) -> [String] {
    suffixed(prefixed("(", pieces(expression)), ")")
  }

  /// `head`, an opening mark, the pieces and a closing mark, with no space at the marks.
  private static func enclose(
    _ head: [String], _ opening: String, _ inner: [String], _ closing: String
  ) -> [String] {
    guard let last = head.last else { return inner }
    return suffixed(head.dropLast() + prefixed(last + opening, inner), closing)
  }

  static func prefixed(_ prefix: String, _ pieces: [String]) -> [String] {
    guard let first = pieces.first else { return [prefix] }
    return [prefix + first] + pieces.dropFirst()
  }

  static func suffixed(_ pieces: [String], _ suffix: String) -> [String] {
    guard let last = pieces.last else { return [suffix] }
    return pieces.dropLast() + [last + suffix]
  }
}
