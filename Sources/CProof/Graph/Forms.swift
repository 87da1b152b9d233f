import FixedPoint

extension ValueGraph {
  /// A sum of values as one of nodes that no sum made. What occurs with both signs is not opened.
  ///
  /// - Parameter bits: where given, the sum counts modulo 2^bits, and wraps to as many bits are
  ///   seen through.
  func opened(_ values: [(SymbolicValue, Int)], modulo bits: Int? = nil) -> LinearForm {
    var work = OpenedSum(graph: self, bits: bits)
    for (value, coefficient) in values { work.add(value, coefficient) }
    return work.run()
  }

  /// The value as a form in which symbols stand alone, or as one direction where there are several.
  func form(of value: SymbolicValue) -> LinearForm {
    switch value {
    case .constant(let constant): return LinearForm(constant: constant)
    case .node(let node):
      if let known = knownForms[node] { return known }
      let form = compact(opened([(value, 1)]))
      knownForms[node] = form
      return form
    }
  }

  /// Directions opened, one-symbol tables that add up to a line made lines, symbols joined to a
  /// direction.
  func compact(_ form: LinearForm) -> LinearForm {
    let basic = form.terms.count { isBasic($0.node) }
    guard form.terms.count > 1, basic != 1 || basic < form.terms.count else { return form }
    var open = LinearForm(constant: form.constant, expanded(form))
    if basic < open.terms.count { open = straightened(open) }
    return joined(open)
  }

  /// A symbol or a direction.
  func isBasic(_ node: Int) -> Bool {
    switch kinds[node] {
    case .symbol, .direction: true
    case .sum, .difference, .shiftedLeft, .form, .shiftedRight, .wrapped, .lookup, .compared,
      .selected, .extremum, .bits, .unknown:
      false
    }
  }

  /// A sum, which is not held to an element by itself.
  func isSum(_ node: Int) -> Bool {
    switch kinds[node] {
    case .sum, .difference, .shiftedLeft, .form, .symbol, .direction: true
    case .shiftedRight, .wrapped, .lookup, .compared, .selected, .extremum, .bits, .unknown: false
    }
  }

  /// The coefficients with directions opened.
  func expanded(_ form: LinearForm) -> [Int: Int] {
    var coefficients: [Int: Int] = [:]
    coefficients.reserveCapacity(form.terms.count)
    for term in form.terms {
      guard kinds[term.node] == .direction, let parts = storedForms[term.node] else {
        coefficients[term.node, default: 0] &+= term.coefficient
        continue
      }
      for part in parts.terms {
        let coefficient = term.coefficient &* part.coefficient
        coefficients[part.node, default: 0] &+= coefficient
      }
    }
    return coefficients
  }

  private func joined(_ form: LinearForm) -> LinearForm {
    let symbols = form.terms.filter { kinds[$0.node] == .symbol }
    guard symbols.count > 1 else { return form }
    let divisor = symbols.reduce(0) { greatestCommonDivisor($0, $1.coefficient) }
    let factor = symbols[0].coefficient < 0 ? -divisor : divisor
    let direction = direction(
      symbols.map { LinearForm.Term(node: $0.node, coefficient: $0.coefficient / factor) })
    var coefficients = [direction: factor]
    for term in form.terms where kinds[term.node] != .symbol {
      coefficients[term.node] = term.coefficient
    }
    return LinearForm(constant: form.constant, coefficients)
  }
}

/// The opening of a sum, from the newest node to the oldest.
private struct OpenedSum {
  let graph: ValueGraph
  let bits: Int?
  private var constant = 0
  private var coefficients: [Int: Int] = [:]
  private var heap = NodeHeap()
  private var result: [Int: Int] = [:]

  init(graph: ValueGraph, bits: Int?) {
    self.graph = graph
    self.bits = bits
  }

  mutating func add(_ value: SymbolicValue, _ coefficient: Int) {
    switch value {
    case .constant(let known): constant &+= known &* coefficient
    case .node(let node):
      if let present = coefficients[node] {
        coefficients[node] = present &+ coefficient
      } else {
        coefficients[node] = coefficient
        heap.insert(node)
      }
    }
  }

  mutating func run() -> LinearForm {
    while let node = heap.removeLargest() {
      let coefficient = coefficients.removeValue(forKey: node) ?? 0
      if coefficient != 0 { open(node, coefficient) }
    }
    return LinearForm(constant: constant, result)
  }

  private mutating func open(_ node: Int, _ coefficient: Int) {
    switch graph.kinds[node] {
    case .sum(let left, let right):
      add(left, coefficient)
      add(right, coefficient)
    case .difference(let left, let right):
      add(left, coefficient)
      add(right, 0 &- coefficient)
    case .shiftedLeft(let inner, let bits): add(.node(inner), coefficient << bits)
    case .wrapped(let inner, let type) where bits.map { $0 <= type.bits } ?? false:
      add(.node(inner), coefficient)
    case .form:
      let form = graph.storedForms[node] ?? LinearForm()
      constant &+= form.constant &* coefficient
      for term in form.terms { add(.node(term.node), term.coefficient &* coefficient) }
    case .symbol, .direction, .shiftedRight, .wrapped, .lookup, .compared, .selected, .extremum,
      .bits, .unknown:
      result[node, default: 0] &+= coefficient
    }
  }
}

/// Nodes, the largest first.
private struct NodeHeap {
  private var nodes: [Int] = []

  mutating func insert(_ node: Int) {
    nodes.append(node)
    var child = nodes.count - 1
    while child > 0, nodes[(child - 1) / 2] < nodes[child] {
      nodes.swapAt((child - 1) / 2, child)
      child = (child - 1) / 2
    }
  }

  mutating func removeLargest() -> Int? {
    guard let first = nodes.first, let last = nodes.popLast() else { return nil }
    guard !nodes.isEmpty else { return first }
    nodes[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < nodes.count && nodes[child] > nodes[largest] { largest = child }
      if largest == parent { return first }
      nodes.swapAt(largest, parent)
      parent = largest
    }
  }
}
