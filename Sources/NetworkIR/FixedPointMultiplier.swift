import FixedPoint

/// TensorFlow Lite's requantisation: with v = (x + inputOffset) * 2^inputShift, the result is
/// clamp(outputOffset + v scaled by multiplier * 2^shift, as `scheme` rounds).
package struct FixedPointMultiplier: Hashable, Sendable {
  package let inputOffset: Int
  package let inputShift: Int
  /// Q31 of a number in [1/2, 1), or its negative, or 0; reduced to 16 bits by the reduced scheme.
  package let multiplier: Int
  /// Positive to the left.
  package let shift: Int
  package let scheme: ScalingScheme
  package let outputOffset: Int
  package let clamp: IntegerRange

  package init(
    inputOffset: Int = 0, inputShift: Int = 0, multiplier: Int, shift: Int, scheme: ScalingScheme,
    outputOffset: Int = 0, clamp: IntegerRange
  ) {
    self.inputOffset = inputOffset
    self.inputShift = inputShift
    self.multiplier = multiplier
    self.shift = shift
    self.scheme = scheme
    self.outputOffset = outputOffset
    self.clamp = clamp
  }
}

/// How a product with a fixed-point multiplier is rounded.
package enum ScalingScheme: String, Hashable, Sendable, CaseIterable {
  /// With h = floor((v * 2^max(shift, 0) * multiplier + 2^30) / 2^31): h / 2^max(-shift, 0), halves
  /// away from zero (rule A25).
  case doubleRounding
  /// floor((v * multiplier + 2^(30 - shift)) / 2^(31 - shift)) (rule A26).
  case singleRounding
  /// With m = min((multiplier + 2^15) >> 16, 0x7FFF): floor((v * m + 2^(14 - shift)) /
  /// 2^(15 - shift)) (rule A27).
  case reducedTo16
}

/// clamp(round((x + inputOffset) / divisor) + outputOffset).
package struct Quotient: Hashable, Sendable {
  package let inputOffset: Int
  /// Positive.
  package let divisor: Int
  package let rounding: Rounding
  package let outputOffset: Int
  package let clamp: IntegerRange

  package init(
    inputOffset: Int = 0, divisor: Int, rounding: Rounding, outputOffset: Int = 0,
    clamp: IntegerRange
  ) {
    self.inputOffset = inputOffset
    self.divisor = divisor
    self.rounding = rounding
    self.outputOffset = outputOffset
    self.clamp = clamp
  }
}

/// An odd-symmetric function of a 16-bit integer by TensorFlow Lite's table of 256 knots (rule A30).
///
/// With v = floor((x * inputMultiplier + round) / 2^inputShift), round = 2^(inputShift - 1) or 0,
/// u = |v| >> indexBits, f the bits of |v| below: r = knots[u] * 2^indexBits + f * (knots[u + 1] -
/// knots[u]), or `saturated` from u = 255 on. How r becomes the result is the shape's.
package struct InterpolatedCurve: Hashable, Sendable {
  package let shape: CurveShape
  package let inputMultiplier: Int
  package let inputShift: Int
  /// 256 values of 16 bits, of the logistic function.
  package let knots: [Int]

  package init(shape: CurveShape, inputMultiplier: Int, inputShift: Int, knots: [Int]) {
    self.shape = shape
    self.inputMultiplier = inputMultiplier
    self.inputShift = inputShift
    self.knots = knots
  }
}

package enum CurveShape: String, Hashable, Sendable, CaseIterable {
  case logistic
  case tanh
}
