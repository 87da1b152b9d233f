import FixedPoint
import KernelIR

/// x / 2^bits by a rounding rule (A4 to A9), as one addition and a floor shift where the sum keeps
/// within 32 bits.
///
/// - Parameter range: the value's, within 32 bits.
func roundedShift(
  _ value: Expression, _ range: IntegerRange, _ bits: Int, _ rounding: Rounding
) -> Expression {
  guard bits > 0 else { return value }
  let sums = sumRange(range, bits, rounding)
  guard IntegerType.int32.range.contains(sums) else {
    return WideRounding(value: value, range: range, bits: bits).quotient(rounding)
  }
  return roundedByOneSum(value, range, bits, rounding)
}

private func roundedByOneSum(
  _ value: Expression, _ range: IntegerRange, _ bits: Int, _ rounding: Rounding
) -> Expression {
  let one = 1 << bits, half = one >> 1
  switch rounding {
  case .floor: return value >> bits
  case .ceiling: return (value + .constant(one - 1)) >> bits
  case .halfUp: return (value + .constant(half)) >> bits
  case .towardZero: return (value + ifNegative(value, range, then: one - 1, otherwise: 0)) >> bits
  case .awayFromZero: return (value + ifPositive(value, range, then: one - 1, otherwise: 0)) >> bits
  case .halfAwayFromZero:
    return (value + ifNegative(value, range, then: half - 1, otherwise: half)) >> bits
  case .halfTowardZero:
    return (value + ifPositive(value, range, then: half - 1, otherwise: half)) >> bits
  case .halfToEven:
    // Just below half, raised to half where the floor is odd: a tie then reaches the even
    // neighbour.
    let floor = value >> bits
    let isOdd = floor - ((floor >> 1) << 1)
    return (value + .constant(half - 1) + isOdd) >> bits
  }
}

/// What interval arithmetic says of the sum before the shift.
private func sumRange(_ range: IntegerRange, _ bits: Int, _ rounding: Rounding) -> IntegerRange {
  let one = 1 << bits, half = one >> 1
  switch rounding {
  case .floor: return range
  case .ceiling: return IntegerRange(range.lower, range.upper + one - 1)
  case .towardZero:
    return range.lower >= 0 ? range : IntegerRange(range.lower, range.upper + one - 1)
  case .awayFromZero:
    return range.upper <= 0 ? range : IntegerRange(range.lower, range.upper + one - 1)
  case .halfUp, .halfAwayFromZero, .halfTowardZero:
    return IntegerRange(range.lower, range.upper + half)
  case .halfToEven:
    let floor = range.shiftedRight(by: bits), even = floor.shiftedRight(by: 1)
    return IntegerRange(
      range.lower + half - 1 + floor.lower - 2 * even.upper,
      range.upper + half - 1 + floor.upper - 2 * even.lower)
  }
}

private func ifNegative(
  _ value: Expression, _ range: IntegerRange, then negative: Int, otherwise: Int
) -> Expression {
  if range.lower >= 0 { return .constant(otherwise) }
  return .select(
    Condition(value, .less, 0), .constant(negative), otherwise: .constant(otherwise))
}

private func ifPositive(
  _ value: Expression, _ range: IntegerRange, then positive: Int, otherwise: Int
) -> Expression {
  if range.upper <= 0 { return .constant(otherwise) }
  return .select(
    Condition(value, .greater, 0), .constant(positive), otherwise: .constant(otherwise))
}

/// Rounded quotients of values so large that an addition before the shift leaves 32 bits.
private struct WideRounding {
  let value: Expression
  let range: IntegerRange
  /// At least 1.
  let bits: Int

  private var one: Int { 1 << bits }
  private var half: Int { one >> 1 }

  func quotient(_ rounding: Rounding) -> Expression {
    let floor = value >> bits
    switch rounding {
    case .floor: return floor
    case .ceiling: return bySign(positive: ceilingOfPositive, otherwise: ceilingOfOthers)
    case .halfUp: return halfUp
    case .towardZero: return byNegative(ceilingOfOthers, otherwise: floor)
    case .awayFromZero: return bySign(positive: ceilingOfPositive, otherwise: floor)
    case .halfAwayFromZero: return byNegative(halfDownOfOthers, otherwise: halfUp)
    case .halfTowardZero: return bySign(positive: halfDownOfPositive, otherwise: halfUpOfOthers)
    case .halfToEven: return halfToEven(floor)
    }
  }

  /// ceil(v / 2^b) = floor((v - 1) / 2^b) + 1, for v above 0.
  private var ceilingOfPositive: Expression { ((value - 1) >> bits) + 1 }

  /// For v up to 0, where the sum stays below 2^b.
  private var ceilingOfOthers: Expression { (value + .constant(one - 1)) >> bits }

  /// Ties go up: half a step is added after all bits below it are shifted out.
  private var halfUp: Expression {
    guard bits > 1 else {
      return bySign(positive: ceilingOfPositive, otherwise: halfUpOfOthers)
    }
    return ((value >> (bits - 1)) + 1) >> 1
  }

  private var halfUpOfOthers: Expression { (value + .constant(half)) >> bits }

  /// Ties go down: the halves are counted upwards, then shifted, for v above 0.
  private var halfDownOfPositive: Expression {
    bits > 1 ? (((value - 1) >> (bits - 1)) + 1) >> 1 : value >> 1
  }

  private var halfDownOfOthers: Expression { (value + .constant(half - 1)) >> bits }

  private func halfToEven(_ floor: Expression) -> Expression {
    let halfDown = bySign(positive: halfDownOfPositive, otherwise: halfDownOfOthers)
    let isOdd = Condition((floor >> 1) << 1, .less, floor)
    func limits(_ lower: Rounding, _ upper: Rounding) -> IntegerRange {
      IntegerRange(
        lower.divide(range.lower, byPowerOfTwo: bits),
        upper.divide(range.upper, byPowerOfTwo: bits))
    }
    // Nothing is clamped: ranges do not show which of the two a bound takes.
    return clamped(
      .select(isOdd, halfUp, otherwise: halfDown), from: limits(.floor, .ceiling),
      to: limits(.halfToEven, .halfToEven))
  }

  private func bySign(positive: Expression, otherwise: Expression) -> Expression {
    if range.lower > 0 { return positive }
    if range.upper <= 0 { return otherwise }
    return .select(Condition(value, .greater, 0), positive, otherwise: otherwise)
  }

  private func byNegative(_ negative: Expression, otherwise: Expression) -> Expression {
    if range.lower >= 0 { return otherwise }
    if range.upper < 0 { return negative }
    return .select(Condition(value, .less, 0), negative, otherwise: otherwise)
  }
}
