/// A closed range of integers, never empty. Exact: every operation either gives the exact range or
/// reports that it leaves 64 bits.
package struct IntegerRange: Hashable, Sendable {
  package let lower: Int
  package let upper: Int

  /// - Precondition: `lower <= upper`; use ``init(checking:_:)`` for input-dependent bounds.
  package init(_ lower: Int, _ upper: Int) {
    precondition(lower <= upper, "an integer range is never empty")
    self.lower = lower
    self.upper = upper
  }

  package init?(checking lower: Int, _ upper: Int) {
    guard lower <= upper else { return nil }
    self.init(lower, upper)
  }

  package init(exactly value: Int) { self.init(value, value) }
}

/// A range left 64 bits.
package struct RangeOverflow: Error, Hashable, Sendable {
  package init() {}
}

extension IntegerRange {
  package func contains(_ value: Int) -> Bool { lower <= value && value <= upper }
  package func contains(_ other: IntegerRange) -> Bool {
    lower <= other.lower && other.upper <= upper
  }

  /// The smallest range that holds both.
  package func union(_ other: IntegerRange) -> IntegerRange {
    IntegerRange(min(lower, other.lower), max(upper, other.upper))
  }

  package func intersection(_ other: IntegerRange) -> IntegerRange? {
    IntegerRange(checking: max(lower, other.lower), min(upper, other.upper))
  }

  /// How many integers the range holds, or nil beyond 64 bits.
  package var count: Int? {
    let (difference, overflow) = upper.subtractingReportingOverflow(lower)
    return overflow || difference == Int.max ? nil : difference + 1
  }

  package func adding(_ other: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    IntegerRange(try exactSum(lower, other.lower), try exactSum(upper, other.upper))
  }

  package func negated() throws(RangeOverflow) -> IntegerRange {
    guard lower != Int.min else { throw RangeOverflow() }
    return IntegerRange(-upper, -lower)
  }

  package func subtracting(_ other: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    try adding(try other.negated())
  }

  package func shiftedLeft(by bits: Int) throws(RangeOverflow) -> IntegerRange {
    IntegerRange(try exactShift(lower, bits), try exactShift(upper, bits))
  }

  /// Floor of the range divided by two to the `bits` (rule A3).
  package func shiftedRight(by bits: Int) -> IntegerRange {
    IntegerRange(lower >> bits, upper >> bits)
  }

  /// The range of `coefficient * x` for x in this range.
  package func scaled(by coefficient: Int) throws(RangeOverflow) -> IntegerRange {
    let first = try exactProduct(lower, coefficient)
    let second = try exactProduct(upper, coefficient)
    return IntegerRange(min(first, second), max(first, second))
  }

  package func clamped(to limits: IntegerRange) -> IntegerRange {
    IntegerRange(
      min(max(lower, limits.lower), limits.upper), min(max(upper, limits.lower), limits.upper))
  }
}

extension IntegerRange: CustomStringConvertible {
  package var description: String { "[\(lower), \(upper)]" }
}

private func exactSum(_ left: Int, _ right: Int) throws(RangeOverflow) -> Int {
  let (sum, overflow) = left.addingReportingOverflow(right)
  guard !overflow else { throw RangeOverflow() }
  return sum
}

private func exactProduct(_ left: Int, _ right: Int) throws(RangeOverflow) -> Int {
  let (product, overflow) = left.multipliedReportingOverflow(by: right)
  guard !overflow else { throw RangeOverflow() }
  return product
}

private func exactShift(_ value: Int, _ bits: Int) throws(RangeOverflow) -> Int {
  guard bits < 63, (value << bits) >> bits == value else {
    if value == 0 { return 0 }
    throw RangeOverflow()
  }
  return value << bits
}
