import BigInt

extension Rational {
  /// The nearest number of a binary floating-point type of up to 64 bits, halves to even, as IEEE
  /// 754 rounds; infinite beyond the largest one.
  package func nearest<Target: BinaryFloatingPoint>(_ target: Target.Type = Target.self) -> Target {
    guard !isZero else { return 0 }
    let precision = Target.significandBitCount + 1
    // Numbers below the least normal one share its unit in the last place.
    let leastUnit = Int(Target.leastNormalMagnitude.exponent) - Target.significandBitCount
    let unit = max(magnitude.binaryExponent - precision + 1, leastUnit)
    let units = (magnitude * Rational.powerOfTwo(-unit)).rounded(.halfToEven)
    return Target(
      sign: numerator < 0 ? .minus : .plus, exponent: Target.Exponent(unit),
      significand: Target(Int(units)))
  }

  /// The exponent e with 2^e <= value < 2^(e+1), for a positive value.
  private var binaryExponent: Int {
    let estimate = numerator.magnitude.bitWidth - denominator.magnitude.bitWidth
    return self < Rational.powerOfTwo(estimate) ? estimate - 1 : estimate
  }

  private static func powerOfTwo(_ exponent: Int) -> Rational {
    exponent >= 0
      ? Rational(BigInt(1) << exponent) : Rational(1, over: BigInt(1) << -exponent)
  }
}
