import FixedPoint

/// x / 2^bits rounded to an integer.
///
/// - Precondition: |x| < 2^61, bits in 0...61.
func roundedQuotient(_ x: Int, bits: Int, _ rounding: Rounding) -> Int {
  roundedQuotient(x, by: 1 << bits, rounding)
}

/// x / divisor rounded to an integer, decided from the definitions A4 to A9: which of the two
/// neighbours, by the distance to each.
///
/// - Precondition: |x| < 2^61, divisor in 1...2^61.
func roundedQuotient(_ x: Int, by divisor: Int, _ rounding: Rounding) -> Int {
  let below = floorQuotient(x, divisor)
  let distanceToBelow = x - below * divisor
  if distanceToBelow == 0 { return below }
  let above = below + 1
  let distanceToAbove = above * divisor - x
  let nearestOfBoth: (Int) -> Int = { winnerOfHalf in
    if distanceToBelow < distanceToAbove { return below }
    return distanceToAbove < distanceToBelow ? above : winnerOfHalf
  }
  let (nearZero, farFromZero) = x < 0 ? (above, below) : (below, above)
  switch rounding {
  case .floor: return below  // A4
  case .ceiling: return above  // A4
  case .towardZero: return nearZero  // A5
  case .awayFromZero: return farFromZero  // A5
  case .halfUp: return nearestOfBoth(above)  // A6
  case .halfAwayFromZero: return nearestOfBoth(farFromZero)  // A7
  case .halfTowardZero: return nearestOfBoth(nearZero)  // A8
  case .halfToEven: return nearestOfBoth(below % 2 == 0 ? below : above)  // A9
  }
}

/// floor(dividend / divisor) for a positive divisor.
func floorQuotient<Integer: SignedInteger>(_ dividend: Integer, _ divisor: Integer) -> Integer {
  let truncated = dividend / divisor
  return truncated * divisor > dividend ? truncated - 1 : truncated
}
