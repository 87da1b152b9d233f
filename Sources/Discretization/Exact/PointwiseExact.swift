import BigInt
import FixedPoint
import NetworkIR

extension PointwiseFunction {
  /// The value at an exact number where it is a number of the same kind; nil where it has to be
  /// bracketed.
  ///
  /// exp, tanh, sigmoid, erf and their relatives are transcendental at every nonzero algebraic
  /// number, so only zero (one for the logarithm) can meet a tie exactly.
  func exact(_ x: RealNumber) throws(UndefinedValue) -> RealNumber? {
    switch self {
    case .relu: return max(x, .zero)
    case .clip(let lower, let upper):
      return try RealFunction.clamp(
        lower: lower.flatMap { Rational(exactly: $0) },
        upper: upper.flatMap { Rational(exactly: $0) }
      ).exact(x)
    case .leakyRelu(let slope): return x.sign < 0 ? x * rational(slope) : x
    case .hardSigmoid(let slope, let offset):
      return unit(x * rational(slope) + RealNumber(rational(offset)))
    case .hardSwish: return x * unit(x * Rational(1, over: 6) + RealNumber(Rational(1, over: 2)))
    case .sigmoid: return x.isZero ? RealNumber(Rational(1, over: 2)) : nil
    case .tanh, .erf, .gelu: return x.isZero ? .zero : nil
    case .exp: return x.isZero ? .one : nil
    case .elu: return x.sign < 0 ? nil : x
    case .selu(_, let gamma): return x.sign < 0 ? nil : x * rational(gamma)
    case .softplus: return nil
    case .softsign:
      guard let divisor = (RealNumber.one + x.magnitude).reciprocal else { return nil }
      return x * divisor
    case .log:
      guard x.sign > 0 else { throw UndefinedValue(function: "the logarithm") }
      return x == .one ? .zero : nil
    case .sqrt:
      guard x.sign >= 0 else { throw UndefinedValue(function: "the square root") }
      return x.squareRoot
    case .reciprocal:
      guard !x.isZero else { throw UndefinedValue(function: "the reciprocal") }
      return x.reciprocal
    case .absolute: return x.magnitude
    case .negate: return -x
    case .floor: return RealNumber(Rational(x.rounded(.floor)))
    case .ceiling: return RealNumber(Rational(x.rounded(.ceiling)))
    case .round: return RealNumber(Rational(x.rounded(.halfToEven)))
    case .sign: return RealNumber(x.sign)
    }
  }

  /// Where the function turns or jumps. The two turning points that are not algebraic are
  /// bracketed; a test confirms the sign of the slope on both sides.
  var turningPoints: [TurningPoint] {
    switch self {
    case .relu, .clip, .hardSigmoid, .sigmoid, .tanh, .softsign, .softplus, .erf, .exp, .log, .sqrt,
      .negate, .floor, .ceiling, .round, .sign:
      []
    case .leakyRelu(let slope): slope < 0 ? [TurningPoint(exactly: .zero)] : []
    case .elu(let alpha): alpha < 0 ? [TurningPoint(exactly: .zero)] : []
    case .selu(let alpha, _): alpha < 0 ? [TurningPoint(exactly: .zero)] : []
    case .reciprocal, .absolute: [TurningPoint(exactly: .zero)]
    case .hardSwish: [TurningPoint(exactly: Rational(-3, over: 2))]
    case .gelu(isTanhApproximation: false):
      [TurningPoint(Rational(-75180, over: 100_000), Rational(-75179, over: 100_000))]
    case .gelu(isTanhApproximation: true):
      [TurningPoint(Rational(-75247, over: 100_000), Rational(-75246, over: 100_000))]
    }
  }

  var isNondecreasing: Bool {
    switch self {
    case .relu, .clip, .sigmoid, .tanh, .softsign, .softplus, .erf, .exp, .log, .sqrt, .floor,
      .ceiling, .round, .sign:
      true
    case .leakyRelu(let slope), .hardSigmoid(let slope, _): slope >= 0
    case .elu(let alpha): alpha >= 0
    case .selu(let alpha, let gamma): alpha >= 0 && gamma >= 0
    case .hardSwish, .gelu, .reciprocal, .absolute, .negate: false
    }
  }
}

/// A finite float of the file as the rational number that it is (A21); importers refuse the others.
func rational(_ value: Float) -> Rational { Rational(exactly: value) ?? .zero }

private func unit(_ x: RealNumber) -> RealNumber { max(.zero, min(.one, x)) }
