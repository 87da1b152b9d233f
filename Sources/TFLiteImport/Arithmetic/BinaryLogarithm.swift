import Foundation

/// The binary logarithm of a scale as the reference takes it in float32 (rule B24).
struct BinaryLogarithm: Hashable {
  let rounded: Int
  /// Within 1/1000 of a whole number.
  let isExact: Bool
}

/// - Precondition: `scale` is positive and finite.
func binaryLogarithm(_ scale: Float) -> BinaryLogarithm {
  let logarithm = Float(log(Double(scale))) * (1 / Float(log(Double(2))))
  let nearest = logarithm.rounded(.toNearestOrAwayFromZero)
  return BinaryLogarithm(rounded: Int(nearest), isExact: abs(logarithm - nearest) < 1e-3)
}
