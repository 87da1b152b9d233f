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
      return roundedQuotient(high(v), bits: max(-shift, 0), .halfAwayFromZero)
    case .singleRounding:  // A26
      // A sum of 47 bits times a multiplier of 32 bits.
      let product = Int128(v) * Int128(multiplier) + (Int128(1) << (30 - shift))
      return Int(floorQuotient(product, 1 << (31 - shift)))
    case .reducedTo16:  // A27
      let reduced = min((multiplier + (1 << 15)) >> 16, 0x7FFF)
      return floorQuotient(v * reduced + (1 << (14 - shift)), 1 << (15 - shift))
    }
  }
}

extension FixedPointMultiplier {
  /// A25: floor((v * 2^max(shift, 0) * multiplier + 2^30) / 2^31), for v of up to 47 bits.
  private func high(_ v: Int) -> Int {
    guard IntegerType.int32.range.contains(v) else {
      let left = Int128(v) * (Int128(1) << max(shift, 0))
      return Int(floorQuotient(left * Int128(multiplier) + (Int128(1) << 30), 1 << 31))
    }
    return floorQuotient(v * (1 << max(shift, 0)) * multiplier + (1 << 30), 1 << 31)
  }
}

/// A28: the first where x + inputOffset < 0, else the second.
func valueBySign(_ negative: FixedPointMultiplier, _ other: FixedPointMultiplier, _ x: Int) -> Int {
  x + negative.inputOffset < 0 ? negative.value(at: x) : other.value(at: x)
}
