import BigInt
import FixedPoint
import NetworkIR
import TestSupport
import Testing

@testable import Discretization

private func root(_ number: Int) -> RealNumber {
  RealNumber(number).squareRoot ?? .zero
}

struct ExactNumberTests {
  @Test(
    "square roots of rational multiples of each other merge, and perfect squares become rational")
  func merging() {
    #expect(root(8) == root(2) * Rational(2))
    #expect((root(8) - root(2) - root(2)).isZero)
    #expect(root(49).integer == 7)
    #expect((root(2) * root(8)).integer == 4)
    #expect(RealNumber(Rational(9, over: 4)).squareRoot?.rational == Rational(3, over: 2))
  }

  @Test("the sign of sums of square roots is decided however close to zero they are")
  func signs() {
    // sqrt 2 + sqrt 3 = 3.14626436994…; the nearest rationals above and below have signs of their
    // own.
    let sum = root(2) + root(3)
    let below = Rational(314_626_436_994_197_234, over: BigInt(10).power(17))
    #expect((sum - RealNumber(below)).sign == 1)
    #expect((sum - RealNumber(below + Rational(1, over: BigInt(10).power(17)))).sign == -1)
    #expect((sum * sum - RealNumber(5) - root(6) * Rational(2)).sign == 0)
  }

  @Test("the reciprocal of a single term is exact; zero and sums have none")
  func reciprocals() {
    let third = root(3) * Rational(2, over: 5)
    #expect((third.reciprocal.map { $0 * third })?.integer == 1)
    #expect(RealNumber.zero.reciprocal == nil)
    #expect((root(2) + .one).reciprocal == nil)
  }

  @Test("brackets enclose the number and are two units wide at most", arguments: [8, 64, 200])
  func brackets(precision: Int) {
    let number = root(5) * Rational(-7, over: 3) + RealNumber(Rational(22, over: 7))
    let bracket = number.bracket(precision: precision)
    #expect(bracket.upper - bracket.lower <= 2)
    #expect(RealNumber(Rational(bracket.lower, over: powerOfTwo(precision))) <= number)
    #expect(RealNumber(Rational(bracket.upper, over: powerOfTwo(precision))) >= number)
  }

  @Test(
    "A4 to A9 on fixed-point ends equal the roundings of rationals", arguments: Rounding.allCases)
  func fixedPointRounding(rule: Rounding) {
    for numerator in -40...40 {
      let bracket = Bracket(BigInt(numerator), BigInt(numerator), precision: 3)
      let expected = Rational(BigInt(numerator), over: 8).rounded(rule)
      #expect(bracket.rounded(rule).lower == expected, "\(numerator)/8")
    }
  }

  @Test("shifts round negative numbers towards minus infinity (A3)")
  func shifts() {
    for value in -20...20 {
      #expect(floorShift(BigInt(value), 2) == BigInt(value >> 2))
      #expect(ceilingShift(BigInt(value), 2) == BigInt(-(-value >> 2)))
    }
  }

  @Test("products and reciprocals of brackets keep the number inside")
  func bracketArithmetic() {
    var random = SplitMix(seed: 11)
    for _ in 0..<300 {
      let left = Rational(Int.random(in: -900...900, using: &random)) / Rational(37)
      let right = Rational(Int.random(in: -900...900, using: &random)) / Rational(91)
      let product = Bracket(left, precision: 20) * Bracket(right, precision: 20)
      #expect(product.encloses(left * right), "\(left) \(right)")
      guard !right.isZero else { continue }
      #expect(Bracket(right, precision: 20).reciprocal.encloses(.one / right), "\(right)")
    }
  }
}

extension Bracket {
  /// Whether a rational number lies in the bracket.
  func encloses(_ number: Rational) -> Bool {
    Rational(lower, over: powerOfTwo(precision)) <= number
      && number <= Rational(upper, over: powerOfTwo(precision))
  }
}
