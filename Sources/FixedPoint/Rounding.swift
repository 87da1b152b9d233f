/// A rule for turning a real number into an integer (rules A4 to A9). Each is defined once, in
/// docs/arithmetic.md.
package enum Rounding: String, Hashable, Sendable, CaseIterable, Codable {
  /// Towards minus infinity.
  case floor
  /// Towards plus infinity.
  case ceiling
  /// Towards zero.
  case towardZero
  /// Away from zero.
  case awayFromZero
  /// To nearest, halves towards plus infinity.
  case halfUp
  /// To nearest, halves away from zero.
  case halfAwayFromZero
  /// To nearest, halves towards zero.
  case halfTowardZero
  /// To nearest, halves to the even neighbour.
  case halfToEven
}

extension Rounding {
  /// `value` divided by two to the `bits`, rounded by this rule; exact for |value| < 2^62 and bits
  /// in 0...61.
  package func divide(_ value: Int, byPowerOfTwo bits: Int) -> Int {
    let quotient = value >> bits
    let remainder = value - (quotient << bits)
    return remainder == 0
      ? quotient : quotient + increment(quotient: quotient, remainder: remainder, bits: bits)
  }

  /// 1 where the floor quotient must be raised, else 0; the remainder is in 1..<2^bits.
  private func increment(quotient: Int, remainder: Int, bits: Int) -> Int {
    let half = 1 << (bits - 1)
    let isNegative = quotient < 0
    switch self {
    case .floor: return 0
    case .ceiling: return 1
    case .towardZero: return isNegative ? 1 : 0
    case .awayFromZero: return isNegative ? 0 : 1
    case .halfUp: return remainder >= half ? 1 : 0
    case .halfAwayFromZero: return remainder > half || (remainder == half && !isNegative) ? 1 : 0
    case .halfTowardZero: return remainder > half || (remainder == half && isNegative) ? 1 : 0
    case .halfToEven: return remainder > half || (remainder == half && quotient & 1 == 1) ? 1 : 0
    }
  }
}
