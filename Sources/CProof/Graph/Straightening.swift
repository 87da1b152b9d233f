import FixedPoint

/// Squares, product tables and skipped zeros are functions of one input each; their sum is often a
/// line, which is found by trying every value of the input.
extension ValueGraph {
  /// The widest range of a symbol that is tried.
  private static let widest = 1 << 16

  /// The form with the terms of each symbol replaced by a line where they add up to one.
  func straightened(_ form: LinearForm) -> LinearForm {
    var groups: [Int: [LinearForm.Term]] = [:]
    var coefficients: [Int: Int] = [:]
    for term in form.terms {
      if case .symbol(let symbol) = supports[term.node] {
        groups[symbol, default: []].append(term)
      } else {
        coefficients[term.node] = term.coefficient
      }
    }
    var constant = form.constant
    for (symbol, terms) in groups {
      if let line = line(through: terms, symbol) {
        coefficients[symbol, default: 0] += line.slope
        constant += line.start
      } else {
        for term in terms { coefficients[term.node] = term.coefficient }
      }
    }
    return LinearForm(constant: constant, coefficients)
  }

  private func line(through terms: [LinearForm.Term], _ symbol: Int) -> (slope: Int, start: Int)? {
    if terms.count == 1, terms[0].node == symbol { return (terms[0].coefficient, 0) }
    let range = ranges[symbol]
    guard range.upper - range.lower < Self.widest else { return nil }
    func value(_ x: Int) -> Int {
      terms.reduce(0) { $0 + $1.coefficient * evaluate($1.node, symbol, x) }
    }
    let first = value(range.lower)
    let slope = range.lower < range.upper ? value(range.lower + 1) - first : 0
    let start = first - slope * range.lower
    for x in range.lower...range.upper where value(x) != start + slope * x { return nil }
    return (slope, start)
  }

  /// What a node is where a symbol, which alone decides it, has a value.
  private func evaluate(_ node: Int, _ symbol: Int, _ x: Int) -> Int {
    func of(_ value: SymbolicValue) -> Int {
      switch value {
      case .constant(let constant): constant
      case .node(let node): evaluate(node, symbol, x)
      }
    }
    switch kinds[node] {
    case .symbol, .direction, .unknown: return x
    case .sum(let a, let b): return of(a) + of(b)
    case .difference(let a, let b): return of(a) - of(b)
    case .shiftedLeft(let a, let bits): return of(.node(a)) << bits
    case .form:
      let form = storedForms[node] ?? LinearForm()
      return form.terms.reduce(form.constant) { $0 + $1.coefficient * of(.node($1.node)) }
    case .shiftedRight(let a, let bits): return of(.node(a)) >> bits
    case .wrapped(let a, let type): return type.wrapping(of(.node(a)))
    case .lookup(let table, let index): return tables.elements[table][of(.node(index))]
    case .compared(let comparison, let a, let b): return comparison.holds(of(a), of(b)) ? 1 : 0
    case .selected(let condition, let a, let b): return of(.node(condition)) != 0 ? of(a) : of(b)
    case .extremum(let isLargest, let a, let b):
      return isLargest ? max(of(a), of(b)) : min(of(a), of(b))
    case .bits(let operation, let a, let b): return operation.value(of(a), of(b))
    }
  }
}

extension ValueGraph {
  /// Which symbols decide a node of this kind.
  func support(ofKind kind: NodeKind) -> Support {
    switch kind {
    case .symbol: .symbol(kinds.count)
    case .direction, .unknown, .form: .several
    case .sum(let a, let b), .difference(let a, let b), .compared(_, let a, let b),
      .extremum(_, let a, let b), .bits(_, let a, let b):
      joined([a, b])
    case .shiftedLeft(let a, _), .shiftedRight(let a, _), .wrapped(let a, _),
      .lookup(_, let a):
      supports[a]
    case .selected(let condition, let a, let b): joined([.node(condition), a, b])
    }
  }

  func joined(_ values: [SymbolicValue]) -> Support {
    var result = Support.nothing
    for case .node(let node) in values {
      let next = supports[node]
      if result == .nothing { result = next }
      if next != .nothing, next != result { return .several }
    }
    return result
  }
}

extension IntegerType {
  /// The value that the type holds and that differs by a multiple of 2^bits.
  func wrapping(_ value: Int) -> Int {
    let low = value & ((1 << bits) - 1)
    return low > range.upper ? low - (1 << bits) : low
  }
}
