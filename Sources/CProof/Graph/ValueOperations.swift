import FixedPoint

extension ValueGraph {
  func sum(_ left: SymbolicValue, _ right: SymbolicValue) -> SymbolicValue {
    if case .constant(let a) = left, case .constant(let b) = right { return .constant(a + b) }
    if left == .constant(0) { return right }
    if right == .constant(0) { return left }
    let (a, b) = (range(left), range(right))
    return add(.sum(left, right), a.lower + b.lower, a.upper + b.upper)
  }

  func difference(_ left: SymbolicValue, _ right: SymbolicValue) -> SymbolicValue {
    if case .constant(let a) = left, case .constant(let b) = right { return .constant(a - b) }
    if right == .constant(0) { return left }
    let (a, b) = (range(left), range(right))
    return add(.difference(left, right), a.lower - b.upper, a.upper - b.lower)
  }

  func shiftLeft(_ value: SymbolicValue, by bits: Int) -> SymbolicValue {
    let range = range(value)
    guard (0...31).contains(bits), Self.words.contains(range) else {
      return unknown(in: Self.anything)
    }
    switch value {
    case .constant(let constant): return .constant(constant << bits)
    case .node(let node):
      return bits == 0
        ? value : add(.shiftedLeft(node, bits: bits), range.lower << bits, range.upper << bits)
    }
  }

  func compare(
    _ comparison: SymbolicComparison, _ left: SymbolicValue, _ right: SymbolicValue
  ) -> SymbolicValue {
    let (a, b) = (range(left), range(right))
    if let known = decided(comparison, a, b) { return .constant(known ? 1 : 0) }
    if comparison == .equal || comparison == .notEqual, left == right {
      return .constant(comparison == .equal ? 1 : 0)
    }
    return add(.compared(comparison, left, right), 0, 1)
  }

  private func decided(
    _ comparison: SymbolicComparison, _ a: IntegerRange, _ b: IntegerRange
  ) -> Bool? {
    switch comparison {
    case .less: a.upper < b.lower ? true : (a.lower >= b.upper ? false : nil)
    case .lessOrEqual: a.upper <= b.lower ? true : (a.lower > b.upper ? false : nil)
    case .equal, .notEqual:
      if a.intersection(b) == nil {
        comparison == .notEqual
      } else if a.lower == a.upper, a == b {
        comparison == .equal
      } else {
        nil
      }
    }
  }

  func extremum(isLargest: Bool, _ left: SymbolicValue, _ right: SymbolicValue) -> SymbolicValue {
    let (a, b) = (range(left), range(right))
    if a.upper <= b.lower { return isLargest ? right : left }
    if b.upper <= a.lower { return isLargest ? left : right }
    if left == right { return left }
    return isLargest
      ? add(
        .extremum(isLargest: true, left, right), max(a.lower, b.lower), max(a.upper, b.upper))
      : add(
        .extremum(isLargest: false, left, right), min(a.lower, b.lower), min(a.upper, b.upper))
  }

  /// - Parameter index: within the table, which the caller has shown.
  func lookUp(table: Int, at index: SymbolicValue) -> SymbolicValue {
    let elements = tables.elements[table]
    switch index {
    case .constant(let index): return .constant(elements[index])
    case .node(let node):
      let seen = elements[ranges[node].lower...ranges[node].upper]
      return add(.lookup(table: table, index: node), seen.min() ?? 0, seen.max() ?? 0)
    }
  }

  func combineBits(
    _ operation: SymbolicBits, _ left: SymbolicValue, _ right: SymbolicValue
  ) -> SymbolicValue {
    if case .constant(let a) = left, case .constant(let b) = right {
      return .constant(operation.value(a, b))
    }
    let range = bitRange(operation, range(left), range(right))
    return add(.bits(operation, left, right), range.lower, range.upper)
  }

  private func bitRange(
    _ operation: SymbolicBits, _ a: IntegerRange, _ b: IntegerRange
  ) -> IntegerRange {
    let largest = max(a.upper, b.upper, -1 - a.lower, -1 - b.lower, 0)
    let bits = Int.bitWidth - largest.leadingZeroBitCount
    let isNonnegative = a.lower >= 0 && b.lower >= 0
    if operation == .and, a.lower >= 0 || b.lower >= 0 {
      let limits = [a, b].filter { $0.lower >= 0 }.map(\.upper)
      return IntegerRange(0, limits.min() ?? 0)
    }
    return IntegerRange(isNonnegative ? 0 : -1 << bits, (1 << bits) - 1)
  }
}
