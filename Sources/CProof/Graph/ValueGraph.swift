import FixedPoint

/// The values of one symbolic run, each with a range that holds it.
///
/// A node's operands have lower numbers. Values are mathematical integers: nothing wraps but in
/// `wrapped`.
final class ValueGraph {
  private(set) var kinds: [NodeKind] = []
  private(set) var ranges: [IntegerRange] = []
  /// Of nodes that are forms and directions.
  private(set) var storedForms: [Int: LinearForm] = [:]
  private var directions: [[LinearForm.Term]: Int] = [:]
  private(set) var directionFacts: [Int: DirectionFacts] = [:]
  /// What `form(of:)` found.
  var knownForms: [Int: LinearForm] = [:]
  /// Which symbols decide a node.
  private(set) var supports: [Support] = []
  /// How many one-symbol steps lead to a node at most.
  private(set) var depths: [Int: Int] = [:]
  let tables: ConstantTables
  /// Values beyond it are not followed, so that 64 bits hold every sum.
  private static let limit = 1 << 52
  /// Of what may leave 64 bits; wider than anything that is followed.
  static let anything = IntegerRange(-1 << 61, 1 << 61)
  /// What a shift to the left by 31 bits keeps within 64.
  static let words = IntegerRange(-1 << 31, (1 << 32) - 1)

  init(tables: ConstantTables) { self.tables = tables }

  enum Support: Hashable {
    case nothing
    case symbol(Int)
    case several
  }

  func range(_ value: SymbolicValue) -> IntegerRange {
    switch value {
    case .constant(let constant): IntegerRange(exactly: constant)
    case .node(let node): ranges[node]
    }
  }

  /// A new node, or a constant where the range holds one value, or an unknown beyond the limit.
  func add(_ kind: NodeKind, _ lower: Int, _ upper: Int) -> SymbolicValue {
    if lower == upper, kind != .symbol { return .constant(lower) }
    let fits = lower >= -Self.limit && upper <= Self.limit
    supports.append(fits ? support(ofKind: kind) : .several)
    if fits { noteDepth(of: kind) }
    kinds.append(fits ? kind : .unknown)
    ranges.append(
      fits ? IntegerRange(lower, upper) : IntegerRange(lower, upper).clamped(to: Self.anything))
    return .node(kinds.count - 1)
  }

  /// Deep nodes count as decided by several symbols, so that nothing follows them by recursion.
  private func noteDepth(of kind: NodeKind) {
    guard case .symbol? = supports.last else { return }
    let depth = 1 + (operands(of: kind).compactMap { depths[$0] }.max() ?? 0)
    depths[kinds.count] = depth
    if depth > 500 { supports[supports.count - 1] = .several }
  }

  func operands(of kind: NodeKind) -> [Int] {
    func nodes(_ values: SymbolicValue...) -> [Int] {
      values.compactMap { value in
        guard case .node(let node) = value else { return nil }
        return node
      }
    }
    switch kind {
    case .symbol, .direction, .form, .unknown: return []
    case .sum(let a, let b), .difference(let a, let b), .compared(_, let a, let b),
      .extremum(_, let a, let b), .bits(_, let a, let b):
      return nodes(a, b)
    case .shiftedLeft(let a, _), .shiftedRight(let a, _), .wrapped(let a, _), .lookup(_, let a):
      return [a]
    case .selected(let condition, let a, let b): return [condition] + nodes(a, b)
    }
  }

  func symbol(in range: IntegerRange) -> Int {
    supports.append(.symbol(kinds.count))
    kinds.append(.symbol)
    ranges.append(range)
    return kinds.count - 1
  }

  func unknown(in range: IntegerRange) -> SymbolicValue {
    add(.unknown, range.lower, range.upper)
  }

  /// The node of a sum of at least two symbols: coprime coefficients, the first positive.
  func direction(_ terms: [LinearForm.Term]) -> Int {
    if let known = directions[terms] { return known }
    let form = LinearForm(constant: 0, terms: terms)
    let range = range(of: form)
    supports.append(.several)
    kinds.append(.direction)
    ranges.append(range)
    directions[terms] = kinds.count - 1
    storedForms[kinds.count - 1] = form
    directionFacts[kinds.count - 1] = DirectionFacts(
      zeros: terms.map(\.coefficient.trailingZeroBitCount).max() ?? 0,
      largest: terms.map { abs($0.coefficient) }.max() ?? 1)
    return kinds.count - 1
  }

  /// A value of a form.
  func value(of form: LinearForm) -> SymbolicValue {
    if form.terms.isEmpty { return .constant(form.constant) }
    if form.constant == 0, form.terms.count == 1, form.terms[0].coefficient == 1 {
      return .node(form.terms[0].node)
    }
    let range = range(of: form)
    let value = add(.form, range.lower, range.upper)
    if case .node(let node) = value, kinds[node] == .form {
      storedForms[node] = form
      supports[node] = joined(form.terms.map { .node($0.node) })
      depths[node] = 1 + (form.terms.compactMap { depths[$0.node] }.max() ?? 0)
      if depths[node] ?? 0 > 500 { supports[node] = .several }
    }
    return value
  }

  /// The range of a form whose nodes take their values independently; it holds the form's in any
  /// case.
  func range(of form: LinearForm) -> IntegerRange {
    var (lower, upper) = (form.constant, form.constant)
    var overflows = false
    func note<T>(_ result: (partialValue: T, overflow: Bool)) -> T {
      overflows = overflows || result.overflow
      return result.partialValue
    }
    for term in form.terms {
      let range = ranges[term.node]
      let first = note(term.coefficient.multipliedReportingOverflow(by: range.lower))
      let second = note(term.coefficient.multipliedReportingOverflow(by: range.upper))
      lower = note(lower.addingReportingOverflow(min(first, second)))
      upper = note(upper.addingReportingOverflow(max(first, second)))
    }
    let range = IntegerRange(min(lower, upper), max(lower, upper))
    return overflows || !Self.anything.contains(range) ? Self.anything : range
  }

  /// A range from the form, where it is the narrower one.
  func narrow(_ node: Int, to range: IntegerRange) {
    ranges[node] = ranges[node].intersection(range) ?? ranges[node]
  }
}

/// Of the coefficients of a direction: the largest power of two that divides one, and the largest.
struct DirectionFacts {
  let zeros: Int
  let largest: Int
}

/// The constant arrays of a file.
struct ConstantTables: Sendable {
  let elements: [[Int]]
}
