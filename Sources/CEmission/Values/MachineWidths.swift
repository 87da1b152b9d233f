import CSyntax
import FixedPoint

/// Decides in which types a target computes and where a conversion must be written.
struct MachineWidths {
  /// `int` has 16 bits: ranges that fit are computed there.
  let hasNarrowInt: Bool

  /// The width that holds all the ranges.
  func width(holding ranges: IntegerRange...) -> Width {
    let fits = ranges.allSatisfy { IntegerType.int16.range.contains($0) }
    return hasNarrowInt && fits ? .bits16 : .bits32
  }

  /// The type of a local with this range.
  func localType(_ range: IntegerRange) -> IntegerType { width(holding: range).type }

  /// A literal, such that it has no wider type than its value needs.
  func literal(_ value: Int) -> CExpression {
    let isLowest =
      value == IntegerType.int32.range.lower
      || (hasNarrowInt && value == IntegerType.int16.range.lower)
    return isLowest ? .binary(.integer(value + 1), .subtract, .integer(1)) : .integer(value)
  }

  func constant(_ value: Int) -> CValue {
    CValue(expression: literal(value), range: IntegerRange(exactly: value), form: .literal)
  }

  /// Two operands such that C computes in the width: a 32-bit one needs one wide operand. Both are
  /// signed, though C would promote a short unsigned one: MISRA's rule 10.4.
  func operands(_ left: CValue, _ right: CValue, _ width: Width) -> (CExpression, CExpression) {
    let (left, right) = (signed(left, width), signed(right, width))
    switch width {
    case .bits16: return (narrowed(left).expression, narrowed(right).expression)
    case .bits32:
      if left.isWide || right.isWide { return (left.expression, right.expression) }
      return left.form == .literal
        ? (left.expression, right.cast(to: .int32).expression)
        : (left.cast(to: .int32).expression, right.expression)
    }
  }

  /// A short unsigned value in the width's type.
  func signed(_ value: CValue, _ width: Width) -> CValue {
    guard case .stored(let type) = value.form, !type.isSigned, type.bits < 32 else { return value }
    return value.cast(to: width.type)
  }

  /// The value for a parameter, a variable or an initial value of the width's type.
  func converted(_ value: CValue, to width: Width) -> CExpression {
    switch (value.form, width) {
    case (.literal, _), (_, .bits32): value.expression
    case (.stored(let type), .bits16) where IntegerType.int16.range.contains(type.range):
      value.expression
    case (.stored, .bits16), (.computed, .bits16): value.cast(to: .int16).expression
    }
  }

  /// The value for an element of memory.
  func converted(_ value: CValue, to element: IntegerType) -> CExpression {
    switch value.form {
    case .literal where element.range.contains(value.range): return value.expression
    case .stored(let type) where element.range.contains(type.range): return value.expression
    case .computed where element == .int32: return value.expression
    case .literal, .stored, .computed: return value.cast(to: element).expression
    }
  }

  /// A value known to fit 16 bits, taken out of a wider type.
  private func narrowed(_ value: CValue) -> CValue {
    value.isWide ? value.cast(to: .int16) : value
  }
}
