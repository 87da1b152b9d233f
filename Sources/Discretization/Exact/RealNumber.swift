import BigInt
import FixedPoint

/// An exact real number of the kind that quantised networks contain: a rational plus rational
/// multiples of square roots of integers (a batch norm divides by one). Closed under sums and
/// products; its sign is decided exactly.
///
/// The product of two different radicands is never a perfect square. Such roots are linearly
/// independent over the rationals, so the number is zero only where every coefficient is.
struct RealNumber: Sendable {
  let rational: Rational
  let roots: [SquareRoot]

  init(_ rational: Rational) {
    self.rational = rational
    roots = []
  }

  init(_ integer: Int) { self.init(Rational(integer)) }

  private init(_ rational: Rational, roots: [SquareRoot]) {
    self.rational = rational
    self.roots = roots
  }

  static let zero = RealNumber(0)
  static let one = RealNumber(1)
}

/// coefficient * sqrt(radicand); the coefficient is not zero and the radicand positive.
struct SquareRoot: Sendable {
  let coefficient: Rational
  let radicand: BigInt
}

extension RealNumber {
  var isRational: Bool { roots.isEmpty }
  var isZero: Bool { roots.isEmpty && rational.isZero }

  /// The number as an integer where it is one.
  var integer: BigInt? { isRational && rational.isInteger ? rational.numerator : nil }

  static func + (left: RealNumber, right: RealNumber) -> RealNumber {
    right.roots.reduce(RealNumber(left.rational + right.rational, roots: left.roots)) { sum, root in
      sum.adding(root)
    }
  }

  static prefix func - (number: RealNumber) -> RealNumber {
    RealNumber(
      -number.rational,
      roots: number.roots.map { SquareRoot(coefficient: -$0.coefficient, radicand: $0.radicand) })
  }

  static func - (left: RealNumber, right: RealNumber) -> RealNumber { left + (-right) }

  static func * (left: RealNumber, right: Rational) -> RealNumber {
    if right.isZero { return .zero }
    return RealNumber(
      left.rational * right,
      roots: left.roots.map {
        SquareRoot(coefficient: $0.coefficient * right, radicand: $0.radicand)
      })
  }

  static func * (left: RealNumber, right: RealNumber) -> RealNumber {
    right.roots.reduce(left * right.rational) { sum, root in sum + left.multiplied(by: root) }
  }

  /// One divided by the number; nil for zero, and for sums of more than one term.
  var reciprocal: RealNumber? {
    if isRational { return rational.isZero ? nil : RealNumber(.one / rational) }
    guard rational.isZero, roots.count == 1, let root = roots.first else { return nil }
    // 1 / (c sqrt n) = sqrt n / (c n)
    let coefficient = Rational.one / (root.coefficient * Rational(root.radicand))
    return RealNumber(
      .zero, roots: [SquareRoot(coefficient: coefficient, radicand: root.radicand)])
  }

  /// The square root of a rational number; nil below zero and for irrational numbers.
  var squareRoot: RealNumber? {
    guard isRational, rational.numerator >= 0 else { return nil }
    // sqrt(n / d) = sqrt(n d) / d
    let radicand = rational.numerator * rational.denominator
    return RealNumber.zero.adding(
      SquareRoot(coefficient: .one / Rational(rational.denominator), radicand: radicand))
  }

  private func multiplied(by root: SquareRoot) -> RealNumber {
    let first = RealNumber.zero.adding(
      SquareRoot(coefficient: rational * root.coefficient, radicand: root.radicand))
    return roots.reduce(first) { sum, own in
      sum.adding(
        SquareRoot(
          coefficient: own.coefficient * root.coefficient, radicand: own.radicand * root.radicand))
    }
  }

  /// Adds one root, merged with the root it is a rational multiple of.
  private func adding(_ root: SquareRoot) -> RealNumber {
    if root.coefficient.isZero || root.radicand == 0 { return self }
    if let exact = perfectSquareRoot(root.radicand) {
      return RealNumber(rational + root.coefficient * Rational(exact), roots: roots)
    }
    var merged = roots
    for (index, own) in roots.enumerated() {
      guard let ratio = own.ratio(of: root) else { continue }
      let coefficient = own.coefficient + root.coefficient * ratio
      merged.remove(at: index)
      if !coefficient.isZero {
        merged.insert(SquareRoot(coefficient: coefficient, radicand: own.radicand), at: index)
      }
      return RealNumber(rational, roots: merged)
    }
    return RealNumber(rational, roots: merged + [root])
  }
}

extension SquareRoot {
  /// sqrt(other's radicand) / sqrt(own radicand), where it is rational: sqrt(m n) / n.
  fileprivate func ratio(of other: SquareRoot) -> Rational? {
    if other.radicand == radicand { return .one }
    return perfectSquareRoot(other.radicand * radicand).map { Rational($0, over: radicand) }
  }
}

/// The root of a perfect square; nil for any other number.
func perfectSquareRoot(_ number: BigInt) -> BigInt? {
  // Squares end in 0, 1, 4 or 9 modulo 16, which spares most roots.
  guard number >= 0, [0, 1, 4, 9].contains(Int(number % 16)) else { return nil }
  let root = number.squareRoot()
  return root * root == number ? root : nil
}

extension RealNumber: Comparable {
  /// -1, 0 or 1, decided exactly.
  var sign: Int {
    if isRational { return rational.numerator.signum().asSign }
    if rational.isZero, roots.count == 1 { return roots[0].coefficient.numerator.signum().asSign }
    var precision = 64
    while true {
      let bracket = bracket(precision: precision)
      if bracket.lower > 0 { return 1 }
      if bracket.upper < 0 { return -1 }
      precision *= 2
    }
  }

  static func == (left: RealNumber, right: RealNumber) -> Bool { (left - right).isZero }
  static func < (left: RealNumber, right: RealNumber) -> Bool { (left - right).sign < 0 }

  var magnitude: RealNumber { sign < 0 ? -self : self }

  /// The number rounded by a rule (A4 to A9), halves decided exactly.
  func rounded(_ rule: Rounding) -> BigInt {
    if isRational { return rational.rounded(rule) }
    // An irrational number is never a half or an integer, so brackets that shrink decide.
    var precision = 64
    while true {
      let rounded = bracket(precision: precision).rounded(rule)
      if rounded.lower == rounded.upper { return rounded.lower }
      precision *= 2
    }
  }
}

extension BigInt {
  fileprivate var asSign: Int { self > 0 ? 1 : (self < 0 ? -1 : 0) }
}
