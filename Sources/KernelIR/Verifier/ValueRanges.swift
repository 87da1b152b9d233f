import FixedPoint

/// What is known of a value: its range and, where the steps that made it are linear, its linear
/// form.
struct ValueFacts {
  var range: IntegerRange
  var form: AffineForm
}

/// A range that an expression has where a condition holds.
struct Assumption {
  let expression: Expression
  let range: IntegerRange
}

/// The ranges that memory declares, the unknown values met so far, and what is assumed in the
/// current branch.
struct ValueRanges {
  let program: KernelProgram
  /// The range of all values of each table; [0, 0] for an empty one.
  let tables: [IntegerRange]
  private(set) var atoms: [IntegerRange] = []
  /// Immutable locals whose steps are known.
  var forms: [LocalID: AffineForm] = [:]
  var assumptions: [Assumption] = []

  init(_ program: KernelProgram) {
    self.program = program
    tables = program.tables.map { table in
      IntegerRange(table.values.min() ?? 0, table.values.max() ?? 0)
    }
  }

  /// A value of which only the range is known.
  mutating func unknown(_ range: IntegerRange) -> ValueFacts {
    atoms.append(range)
    return ValueFacts(range: range, form: AffineForm(atom: atoms.count - 1))
  }

  /// left + factor * right.
  mutating func sum(
    _ left: ValueFacts, _ right: ValueFacts, times factor: Int
  ) -> ValueFacts {
    let wide = IntegerRange(Int.min / 2, Int.max / 2)
    let interval = (try? right.range.scaled(by: factor)).flatMap { try? left.range.adding($0) }
    guard let form = left.form.adding(right.form, times: factor) else {
      return unknown(interval ?? wide)
    }
    let range = interval ?? wide
    return ValueFacts(range: form.range(atoms).flatMap(range.intersection) ?? range, form: form)
  }

  /// The range narrowed by what is assumed of the expression.
  func narrowed(_ range: IntegerRange, of expression: Expression) -> IntegerRange {
    assumptions.reduce(range) { range, assumption in
      guard assumption.expression == expression else { return range }
      return range.intersection(assumption.range) ?? range
    }
  }
}

extension IntegerRange {
  /// floor(x / 2^n) for n in `bits`, which lies in 0...31.
  func shiftedRight(byAny bits: IntegerRange) -> IntegerRange {
    shiftedRight(by: bits.lower).union(shiftedRight(by: bits.upper))
  }

  /// x * 2^n for n in `bits`, which lies in 0...30; nil beyond 64 bits.
  func shiftedLeft(byAny bits: IntegerRange) -> IntegerRange? {
    guard let least = try? shiftedLeft(by: bits.lower), let most = try? shiftedLeft(by: bits.upper)
    else { return nil }
    return least.union(most)
  }
}

extension Condition {
  var negated: Condition { Condition(left, comparison.negated, right) }

  /// What the condition says of its sides, given their ranges; a side that could not be is left
  /// alone.
  func assumptions(left leftRange: IntegerRange, right rightRange: IntegerRange) -> [Assumption] {
    let sides = [
      (left, comparison.bound(by: rightRange)), (right, comparison.mirrored.bound(by: leftRange)),
    ]
    return sides.compactMap { side, range in
      if case .constant = side { return nil }
      return range.map { Assumption(expression: side, range: $0) }
    }
  }
}

extension Condition.Comparison {
  /// The values that compare so with some value of the range; nil where nothing is said.
  fileprivate func bound(by range: IntegerRange) -> IntegerRange? {
    let (least, most) = (Int.min / 2, Int.max / 2)
    switch self {
    case .equal: return range
    case .notEqual: return nil
    case .less: return IntegerRange(checking: least, range.upper - 1)
    case .lessOrEqual: return IntegerRange(checking: least, range.upper)
    case .greater: return IntegerRange(checking: range.lower + 1, most)
    case .greaterOrEqual: return IntegerRange(checking: range.lower, most)
    }
  }
}
