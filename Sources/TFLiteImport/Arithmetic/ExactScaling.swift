import FixedPoint
import NetworkIR

// The reference's fixed-point steps on one integer, for tables that are made at import.
extension QuantizedMultiplier {
  /// `x` times the factor, rounded by the scheme (rules A25 to A27).
  ///
  /// - Returns: nil where |x| * 2^max(shift, 0) leaves 32 bits, for which the reference is not
  ///   defined.
  func scaled(_ x: Int, _ scheme: ScalingScheme) -> Int? {
    guard (-31...30).contains(shift), IntegerType.int32.range.contains(x << max(shift, 0)) else {
      return nil
    }
    switch scheme {
    case .doubleRounding:
      let high = ((x << max(shift, 0)) * multiplier + (1 << 30)) >> 31
      return Rounding.halfAwayFromZero.divide(high, byPowerOfTwo: max(-shift, 0))
    case .singleRounding:
      return (x * multiplier + (1 << (30 - shift))) >> (31 - shift)
    case .reducedTo16:
      let reduced = min((multiplier + (1 << 15)) >> 16, 0x7FFF)
      guard shift <= 14 else { return nil }
      return (x * reduced + (1 << (14 - shift))) >> (15 - shift)
    }
  }
}
