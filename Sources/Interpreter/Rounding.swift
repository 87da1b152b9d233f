import FixedPoint

/// x / 2^bits rounded to an integer, decided from the definitions A4 to A9: which of the two
/// neighbours, by the distance to each.
///
/// - Precondition: |x| < 2^61, bits in 0...61.
func roundedQuotient(_ x: Int, bits: Int, _ rounding: Rounding) -> Int {
  let below = x >> bits  // A3
  let distanceToBelow = x - (below << bits)
  if distanceToBelow == 0 { return below }
  let above = below + 1
  let distanceToAbove = (above << bits) - x
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
