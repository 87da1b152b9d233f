import FixedPoint
import NetworkIR

extension FixedPointMultiplier {
  /// A25 to A27: clamp(outputOffset + v scaled by multiplier * 2^shift), with
  /// v = (x + inputOffset) * 2^inputShift.
  func value(at x: Int) -> Int {
    let v = (x + inputOffset) * (1 << inputShift)
    return limited(outputOffset + scaled(v), to: clamp)
  }

  private func scaled(_ v: Int) -> Int {
    switch scheme {
    case .doubleRounding:  // A25
      let left = v * (1 << max(shift, 0))
      let high = floorQuotient(left * multiplier + (1 << 30), 1 << 31)
      return roundedQuotient(high, bits: max(-shift, 0), .halfAwayFromZero)
    case .singleRounding:  // A26
      // A sum of 47 bits times a multiplier of 32.
      let product = Int128(v) * Int128(multiplier) + (Int128(1) << (30 - shift))
      return Int(floorQuotient(product, 1 << (31 - shift)))
    case .reducedTo16:  // A27
      let reduced = min((multiplier + (1 << 15)) >> 16, 0x7FFF)
      return floorQuotient(v * reduced + (1 << (14 - shift)), 1 << (15 - shift))
    }
  }
}

/// A28: the first where x + inputOffset < 0, else the second.
func valueBySign(_ negative: FixedPointMultiplier, _ other: FixedPointMultiplier, _ x: Int) -> Int {
  x + negative.inputOffset < 0 ? negative.value(at: x) : other.value(at: x)
}
