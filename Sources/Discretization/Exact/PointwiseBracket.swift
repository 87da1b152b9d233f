import BigInt
import FixedPoint
import NetworkIR

extension PointwiseFunction {
  /// The values over a bracket, rounded outwards; nil where the precision does not suffice.
  func bracket(_ x: Bracket) throws(UndefinedValue) -> Bracket? {
    switch self {
    case .relu: return x.clamped(lower: Bracket(0, precision: x.precision), upper: nil)
    case .clip(let lower, let upper):
      return try RealFunction.clamp(
        lower: lower.flatMap { Rational(exactly: $0) },
        upper: upper.flatMap { Rational(exactly: $0) }
      ).bracket(x)
    case .leakyRelu(let slope):
      return x.split {
        $0
      } negative: {
        $0 * $0.constant(slope)
      }
    case .hardSigmoid(let slope, let offset):
      return (x * x.constant(slope) + x.constant(offset)).unit
    case .hardSwish:
      let gate = (x * x.constant(Rational(1, over: 6)) + x.constant(Rational(1, over: 2))).unit
      return x * gate
    case .elu(let alpha):
      return try negativeExponential(x, positive: .one, negative: rational(alpha))
    case .selu(let alpha, let gamma):
      return try negativeExponential(
        x, positive: rational(gamma), negative: rational(gamma) * rational(alpha))
    case .sqrt:
      guard x.upper >= 0 else { throw UndefinedValue(function: "the square root") }
      return x.squareRoot
    case .reciprocal: return x.lower > 0 || x.upper < 0 ? x.reciprocal : nil
    case .softsign: return x * (x.magnitude + x.constant(.one)).reciprocal
    case .absolute: return x.magnitude
    case .negate: return -x
    case .floor: return try RealFunction.round(.floor).bracket(x)
    case .ceiling: return try RealFunction.round(.ceiling).bracket(x)
    case .round: return try RealFunction.round(.halfToEven).bracket(x)
    case .sign: return x.signs
    case .exp: return x.atBothEnds { Transcendental.exponential($0, precision: x.precision) }
    case .log:
      guard x.upper > 0 else { throw UndefinedValue(function: "the logarithm") }
      guard x.lower > 0 else { return nil }
      return x.atBothEnds { Transcendental.logarithm($0, precision: x.precision) }
    case .sigmoid: return x.atBothEnds { sigmoidBracket($0, precision: x.precision) }
    case .tanh: return x.atBothEnds { hyperbolicTangent($0, precision: x.precision) }
    case .softplus: return x.atBothEnds { softplusBracket($0, precision: x.precision) }
    case .erf: return x.atBothEnds { errorFunction($0, precision: x.precision) }
    case .gelu(let isTanhApproximation):
      return geluBracket(x, isTanhApproximation: isTanhApproximation)
    }
  }
}

/// positive * x from zero on, negative * (exp x - 1) below.
private func negativeExponential(
  _ x: Bracket, positive: Rational, negative: Rational
) throws(UndefinedValue) -> Bracket? {
  guard x.lower < 0 else { return x * x.constant(positive) }
  let below = Bracket(x.lower, min(x.upper, 0), precision: x.precision)
  guard let power = try PointwiseFunction.exp.bracket(below) else { return nil }
  let left = (power + x.constant(-.one)) * x.constant(negative)
  guard x.upper > 0 else { return left }
  return left.union(Bracket(0, x.upper, precision: x.precision) * x.constant(positive))
}

/// 1 / (1 + exp(-x)).
private func sigmoidBracket(_ value: BigInt, precision: Int) -> Bracket? {
  // For positive x, 1 - sigmoid(-x): the exponential stays below one.
  let one = Bracket(1, precision: precision)
  guard let power = Transcendental.exponential(-abs(value), precision: precision) else {
    return nil
  }
  let small = power * (one + power).reciprocal
  return value > 0 ? one + -small : small
}

/// 2 sigmoid(2x) - 1.
private func hyperbolicTangent(_ value: BigInt, precision: Int) -> Bracket? {
  sigmoidBracket(2 * value, precision: precision).map {
    $0.scaled(by: 2) + Bracket(-1, precision: precision)
  }
}

/// log(1 + exp x) = max(x, 0) + log(1 + exp(-|x|)).
private func softplusBracket(_ value: BigInt, precision: Int) -> Bracket? {
  let one = Bracket(1, precision: precision)
  guard let power = Transcendental.exponential(-abs(value), precision: precision) else {
    return nil
  }
  let logarithm = (one + power).atBothEnds {
    Transcendental.logarithm($0, precision: precision)
  }
  let linear = Bracket(max(value, 0), max(value, 0), precision: precision)
  return logarithm.map { $0 + linear }
}

private func errorFunction(_ value: BigInt, precision: Int) -> Bracket? {
  value < 0
    ? -Transcendental.errorFunction(-value, precision: precision)
    : Transcendental.errorFunction(value, precision: precision)
}

/// x/2 (1 + erf(x / sqrt 2)), or x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).
private func geluBracket(_ x: Bracket, isTanhApproximation: Bool) -> Bracket? {
  let half = x.constant(Rational(1, over: 2))
  let two = Bracket(2, precision: x.precision)
  let gate: Bracket?
  if isTanhApproximation {
    let root = (two * Transcendental.pi(x.precision).reciprocal).squareRoot
    let cubic = x + x * x * x * x.constant(Rational(44715, over: 1_000_000))
    gate = (root * cubic).atBothEnds { hyperbolicTangent($0, precision: x.precision) }
  } else {
    let scaled = x * two.squareRoot.reciprocal
    gate = scaled.atBothEnds { errorFunction($0, precision: x.precision) }
  }
  return gate.map { x * half * ($0 + x.constant(.one)) }
}

extension Bracket {
  func constant(_ value: Rational) -> Bracket { Bracket(value, precision: precision) }
  func constant(_ value: Float) -> Bracket { constant(rational(value)) }

  var unit: Bracket {
    clamped(lower: Bracket(0, precision: precision), upper: Bracket(1, precision: precision))
  }

  func union(_ other: Bracket) -> Bracket {
    Bracket(min(lower, other.lower), max(upper, other.upper), precision: precision)
  }

  var magnitude: Bracket {
    if lower >= 0 { return self }
    return upper <= 0 ? -self : Bracket(0, max(-lower, upper), precision: precision)
  }

  fileprivate var signs: Bracket {
    let one = powerOfTwo(precision)
    let signed = { (end: BigInt) -> BigInt in end > 0 ? one : (end < 0 ? -one : 0) }
    return Bracket(signed(lower), signed(upper), precision: precision)
  }

  /// One rule from zero on and one below it, over a bracket that may hold both.
  fileprivate func split(
    _ positive: (Bracket) -> Bracket, negative: (Bracket) -> Bracket
  ) -> Bracket {
    if lower >= 0 { return positive(self) }
    if upper < 0 { return negative(self) }
    return negative(Bracket(lower, 0, precision: precision))
      .union(positive(Bracket(0, upper, precision: precision)))
  }

  /// A nondecreasing function between its values at the two ends.
  fileprivate func atBothEnds(_ function: (BigInt) -> Bracket?) -> Bracket? {
    guard let low = function(lower) else { return nil }
    if lower == upper { return low }
    return function(upper).map { Bracket(low.lower, $0.upper, precision: precision) }
  }
}
