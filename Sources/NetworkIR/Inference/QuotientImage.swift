import FixedPoint

extension Quotient {
  /// The smallest range that holds the results over the input range (rule A29); a rounded quotient
  /// is monotone, so the ends decide.
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    let dividend = try input.adding(IntegerRange(exactly: inputOffset))
    return try IntegerRange(rounded(dividend.lower), rounded(dividend.upper))
      .adding(IntegerRange(exactly: outputOffset)).clamped(to: clamp)
  }

  /// dividend / divisor, rounded.
  private func rounded(_ dividend: Int) -> Int {
    var (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    if remainder < 0 { (quotient, remainder) = (quotient - 1, remainder + divisor) }
    return remainder == 0 || !raises(quotient, remainder) ? quotient : quotient + 1
  }

  /// Whether the floor is not the result; the remainder is in 1..<divisor.
  private func raises(_ floor: Int, _ remainder: Int) -> Bool {
    let isNegative = floor < 0
    let (twice, isHalf) = (2 * remainder, 2 * remainder == divisor)
    switch rounding {
    case .floor: return false
    case .ceiling: return true
    case .towardZero: return isNegative
    case .awayFromZero: return !isNegative
    case .halfUp: return twice >= divisor
    case .halfAwayFromZero: return twice > divisor || (isHalf && !isNegative)
    case .halfTowardZero: return twice > divisor || (isHalf && isNegative)
    case .halfToEven: return twice > divisor || (isHalf && floor & 1 == 1)
    }
  }
}
