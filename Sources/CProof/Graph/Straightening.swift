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
        coefficients[symbol, default: 0] &+= line.slope
        constant &+= line.start
      } else {
        for term in terms { coefficients[term.node] = term.coefficient }
      }
    }
    return LinearForm(constant: constant, coefficients)
  }

  private func line(through terms: [LinearForm.Term], _ symbol: Int) -> (slope: Int, start: Int)? {
    if terms.count == 1, terms[0].node == symbol { return (terms[0].coefficient, 0) }
    let range = ranges[symbol]
    guard range.upper - range.lower < Self.widest, let course = Course(of: terms, in: self),
      let first = course.value(range.lower, self)
    else { return nil }
    let slope =
      range.lower < range.upper ? course.value(range.lower + 1, self).map { $0 - first } : 0
    let farthest = max(abs(range.lower), abs(range.upper)) + 1
    guard let slope, abs(slope) < (1 << 60) / farthest else { return nil }
    let start = first - slope * range.lower
    for x in range.lower...range.upper where course.value(x, self) != start + slope * x {
      return nil
    }
    return (slope, start)
  }
}

/// The nodes that lead to some terms which one symbol decides.
private struct Course {
  private let terms: [LinearForm.Term]
  /// Ascending, so that each stands behind its operands.
  private let nodes: [Int]
  private let places: [Int: Int]
  private static let mostNodes = 600

  /// - Returns: nil where they are too many to try every value of the symbol.
  init?(of terms: [LinearForm.Term], in graph: ValueGraph) {
    var waiting = terms.map(\.node)
    var seen = Set(waiting)
    while let node = waiting.popLast() {
      guard seen.count <= Self.mostNodes else { return nil }
      for operand in graph.sources(of: node) where seen.insert(operand).inserted {
        waiting.append(operand)
      }
    }
    self.terms = terms
    nodes = seen.sorted()
    places = Dictionary(uniqueKeysWithValues: nodes.enumerated().map { ($1, $0) })
  }

  /// The sum of the terms at a value of the symbol; nil beyond what is followed.
  func value(_ x: Int, _ graph: ValueGraph) -> Int? {
    var values: [Int] = []
    values.reserveCapacity(nodes.count)
    for node in nodes {
      guard let value = value(of: node, x, values, graph) else { return nil }
      values.append(value)
    }
    return sum(terms, 0) { values[places[$0] ?? 0] }
  }

  /// A sum whose parts stay so small that 64 bits hold it.
  private func sum(
    _ terms: [LinearForm.Term], _ constant: Int, _ value: (Int) -> Int
  ) -> Int? {
    var sum = constant
    for term in terms {
      let (product, overflow) = term.coefficient.multipliedReportingOverflow(by: value(term.node))
      guard !overflow, abs(product) <= 1 << 60 else { return nil }
      sum += product
      guard abs(sum) <= 1 << 60 else { return nil }
    }
    return sum
  }

  private func value(of node: Int, _ x: Int, _ values: [Int], _ graph: ValueGraph) -> Int? {
    func of(_ value: SymbolicValue) -> Int {
      switch value {
      case .constant(let constant): constant
      case .node(let node): values[places[node] ?? 0]
      }
    }
    switch graph.kinds[node] {
    case .symbol: return x
    case .direction, .unknown: return nil
    case .sum(let a, let b): return of(a) + of(b)
    case .difference(let a, let b): return of(a) - of(b)
    case .shiftedLeft(let a, let bits): return of(.node(a)) << bits
    case .form:
      let form = graph.storedForms[node] ?? LinearForm()
      return sum(form.terms, form.constant) { of(.node($0)) }
    case .shiftedRight(let a, let bits): return of(.node(a)) >> bits
    case .wrapped(let a, let type): return type.wrapping(of(.node(a)))
    case .lookup(let table, let index):
      let (elements, place) = (graph.tables.elements[table], of(.node(index)))
      return elements.indices.contains(place) ? elements[place] : nil
    case .compared(let comparison, let a, let b): return comparison.holds(of(a), of(b)) ? 1 : 0
    case .selected(let condition, let a, let b): return of(.node(condition)) != 0 ? of(a) : of(b)
    case .extremum(let isLargest, let a, let b):
      return isLargest ? max(of(a), of(b)) : min(of(a), of(b))
    case .bits(let operation, let a, let b): return operation.value(of(a), of(b))
    }
  }
}

extension ValueGraph {
  /// The nodes that a node follows from.
  fileprivate func sources(of node: Int) -> [Int] {
    kinds[node] == .form ? (storedForms[node]?.terms.map(\.node) ?? []) : operands(of: kinds[node])
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
