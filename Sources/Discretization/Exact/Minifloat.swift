import BigInt
import FixedPoint

/// The numbers of a small floating-point format as multiples of its smallest step, as QONNX
/// FloatQuant has them: every step of the format below 2^(smallest exponent) is as wide as the
/// smallest, and large values saturate.
struct Minifloat: Hashable, Sendable {
  /// Explicit fraction bits.
  let mantissaBits: Int
  /// The exponent of the smallest step: 1 - bias - mantissa bits.
  let smallestStep: Int
  /// The largest value, at which both signs saturate.
  let largest: Rational
  let rounding: Rounding

  /// The format's value for a real number, in units of the format itself (not of its smallest
  /// step).
  func nearest(_ x: RealNumber) -> Rational {
    if x.isZero { return .zero }
    let exponent = max(binaryExponent(x.magnitude) - mantissaBits, smallestStep)
    let step = rationalPowerOfTwo(exponent)
    let rounded = Rational((x * (.one / step)).rounded(rounding)) * step
    return max(-largest, min(largest, rounded))
  }
}

/// Two to any integer power.
func rationalPowerOfTwo(_ exponent: Int) -> Rational {
  exponent >= 0
    ? Rational(powerOfTwo(exponent)) : Rational(1, over: powerOfTwo(-exponent))
}

/// floor(log2(x)) of a positive number, exactly.
func binaryExponent(_ x: RealNumber) -> Int {
  let bracket = x.bracket(precision: 256)
  var exponent = bracket.upper.magnitude.bitWidth - 1 - 256
  while RealNumber(rationalPowerOfTwo(exponent)) > x { exponent -= 1 }
  while RealNumber(rationalPowerOfTwo(exponent + 1)) <= x { exponent += 1 }
  return exponent
}
