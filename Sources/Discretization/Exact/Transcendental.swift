import BigInt
import FixedPoint

/// Brackets of exp, log, erf and pi at a fixed-point argument, from their series in integers.
///
/// Every truncated division loses less than one unit in the last place; the slack added at the end
/// counts them.
enum Transcendental {
  /// Extra bits carried beyond the wanted precision; the losses below stay under 2^(guardBits - 1)
  /// units.
  private static let guardBits = 40

  /// e to the power value / 2^precision; nil above 2^14, where the result would not fit in memory
  /// sensibly.
  static func exponential(_ value: BigInt, precision: Int) -> Bracket? {
    guard value < powerOfTwo(precision + 14) else { return nil }
    // e^x < 2^-precision
    if value < -(BigInt(precision) << precision) { return Bracket(0, 1, precision: precision) }
    let octaves = Int(floorDivision(value, powerOfTwo(precision)).quotient) * 3 / 2 + 2
    let working = precision + guardBits + max(octaves, 0)
    let argument = value << (working - precision)
    let (count, rest) = floorDivision(argument, logarithmOfTwo(working))
    let power = exponentialSeries(rest, precision: working)
    return narrowed(power, slack: 1 << 24, octaves: Int(count), from: working, to: precision)
  }

  /// Natural logarithm of value / 2^precision, for a positive value.
  static func logarithm(_ value: BigInt, precision: Int) -> Bracket {
    let working = precision + guardBits
    let octaves = value.magnitude.bitWidth - 1 - precision
    // m = x / 2^octaves in [1, 2); log m = 2 atanh((m - 1) / (m + 1))
    let mantissa =
      octaves >= 0
      ? (value << (working - precision)) >> octaves : value << (working - precision - octaves)
    let one = powerOfTwo(working)
    let ratio = ((mantissa - one) << working) / (mantissa + one)
    let sum = 2 * arctangentSeries(ratio, precision: working, isHyperbolic: true)
    let logarithm = sum + BigInt(octaves) * logarithmOfTwo(working)
    return narrowed(logarithm, slack: 1 << 24, octaves: 0, from: working, to: precision)
  }

  /// The error function at value / 2^precision, for value >= 0.
  static func errorFunction(_ value: BigInt, precision: Int) -> Bracket {
    let one = powerOfTwo(precision)
    let square = (value * value) >> precision
    // 1 - erf(x) < e^(-x^2)
    if square > BigInt(precision) << precision {
      return Bracket(one - 1, one, precision: precision)
    }
    // The series grows to e^(x^2) < 2^growth, and so does the loss of each of its N < 2^13 terms;
    // N^2 losses.
    let growth = Int(square >> precision) * 3 / 2 + 2
    let working = precision + guardBits + 2 * growth
    let argument = value << (working - precision)
    let series = errorSeries(argument, precision: working)
    let factor = Bracket(series, series, precision: working).widened(by: powerOfTwo(26 + growth))
    let decay = decay(argument, precision: working)
    let result = decay * factor * twoOverRootPi(working)
    return result.reduced(to: precision).clamped(
      lower: Bracket(0, precision: precision), upper: Bracket(1, precision: precision))
  }

  /// e^(-x^2) for the fixed-point x.
  private static func decay(_ argument: BigInt, precision: Int) -> Bracket {
    let square = argument * argument
    let low = exponential(-ceilingShift(square, precision), precision: precision)
    let high = exponential(-floorShift(square, precision), precision: precision)
    let one = powerOfTwo(precision)
    return Bracket(low?.lower ?? 0, high?.upper ?? one, precision: precision)
  }

  /// Pi by Machin's formula, 16 atan(1/5) - 4 atan(1/239).
  static func pi(_ precision: Int) -> Bracket {
    let working = precision + guardBits
    let fifth = powerOfTwo(working) / 5
    let other = powerOfTwo(working) / 239
    let value =
      16 * arctangentSeries(fifth, precision: working, isHyperbolic: false)
      - 4 * arctangentSeries(other, precision: working, isHyperbolic: false)
    return narrowed(value, slack: 1 << 24, octaves: 0, from: working, to: precision)
  }

  /// 2 / sqrt(pi).
  private static func twoOverRootPi(_ precision: Int) -> Bracket {
    pi(precision).squareRoot.reciprocal.scaled(by: 2)
  }

  /// log 2 to a unit in the last place.
  private static func logarithmOfTwo(_ precision: Int) -> BigInt {
    precision <= tabulated
      ? tabulatedLogarithm >> (tabulated - precision)
      : logarithmOfTwoSeries(precision)
  }

  /// The precision that log 2 is kept at, enough for nearly every decision.
  private static let tabulated = 1024
  private static let tabulatedLogarithm = logarithmOfTwoSeries(tabulated)

  /// log 2 = 2 atanh(1/3).
  private static func logarithmOfTwoSeries(_ precision: Int) -> BigInt {
    let extended = precision + guardBits
    let third = powerOfTwo(extended) / 3
    return (2 * arctangentSeries(third, precision: extended, isHyperbolic: true)) >> guardBits
  }

  /// Sum of x^n / n! for 0 <= x < 1.
  private static func exponentialSeries(_ argument: BigInt, precision: Int) -> BigInt {
    var term = powerOfTwo(precision)
    var sum = term
    var index = 1
    while term > 0 {
      term = ((term * argument) >> precision) / BigInt(index)
      sum += term
      index += 1
    }
    return sum
  }

  /// Sum of (±1)^n x^(2n+1) / (2n+1), the sign alternating unless hyperbolic, for |x| <= 1/2.
  private static func arctangentSeries(
    _ argument: BigInt, precision: Int, isHyperbolic: Bool
  ) -> BigInt {
    let square = (argument * argument) >> precision
    var power = argument
    var sum = argument
    var index = 3
    while power != 0 {
      power = (power * square) / powerOfTwo(precision)
      if !isHyperbolic { power = -power }
      sum += power / BigInt(index)
      index += 2
    }
    return sum
  }

  /// Sum of 2^n x^(2n+1) / (1 3 5 … (2n+1)), all terms positive; erf x = 2/sqrt(pi) e^(-x^2) times
  /// it.
  private static func errorSeries(_ argument: BigInt, precision: Int) -> BigInt {
    let doubled = (2 * argument * argument) >> precision
    var term = argument
    var sum = argument
    var index = 3
    while term > 0 {
      term = ((term * doubled) >> precision) / BigInt(index)
      sum += term
      index += 2
    }
    return sum
  }

  private static func narrowed(
    _ value: BigInt, slack: BigInt, octaves: Int, from working: Int, to precision: Int
  ) -> Bracket {
    let bits = working - precision - octaves
    guard bits > 0 else {
      return Bracket(
        (value - slack) << -bits, (value + slack) << -bits, precision: precision)
    }
    return Bracket(
      floorShift(value - slack, bits), ceilingShift(value + slack, bits), precision: precision)
  }
}

extension Bracket {
  /// The square root; a lower end below zero counts as zero.
  var squareRoot: Bracket {
    let low = (max(lower, 0) << precision).squareRoot()
    let high = (max(upper, 0) << precision).squareRoot()
    let isExact = high * high == max(upper, 0) << precision
    return Bracket(low, isExact ? high : high + 1, precision: precision)
  }

  /// The same bracket on a coarser grid.
  func reduced(to coarser: Int) -> Bracket {
    Bracket(
      floorShift(lower, precision - coarser), ceilingShift(upper, precision - coarser),
      precision: coarser)
  }
}
