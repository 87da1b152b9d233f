import FixedPoint

/// Types of expressions that are not evaluated.
extension Machine {
  /// The type of an integer expression, nil where it is none that is read.
  func integerType(of expression: ReadExpression) -> IntegerType? {
    switch expression {
    case .number(let value, let isUnsigned): rules.literal(value, isUnsigned: isUnsigned)
    case .name(let name, _): frames.last?[name].flatMap { rules.integer($0.type) }
    case .cast(let type, _, _): rules.integer(type)
    case .unary(.not, _, _): rules.int
    case .unary(_, let inner, _): integerType(of: inner).map { rules.promoted($0) }
    case .binary(let left, let operation, let right, _):
      binaryType(left, operation, right)
    case .conditional(_, let a, let b, _): commonType(a, b)
    case .index(let base, _, _), .dereference(let base, _):
      elementType(of: base).flatMap { rules.integer($0) }
    case .call("STAPES_WITHIN", let arguments, _): arguments.first.flatMap { integerType(of: $0) }
    case .call(let name, _, _): SupportHelper(name: name)?.result(rules)
    case .string, .member, .address, .type: nil
    }
  }

  private func commonType(_ a: ReadExpression, _ b: ReadExpression) -> IntegerType? {
    guard let left = integerType(of: a), let right = integerType(of: b) else { return nil }
    return rules.common(left, right)
  }

  private func binaryType(
    _ left: ReadExpression, _ operation: ReadBinary, _ right: ReadExpression
  ) -> IntegerType? {
    switch operation {
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual, .and, .or: rules.int
    case .shiftLeft, .shiftRight: integerType(of: left).map { rules.promoted($0) }
    case .add, .subtract, .bitAnd, .bitXor, .bitOr: commonType(left, right)
    }
  }

  /// What a pointer expression points to.
  private func elementType(of expression: ReadExpression) -> ReadType? {
    switch expression {
    case .name(let name, _):
      if case .pointer(let element, _)? = frames.last?[name]?.type { return element }
      return globals[name]?.element
    case .cast(.pointer(let element, _), _, _): return element
    case .binary(let left, _, _, _): return elementType(of: left)
    case .call(let name, _, _): return SupportHelper(name: name)?.pointee
    case .number, .string, .index, .member, .dereference, .address, .cast, .unary, .conditional,
      .type:
      return nil
    }
  }
}
