import BigInt
import FixedPoint
import TestSupport
import Testing

@Suite("Rationals")
struct RationalTests {
  static let fractions = (-12...12).flatMap { numerator in
    [-7, -2, 1, 3, 4, 6].map { (numerator, $0) }
  }

  private func rational(_ fraction: (Int, Int)) -> Rational {
    Rational(BigInt(fraction.0), over: BigInt(fraction.1))
  }

  @Test("arithmetic and order agree with cross multiplication")
  func arithmetic() {
    for left in Self.fractions {
      for right in Self.fractions {
        let (a, b) = left
        let (c, d) = right
        #expect(rational(left) + rational(right) == rational((a * d + c * b, b * d)))
        #expect(rational(left) - rational(right) == rational((a * d - c * b, b * d)))
        #expect(rational(left) * rational(right) == rational((a * c, b * d)))
        if c != 0 { #expect(rational(left) / rational(right) == rational((a * d, b * c))) }
        #expect((rational(left) < rational(right)) == (b * d > 0 ? a * d < c * b : a * d > c * b))
      }
    }
  }

  @Test("lowest terms, positive denominator")
  func lowestTerms() {
    #expect(rational((6, -4)).description == "-3/2")
    #expect(rational((0, -4)).description == "0")
    #expect(rational((8, 4)).description == "2")
    #expect(rational((-6, 4)).magnitude == rational((3, 2)))
    #expect(rational((8, 4)).isInteger && !rational((3, 2)).isInteger)
  }

  @Test("a float is the rational number that it is, and back")
  func floats() throws {
    let edges: [Float] = [
      0, 1, -1, 0.1, -0.3, 1 / 3, .leastNonzeroMagnitude, -.leastNormalMagnitude,
      .greatestFiniteMagnitude, Float.leastNormalMagnitude.nextDown, 3 * .leastNonzeroMagnitude,
    ]
    for value in edges {
      #expect(try #require(Rational(exactly: value)).nearest(Float.self) == value)
      let double = Double(value) / 3
      #expect(try #require(Rational(exactly: double)).nearest(Double.self) == double)
    }
    #expect(Rational(exactly: Double.leastNonzeroMagnitude)?.nearest(Double.self) == 0x1p-1074)
    #expect(Rational(exactly: Float.nan) == nil)
    #expect(Rational(exactly: Float.infinity) == nil)
    #expect(Rational(exactly: Float(0.1)) == Rational(13_421_773, over: 134_217_728))
  }

  @Test("the nearest float: halves to even, rounding once, infinite beyond the largest")
  func nearest() {
    let seed: UInt64 = 11
    var generator = SplitMix(seed: seed)
    for _ in 0..<2000 {
      // A quotient of two doubles is rounded once by IEEE 754: the definition.
      let numerator = Int.random(in: -1 << 53...1 << 53, using: &generator)
      let denominator = Int.random(in: 1...1 << 53, using: &generator)
      let exact = Rational(BigInt(numerator), over: BigInt(denominator))
      #expect(
        exact.nearest(Double.self) == Double(numerator) / Double(denominator),
        "\(numerator) / \(denominator), seed \(seed)")
    }
    let half = Rational(1, over: 2)
    #expect((Rational(1 << 24) + half).nearest(Float.self) == 0x1p24)
    #expect((Rational(1 << 24) + Rational(1)).nearest(Float.self) == 0x1p24)
    #expect((Rational(1 << 24) + Rational(3)).nearest(Float.self) == 0x1.000004p24)
    #expect(
      (Rational(1 << 24) + Rational(1) + Rational(1, over: 1 << 60)).nearest(Float.self)
        == 0x1.000002p24)
    #expect(Rational(powerOfTwo(200)).nearest(Float.self) == .infinity)
    #expect(Rational(-1, over: powerOfTwo(150)).nearest(Float.self) == 0)
    #expect(Rational(3, over: powerOfTwo(150)).nearest(Float.self) == 0x1p-148)
  }

  @Test("the approximation survives huge numerators and denominators")
  func approximation() {
    #expect(Rational(powerOfTwo(2000), over: powerOfTwo(990) + 1).approximation == 0x1p1010)
    #expect(Rational(1, over: 3).approximation == 1.0 / 3)
  }

  @Test("floor division keeps the remainder within the divisor")
  func floorDivisions() {
    for dividend in -20...20 {
      for divisor in 1...6 {
        let (quotient, remainder) = floorDivision(BigInt(dividend), BigInt(divisor))
        #expect(quotient * BigInt(divisor) + remainder == BigInt(dividend))
        #expect(remainder >= 0 && remainder < BigInt(divisor))
      }
    }
  }
}
