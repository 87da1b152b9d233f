import BigInt
import FixedPoint
import NetworkIR

extension ScalarChain {
  /// The chain as a shift (A12) where it plainly is one: a scale of 1 / 2^bits without offset, one
  /// rounding, and clamps to integers, which commute with it. Needs no search, so the number of
  /// levels does not matter.
  func directShift(over range: IntegerRange) -> RequantizeFunction? {
    guard let bits = leadingShift else { return nil }
    var rounding: Rounding?
    var clamp = IntegerRange(-(1 << 40), 1 << 40)
    for step in steps.dropFirst(startsWithAffine ? 1 : 0) {
      guard case .function(let function) = step else { return nil }
      if case .round(let rule) = function, rounding == nil {
        rounding = rule
      } else if let limits = function.integerLimits(within: clamp) {
        clamp = limits
      } else {
        return nil
      }
    }
    guard rounding != nil || bits == 0 else { return nil }
    let rule = bits == 0 ? .floor : rounding ?? .floor
    let image = IntegerRange(
      rule.divide(range.lower, byPowerOfTwo: bits), rule.divide(range.upper, byPowerOfTwo: bits))
    return .shift(bits: bits, rounding: rule, clamp: image.clamped(to: clamp))
  }

  private var startsWithAffine: Bool {
    if case .affine? = steps.first { true } else { false }
  }

  /// The bits of a first affine step x / 2^bits; 0 where there is none, nil for another step.
  private var leadingShift: Int? {
    guard case .affine(let scale, let offset)? = steps.first else { return 0 }
    guard offset.isZero, scale.isRational, scale.rational.numerator == 1 else { return nil }
    let denominator = scale.rational.denominator
    let bits = denominator.magnitude.trailingZeroBitCount
    return bits <= NetworkLimit.shift && denominator == powerOfTwo(bits) ? bits : nil
  }
}

extension RealFunction {
  /// The part of a range that a clamp to integers leaves; nil for other functions and bounds.
  fileprivate func integerLimits(within range: IntegerRange) -> IntegerRange? {
    switch self {
    case .clamp(let lower, let upper): Self.limits(lower, upper, within: range)
    case .pointwise(.relu): Self.limits(.zero, nil, within: range)
    case .pointwise, .round, .bipolar, .minifloat: nil
    }
  }

  private static func limits(
    _ lower: Rational?, _ upper: Rational?, within range: IntegerRange
  ) -> IntegerRange? {
    guard lower?.isInteger ?? true, upper?.isInteger ?? true else { return nil }
    let low = lower.flatMap { Int(exactly: $0.numerator) } ?? range.lower
    let high = upper.flatMap { Int(exactly: $0.numerator) } ?? range.upper
    guard low <= high else { return nil }
    return range.clamped(to: IntegerRange(low, high))
  }
}
