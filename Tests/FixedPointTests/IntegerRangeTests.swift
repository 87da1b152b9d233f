import FixedPoint
import Testing

@Suite("Integer ranges")
struct IntegerRangeTests {
  static let small: [IntegerRange] = (-4...4).flatMap { lower in
    (lower...4).map { IntegerRange(lower, $0) }
  }

  private func hull(_ values: [Int]) -> IntegerRange? {
    guard let least = values.min(), let greatest = values.max() else { return nil }
    return IntegerRange(least, greatest)
  }

  private func elements(_ range: IntegerRange) -> [Int] { Array(range.lower...range.upper) }

  @Test("binary operations give the hull of all results")
  func binaryOperations() throws {
    for left in Self.small {
      for right in Self.small {
        let pairs = elements(left).flatMap { x in elements(right).map { (x, $0) } }
        #expect(try left.adding(right) == hull(pairs.map { $0 + $1 }))
        #expect(try left.subtracting(right) == hull(pairs.map { $0 - $1 }))
        #expect(left.union(right) == hull(elements(left) + elements(right)))
        #expect(left.intersection(right) == hull(elements(left).filter(right.contains)))
        #expect(left.contains(right) == elements(right).allSatisfy(left.contains))
        #expect(
          left.clamped(to: right)
            == hull(elements(left).map { min(max($0, right.lower), right.upper) }))
      }
    }
  }

  @Test("unary operations give the hull of all results")
  func unaryOperations() throws {
    for range in Self.small {
      #expect(try range.negated() == hull(elements(range).map { -$0 }))
      #expect(range.count == elements(range).count)
      for bits in 0...5 {
        #expect(try range.shiftedLeft(by: bits) == hull(elements(range).map { $0 * (1 << bits) }))
        #expect(range.shiftedRight(by: bits) == hull(elements(range).map { $0 >> bits }))
      }
      for coefficient in -5...5 {
        #expect(try range.scaled(by: coefficient) == hull(elements(range).map { $0 * coefficient }))
      }
    }
  }

  @Test("leaving 64 bits is reported, not wrapped")
  func overflow() {
    let top = IntegerRange(exactly: Int.max)
    let bottom = IntegerRange(exactly: Int.min)
    #expect(throws: RangeOverflow()) { try top.adding(IntegerRange(0, 1)) }
    #expect(throws: RangeOverflow()) { try bottom.negated() }
    #expect(throws: RangeOverflow()) { try bottom.subtracting(IntegerRange(0, 1)) }
    #expect(throws: RangeOverflow()) { try top.scaled(by: 2) }
    #expect(throws: RangeOverflow()) { try bottom.scaled(by: -1) }
    #expect(throws: RangeOverflow()) { try IntegerRange(0, 1).shiftedLeft(by: 63) }
    #expect(throws: RangeOverflow()) { try IntegerRange(0, 2).shiftedLeft(by: 62) }
    #expect(IntegerRange(Int.min, Int.max).count == nil)
    #expect(IntegerRange(0, Int.max).count == nil)
    #expect(IntegerRange(1, Int.max).count == Int.max)
  }

  @Test("an empty range cannot be made")
  func emptyRange() {
    #expect(IntegerRange(checking: 1, 0) == nil)
    #expect(IntegerRange(checking: 0, 0) == IntegerRange(exactly: 0))
  }

  @Test("the narrowest type holds the range and no narrower one does")
  func narrowestType() {
    let edges = [0, 1, 127, 128, 255, 256, 32767, 32768, 65535, 65536, 1 << 31, (1 << 32) - 1]
    for upper in edges {
      for lower in edges.map({ -$0 }) {
        let range = IntegerRange(lower, upper)
        let holding = IntegerType.allCases.filter { $0.bits <= 32 && $0.range.contains(range) }
        let type = IntegerType.narrowest(holding: range)
        #expect(type?.bits == holding.map(\.bits).min(), "\(range)")
        if let type {
          #expect(type.isSigned || !holding.contains { $0.isSigned && $0.bits == type.bits })
        }
      }
    }
    #expect(IntegerType.narrowest(holding: IntegerRange(0, 1 << 32)) == nil)
  }
}
