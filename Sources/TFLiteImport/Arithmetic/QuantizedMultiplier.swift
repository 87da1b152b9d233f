import FixedPoint
import NetworkIR

/// A real factor as TensorFlow Lite keeps it: multiplier * 2^(shift - 31) (rule B2).
struct QuantizedMultiplier: Hashable, Sendable {
  let multiplier: Int
  /// Positive to the left.
  let shift: Int

  /// - Precondition: `real` is finite.
  init(_ real: Double) {
    guard real != 0 else {
      self.init(multiplier: 0, shift: 0)
      return
    }
    let signed = real.sign == .minus ? -real.significand : real.significand
    // The significand is in [1, 2), so the product is at most 2^31.
    var multiplier = Int((signed * 0x1p30).rounded(.toNearestOrAwayFromZero))
    var shift = Int(real.exponent) + 1
    if multiplier == 1 << 31 {
      multiplier /= 2
      shift += 1
    }
    self.init(multiplier: shift < -31 ? 0 : multiplier, shift: shift < -31 ? 0 : shift)
  }

  init(multiplier: Int, shift: Int) {
    self.multiplier = multiplier
    self.shift = shift
  }

  /// The requantisation by this factor.
  func function(
    inputOffset: Int = 0, inputShift: Int = 0, scheme: ScalingScheme, outputOffset: Int = 0,
    clamp: IntegerRange
  ) -> FixedPointMultiplier {
    FixedPointMultiplier(
      inputOffset: inputOffset, inputShift: inputShift, multiplier: multiplier, shift: shift,
      scheme: scheme, outputOffset: outputOffset, clamp: clamp)
  }
}
