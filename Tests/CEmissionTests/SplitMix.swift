import TestSupport

extension SplitMix {
  mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }

  /// An integer of the closed range.
  mutating func next(from lower: Int, through upper: Int) -> Int {
    lower + next(below: upper - lower + 1)
  }
}
