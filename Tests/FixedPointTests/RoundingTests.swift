import BigInt
import FixedPoint
import Testing

@Suite("Roundings A4 to A9")
struct RoundingTests {
  /// The rule's definition in docs/arithmetic.md on doubles, which hold these quotients.
  private func defined(_ x: Double, _ rule: Rounding) -> Double {
    switch rule {
    case .floor: x.rounded(.down)
    case .ceiling: x.rounded(.up)
    case .towardZero: x.rounded(.towardZero)
    case .awayFromZero: x.rounded(.awayFromZero)
    case .halfUp: (x + 0.5).rounded(.down)
    case .halfAwayFromZero: x < 0 ? (x - 0.5).rounded(.up) : (x + 0.5).rounded(.down)
    case .halfTowardZero: x < 0 ? (x + 0.5).rounded(.down) : (x - 0.5).rounded(.up)
    case .halfToEven: x.rounded(.toNearestOrEven)
    }
  }

  @Test("dividing by a power of two equals the definition", arguments: Rounding.allCases)
  func divisionEqualsDefinition(rule: Rounding) {
    for bits in 0...6 {
      for value in -300...300 {
        let expected = Int(defined(Double(value) / Double(1 << bits), rule))
        #expect(rule.divide(value, byPowerOfTwo: bits) == expected, "\(value) / 2^\(bits)")
      }
    }
  }

  @Test("a rational rounds as the definition says", arguments: Rounding.allCases)
  func rationalRoundsAsDefined(rule: Rounding) {
    for eighths in -100...100 {
      let expected = BigInt(Int(defined(Double(eighths) / 8, rule)))
      #expect(Rational(BigInt(eighths), over: 8).rounded(rule) == expected, "\(eighths) / 8")
    }
  }

  @Test("thirds, which have no ties, round to the nearest", arguments: Rounding.allCases)
  func thirdsRound(rule: Rounding) {
    for thirds in -50...50 {
      let floor = Int((Double(thirds) / 3 + 1e-9).rounded(.down))
      let remainder = thirds - 3 * floor
      let expected: Int
      switch rule {
      case .floor: expected = floor
      case .ceiling: expected = remainder == 0 ? floor : floor + 1
      case .towardZero: expected = thirds < 0 && remainder != 0 ? floor + 1 : floor
      case .awayFromZero: expected = thirds > 0 && remainder != 0 ? floor + 1 : floor
      case .halfUp, .halfAwayFromZero, .halfTowardZero, .halfToEven:
        expected = remainder == 2 ? floor + 1 : floor
      }
      #expect(Rational(BigInt(thirds), over: 3).rounded(rule) == BigInt(expected), "\(thirds) / 3")
    }
  }

  @Test("the widest values and shifts stay exact", arguments: Rounding.allCases)
  func widestValues(rule: Rounding) {
    for value in [(1 << 62) - 1, -((1 << 62) - 1), 1 << 61, -(1 << 61), 1, -1] {
      for bits in [1, 31, 32, 60, 61] {
        let expected = Rational(BigInt(value), over: BigInt(1) << bits).rounded(rule)
        #expect(BigInt(rule.divide(value, byPowerOfTwo: bits)) == expected, "\(value) / 2^\(bits)")
      }
    }
  }
}
