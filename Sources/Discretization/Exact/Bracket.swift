import BigInt
import FixedPoint

/// Two fixed-point numbers, `lower / 2^precision` and `upper / 2^precision`, that a real number
/// lies between. Every operation rounds outwards, so the number is never outside.
struct Bracket: Hashable, Sendable {
  let lower: BigInt
  let upper: BigInt
  let precision: Int

  init(_ lower: BigInt, _ upper: BigInt, precision: Int) {
    self.lower = lower
    self.upper = upper
    self.precision = precision
  }

  /// The integer itself.
  init(_ integer: BigInt, precision: Int) {
    lower = integer << precision
    upper = lower
    self.precision = precision
  }

  /// The tightest bracket of a rational number.
  init(_ rational: Rational, precision: Int) {
    let (quotient, remainder) = floorDivision(
      rational.numerator << precision, rational.denominator)
    self.init(quotient, remainder == 0 ? quotient : quotient + 1, precision: precision)
  }

  static func + (left: Bracket, right: Bracket) -> Bracket {
    Bracket(left.lower + right.lower, left.upper + right.upper, precision: left.precision)
  }

  static prefix func - (bracket: Bracket) -> Bracket {
    Bracket(-bracket.upper, -bracket.lower, precision: bracket.precision)
  }

  static func * (left: Bracket, right: Bracket) -> Bracket {
    let products = [
      left.lower * right.lower, left.lower * right.upper, left.upper * right.lower,
      left.upper * right.upper,
    ]
    let lower = products.reduce(products[0]) { min($0, $1) }
    let upper = products.reduce(products[0]) { max($0, $1) }
    return Bracket(
      floorShift(lower, left.precision), ceilingShift(upper, left.precision),
      precision: left.precision)
  }

  /// The product with an exact integer, without loss.
  func scaled(by factor: BigInt) -> Bracket {
    factor < 0
      ? Bracket(upper * factor, lower * factor, precision: precision)
      : Bracket(lower * factor, upper * factor, precision: precision)
  }

  /// One divided by the number; the bracket must not touch zero.
  var reciprocal: Bracket {
    let one = powerOfTwo(2 * precision)
    let first = lower > 0 ? upper : -lower
    let second = lower > 0 ? lower : -upper
    let low = floorDivision(one, first).quotient
    let high = -floorDivision(-one, second).quotient
    return lower > 0
      ? Bracket(low, high, precision: precision) : Bracket(-high, -low, precision: precision)
  }

  /// The number raised by at most `slack` at either end.
  func widened(by slack: BigInt) -> Bracket {
    Bracket(lower - slack, upper + slack, precision: precision)
  }

  func clamped(lower low: Bracket?, upper high: Bracket?) -> Bracket {
    var (first, second) = (lower, upper)
    if let low { (first, second) = (max(first, low.lower), max(second, low.upper)) }
    if let high { (first, second) = (min(first, high.lower), min(second, high.upper)) }
    return Bracket(first, second, precision: precision)
  }

  /// The roundings of both ends: equal where the number's own rounding is certain.
  func rounded(_ rule: Rounding) -> (lower: BigInt, upper: BigInt) {
    let first = rounded(lower, rule)
    return (first, lower == upper ? first : rounded(upper, rule))
  }

  private func rounded(_ end: BigInt, _ rule: Rounding) -> BigInt {
    let half = powerOfTwo(precision - 1)
    switch rule {
    case .floor: return floorShift(end, precision)
    case .ceiling: return ceilingShift(end, precision)
    case .halfUp: return floorShift(end + half, precision)
    case .towardZero: return magnitudeRounded(end) { $0 >> precision }
    case .awayFromZero: return magnitudeRounded(end) { ceilingShift($0, precision) }
    case .halfAwayFromZero: return magnitudeRounded(end) { ($0 + half) >> precision }
    case .halfTowardZero: return magnitudeRounded(end) { ceilingShift($0 - half, precision) }
    case .halfToEven: return magnitudeRounded(end) { toEven($0) }
    }
  }

  private func toEven(_ magnitude: BigInt) -> BigInt {
    let up = (magnitude + powerOfTwo(precision - 1)) >> precision
    let isTie = (up << precision) - magnitude == powerOfTwo(precision - 1)
    return isTie && up % 2 != 0 ? up - 1 : up
  }
}

/// Applies a rule for numbers from zero up to a number of any sign, symmetrically.
private func magnitudeRounded(_ end: BigInt, _ rule: (BigInt) -> BigInt) -> BigInt {
  end < 0 ? -rule(-end) : rule(end)
}

/// floor(value / 2^bits); BigInt's own shift rounds negative numbers towards zero.
func floorShift(_ value: BigInt, _ bits: Int) -> BigInt {
  value < 0 ? -((-value + powerOfTwo(bits) - 1) >> bits) : value >> bits
}

func ceilingShift(_ value: BigInt, _ bits: Int) -> BigInt { -floorShift(-value, bits) }

extension RealNumber {
  /// The number between two multiples of 2^-precision.
  func bracket(precision: Int) -> Bracket {
    roots.reduce(Bracket(rational, precision: precision)) { sum, root in
      sum + root.bracket(precision: precision)
    }
  }
}

extension SquareRoot {
  /// |c| sqrt n = sqrt(numerator^2 n) / denominator; both floors compose to one.
  fileprivate func bracket(precision: Int) -> Bracket {
    let numerator = coefficient.numerator
    let scaled = (numerator * numerator * radicand) << (2 * precision)
    let low = scaled.squareRoot() / coefficient.denominator
    let bracket = Bracket(low, low + 1, precision: precision)
    return numerator < 0 ? -bracket : bracket
  }
}
