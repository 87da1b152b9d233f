import FixedPoint
import Testing

@Suite("Canonical signed digits")
struct SignedDigitsTests {
  /// The fewest signed powers of two up to 2^12 that sum to each value, by breadth-first search.
  private func fewestTerms(below limit: Int) -> [Int: Int] {
    var fewest = [0: 0]
    var frontier = [0]
    for count in 1...6 {
      var next: [Int] = []
      for value in frontier {
        for exponent in 0...12 {
          for sum in [value + (1 << exponent), value - (1 << exponent)]
          where abs(sum) < 4 * limit && fewest[sum] == nil {
            fewest[sum] = count
            next.append(sum)
          }
        }
      }
      frontier = next
    }
    return fewest
  }

  @Test("no sum of signed powers of two has fewer terms, for every |value| < 2^10")
  func minimal() throws {
    let fewest = fewestTerms(below: 1 << 10)
    for value in -1023...1023 {
      let digits = canonicalSignedDigits(value)
      #expect(digits.reduce(0) { $0 + $1.value } == value)
      #expect(digits.count == fewest[value], "\(value)")
      for (lower, upper) in zip(digits, digits.dropFirst()) {
        #expect(upper.exponent >= lower.exponent + 2, "\(value) has adjacent digits")
      }
    }
  }

  @Test("a weight keeps its value, its terms and their number")
  func weightKeepsValue() {
    for value in Array(-1023...1023) + [(1 << 30) - 1, -(1 << 30) + 1, 0x2AAA_AAAA] {
      let weight = Weight(value)
      #expect(weight.value == value)
      #expect(weight.terms == canonicalSignedDigits(value))
      #expect(weight.termCount == weight.terms.count)
      #expect(weight.isZero == (value == 0))
      #expect(weight.positive & weight.negative == 0)
    }
  }

  @Test("any int8 weight has at most four terms")
  func eightBitsNeedFourTerms() {
    #expect((-128...127).map { Weight($0).termCount }.max() == 4)
  }

  @Test("the widest digits sum to their value")
  func widest() {
    for value in [(1 << 61) - 1, -(1 << 61) + 1, 1 << 60] {
      #expect(canonicalSignedDigits(value).reduce(0) { $0 + $1.value } == value)
    }
  }
}
