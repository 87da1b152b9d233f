import FixedPoint
import TestSupport

/// Draws from a seeded generator.
struct Draw {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func numbers(_ count: Int, _ range: ClosedRange<Int>) -> [Int] {
    (0..<count).map { _ in number(range) }
  }

  /// Whether one of so many cases occurs.
  mutating func one(in count: Int) -> Bool { number(1...count) == 1 }

  /// - Precondition: there is an element.
  mutating func element<Value>(of values: [Value]) -> Value { values[number(0...values.count - 1)] }

  mutating func shuffled(_ values: [Int]) -> [Int] { values.shuffled(using: &random) }

  /// A range of so many bits, or a part of one.
  mutating func range(bits: Int) -> IntegerRange {
    let half = 1 << max(bits - 1, 0)
    switch number(0...5) {
    case 0, 1: return IntegerRange(0, (1 << bits) - 1)
    case 2, 3: return IntegerRange(-half, half - 1)
    case 4: return IntegerRange(1 - half, max(half - 1, 1 - half))
    default:
      let lower = number(-half...half - 1)
      return IntegerRange(lower, lower + number(0...half))
    }
  }
}

extension IntegerRange {
  /// The bits of the widest element, at least 1.
  var bits: Int {
    let largest = max(abs(lower), abs(upper), 1)
    return Int.bitWidth - largest.leadingZeroBitCount
  }
}
