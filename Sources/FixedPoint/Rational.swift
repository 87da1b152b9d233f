import BigInt

/// An exact rational number, in lowest terms with a positive denominator.
package struct Rational: Hashable, Sendable {
  package let numerator: BigInt
  package let denominator: BigInt

  /// - Precondition: `denominator != 0`.
  package init(_ numerator: BigInt, over denominator: BigInt) {
    precondition(denominator != 0, "a rational number has a nonzero denominator")
    let divisor = numerator.greatestCommonDivisor(with: denominator)
    let sign: BigInt = denominator < 0 ? -1 : 1
    self.numerator = divisor == 0 ? 0 : sign * numerator / divisor
    self.denominator = divisor == 0 ? 1 : sign * denominator / divisor
  }

  package init(_ integer: Int) { self.init(reduced: BigInt(integer), over: 1) }
  package init(_ integer: BigInt) { self.init(reduced: integer, over: 1) }

  /// The exact value of a finite binary floating-point number; nil for NaN and infinities.
  package init?<Source: BinaryFloatingPoint>(exactly value: Source) {
    guard value.isFinite else { return nil }
    let double = Double(value)
    guard double != 0 else {
      self.init(0)
      return
    }
    let significand = BigInt(Int(double.significand * 0x1p52))
    let signed = double.sign == .minus ? -significand : significand
    let exponent = Int(double.exponent) - 52
    self.init(signed * powerOfTwo(max(exponent, 0)), over: powerOfTwo(max(-exponent, 0)))
  }

  private init(reduced numerator: BigInt, over denominator: BigInt) {
    self.numerator = numerator
    self.denominator = denominator
  }
}

extension Rational {
  package static let zero = Rational(0)
  package static let one = Rational(1)

  package static func + (left: Rational, right: Rational) -> Rational {
    Rational(
      left.numerator * right.denominator + right.numerator * left.denominator,
      over: left.denominator * right.denominator)
  }

  package static func - (left: Rational, right: Rational) -> Rational { left + (-right) }

  package static func * (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.numerator, over: left.denominator * right.denominator)
  }

  /// - Precondition: `right` is not zero.
  package static func / (left: Rational, right: Rational) -> Rational {
    Rational(left.numerator * right.denominator, over: left.denominator * right.numerator)
  }

  package static prefix func - (value: Rational) -> Rational {
    Rational(reduced: -value.numerator, over: value.denominator)
  }

  package var isInteger: Bool { denominator == 1 }
  package var isZero: Bool { numerator == 0 }
  package var magnitude: Rational { numerator < 0 ? -self : self }

  /// The number rounded to an integer by the rule (A4 to A9).
  package func rounded(_ rule: Rounding) -> BigInt {
    let (quotient, remainder) = floorDivision(numerator, denominator)
    if remainder == 0 { return quotient }
    let isNegative = numerator < 0
    let half = (remainder * 2).comparedTo(denominator)
    switch rule {
    case .floor: return quotient
    case .ceiling: return quotient + 1
    case .towardZero: return isNegative ? quotient + 1 : quotient
    case .awayFromZero: return isNegative ? quotient : quotient + 1
    case .halfUp: return half >= 0 ? quotient + 1 : quotient
    case .halfAwayFromZero:
      return half > 0 || (half == 0 && !isNegative) ? quotient + 1 : quotient
    case .halfTowardZero: return half > 0 || (half == 0 && isNegative) ? quotient + 1 : quotient
    case .halfToEven:
      return half > 0 || (half == 0 && quotient % 2 != 0) ? quotient + 1 : quotient
    }
  }

  /// The nearest Double, for people; never used to decide a bit.
  package var approximation: Double { nearest() }
}

extension Rational: Comparable {
  package static func < (left: Rational, right: Rational) -> Bool {
    left.numerator * right.denominator < right.numerator * left.denominator
  }
}

extension Rational: CustomStringConvertible {
  package var description: String { isInteger ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

extension BigInt {
  /// -1, 0 or 1.
  fileprivate func comparedTo(_ other: BigInt) -> Int {
    self < other ? -1 : (self == other ? 0 : 1)
  }
}

/// Two to the power, for exponents of at least 0.
package func powerOfTwo(_ exponent: Int) -> BigInt { BigInt(1) << exponent }

/// Quotient towards minus infinity and a remainder in 0..<divisor, for a positive divisor.
package func floorDivision(
  _ dividend: BigInt, _ divisor: BigInt
) -> (quotient: BigInt, remainder: BigInt) {
  let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
  return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
}
