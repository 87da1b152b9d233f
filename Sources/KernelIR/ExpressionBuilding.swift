import FixedPoint

// Short spellings for the programs that lowering builds.

extension Expression: ExpressibleByIntegerLiteral {
  package init(integerLiteral value: Int) { self = .constant(value) }
}

extension Expression {
  package static func + (left: Expression, right: Expression) -> Expression {
    if case .constant(0) = left { return right }
    if case .constant(0) = right { return left }
    return .add(left, right)
  }

  package static func - (left: Expression, right: Expression) -> Expression {
    if case .constant(0) = left { return .negate(right) }
    if case .constant(0) = right { return left }
    return .subtract(left, right)
  }

  package static func << (value: Expression, bits: Int) -> Expression {
    bits == 0 ? value : .shiftLeft(value, bits)
  }

  /// Rule A3: floor.
  package static func >> (value: Expression, bits: Int) -> Expression {
    bits == 0 ? value : .shiftRight(value, bits)
  }

  package static func element(_ pointer: PointerID, _ index: Int = 0) -> Expression {
    .load(.pointer(pointer), index: .constant(index))
  }
}
