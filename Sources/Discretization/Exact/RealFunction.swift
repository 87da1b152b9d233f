import BigInt
import FixedPoint
import NetworkIR

/// A real function of one variable that stands between two integer tensors.
enum RealFunction: Hashable, Sendable {
  case pointwise(PointwiseFunction)
  case round(Rounding)
  case clamp(lower: Rational?, upper: Rational?)
  /// 1 where x >= 0, else -1.
  case bipolar
  case minifloat(Minifloat)
}

/// A real function has no value at a number: the logarithm of zero, say.
struct UndefinedValue: Error, Hashable, Sendable {
  /// The function's name for people.
  let function: String
}

/// Where a function of one variable turns from falling to rising or back, or jumps: between two
/// rationals, which are equal where the place is known exactly.
struct TurningPoint: Hashable, Sendable {
  let lower: Rational
  let upper: Rational

  init(_ lower: Rational, _ upper: Rational) {
    self.lower = lower
    self.upper = upper
  }

  init(exactly place: Rational) { self.init(place, place) }
}

extension RealFunction {
  /// The function's value where it is known exactly; nil where it has to be bracketed.
  func exact(_ x: RealNumber) throws(UndefinedValue) -> RealNumber? {
    switch self {
    case .pointwise(let function): return try function.exact(x)
    case .round(let rule): return RealNumber(Rational(x.rounded(rule)))
    case .clamp(let lower, let upper):
      let raised = lower.map { max(x, RealNumber($0)) } ?? x
      return upper.map { min(raised, RealNumber($0)) } ?? raised
    case .bipolar: return RealNumber(x.sign < 0 ? -1 : 1)
    case .minifloat(let format): return RealNumber(format.nearest(x))
    }
  }

  /// The function's values over a bracket, rounded outwards; nil where the precision does not
  /// suffice.
  func bracket(_ x: Bracket) throws(UndefinedValue) -> Bracket? {
    let precision = x.precision
    switch self {
    case .pointwise(let function): return try function.bracket(x)
    case .round(let rule):
      let ends = x.rounded(rule)
      return Bracket(ends.lower << precision, ends.upper << precision, precision: precision)
    case .clamp(let lower, let upper):
      return x.clamped(
        lower: lower.map { Bracket($0, precision: precision) },
        upper: upper.map { Bracket($0, precision: precision) })
    case .bipolar:
      let one = powerOfTwo(precision)
      return Bracket(x.lower < 0 ? -one : one, x.upper < 0 ? -one : one, precision: precision)
    case .minifloat(let format):
      // A minifloat format is coarse, and its value at a rational number exact.
      let low = format.nearest(RealNumber(Rational(x.lower, over: powerOfTwo(precision))))
      let high = format.nearest(RealNumber(Rational(x.upper, over: powerOfTwo(precision))))
      return Bracket(
        Bracket(low, precision: precision).lower, Bracket(high, precision: precision).upper,
        precision: precision)
    }
  }

  /// Between these places the function rises or falls throughout.
  var turningPoints: [TurningPoint] {
    switch self {
    case .pointwise(let function): function.turningPoints
    case .round, .clamp, .bipolar, .minifloat: []
    }
  }

  /// Whether a larger argument never gives a smaller value, anywhere.
  var isNondecreasing: Bool {
    switch self {
    case .pointwise(let function): function.isNondecreasing
    case .round, .clamp, .bipolar, .minifloat: true
    }
  }
}
