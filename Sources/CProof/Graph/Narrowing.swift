import FixedPoint

/// Operations whose result is found from the linear form: shifts of words that hold several sums,
/// conversions, and choices that change nothing.
extension ValueGraph {
  /// floor(value / 2^bits). Where the terms that 2^bits does not divide stay within one step, they
  /// fall away.
  func shiftRight(_ value: SymbolicValue, by bits: Int) -> SymbolicValue {
    guard bits > 0 else { return value }
    switch value {
    case .constant(let constant): return .constant(constant >> bits)
    case .node(let node):
      if let exact = split(form(of: value), at: bits) { return exact }
      let range = ranges[node].shiftedRight(by: bits)
      return add(.shiftedRight(node, bits: bits), range.lower, range.upper)
    }
  }

  /// Each coefficient as a multiple of 2^bits and a rest around zero.
  private func split(_ form: LinearForm, at bits: Int) -> SymbolicValue? {
    guard form.terms.contains(where: { mayHoldLanes($0, bits) }) else { return nil }
    let half = 1 << (bits - 1)
    var high: [LinearForm.Term] = []
    var low = LinearForm(constant: form.constant, terms: [])
    for term in LinearForm(constant: 0, expanded(form)).terms {
      let upper = (term.coefficient + half) >> bits
      let rest = term.coefficient - upper << bits
      if upper != 0 { high.append(.init(node: term.node, coefficient: upper)) }
      if rest != 0 { low.terms.append(.init(node: term.node, coefficient: rest)) }
    }
    let rest = range(of: low).shiftedRight(by: bits)
    guard !high.isEmpty, rest.lower == rest.upper else { return nil }
    return self.value(of: compact(LinearForm(constant: rest.lower, terms: high)))
  }

  /// Whether 2^bits divides one of the term's coefficients, or one is as large as in a word that
  /// holds several sums.
  private func mayHoldLanes(_ term: LinearForm.Term, _ bits: Int) -> Bool {
    let facts = directionFacts[term.node] ?? .init(zeros: 0, largest: 1)
    return term.coefficient.trailingZeroBitCount + facts.zeros >= bits
      || bits >= 6 && abs(term.coefficient) > (1 << (bits - 1) - 1) / facts.largest
  }

  /// The value as the type holds it, modulo 2^bits.
  func wrap(_ value: SymbolicValue, to type: IntegerType) -> SymbolicValue {
    switch value {
    case .constant(let constant): return .constant(type.wrapping(constant))
    case .node(let node):
      if type.range.contains(ranges[node]) { return value }
      if let exact = reduced(opened([(value, 1)], modulo: type.bits), to: type) { return exact }
      return add(.wrapped(node, type), type.range.lower, type.range.upper)
    }
  }

  private func reduced(_ form: LinearForm, to type: IntegerType) -> SymbolicValue? {
    let modulus = 1 << type.bits
    let half = modulus / 2
    func residue(_ value: Int) -> Int { (value &+ half) & (modulus - 1) - half }
    var small: [Int: Int] = [:]
    for (node, coefficient) in expanded(form) { small[node] = residue(coefficient) }
    var result = compact(LinearForm(constant: residue(form.constant), small))
    let range = range(of: result)
    let steps = (type.range.lower - range.lower + modulus - 1) >> type.bits
    result.constant += steps << type.bits
    guard type.range.contains(self.range(of: result)) else { return nil }
    return self.value(of: result)
  }

  /// A range of the value that follows from its linear form.
  func exactRange(_ value: SymbolicValue) -> IntegerRange {
    guard case .node(let node) = value else { return range(value) }
    let form = form(of: value)
    narrow(node, to: range(of: form))
    return ranges[node]
  }

  /// `then` where the condition is not zero, else `otherwise`. A guard that is passed where the
  /// guarded change is zero anyway is no choice.
  func select(
    _ condition: Int, _ then: SymbolicValue, _ otherwise: SymbolicValue
  ) -> SymbolicValue {
    if then == otherwise { return then }
    if case .compared(let comparison, let left, let right) = kinds[condition] {
      switch comparison {
      case .notEqual where vanishes(then, otherwise, where: left, right): return then
      case .equal where vanishes(otherwise, then, where: left, right): return otherwise
      case .less, .lessOrEqual, .equal, .notEqual: break
      }
    }
    if let change = change(condition, then, otherwise) { return change }
    let (a, b) = (range(then), range(otherwise))
    return add(
      .selected(condition, then, otherwise), min(a.lower, b.lower), max(a.upper, b.upper))
  }

  /// The choice as something added, where one symbol decides both what is added and whether.
  private func change(
    _ condition: Int, _ then: SymbolicValue, _ otherwise: SymbolicValue
  ) -> SymbolicValue? {
    guard case .symbol = supports[condition], otherwise != .constant(0) else { return nil }
    guard case .node(let added) = value(of: opened([(then, 1), (otherwise, -1)])),
      supports[added] == supports[condition]
    else { return nil }
    return sum(otherwise, select(condition, .node(added), .constant(0)))
  }

  /// Whether two values are equal where two others are: their difference is a multiple.
  private func vanishes(
    _ a: SymbolicValue, _ b: SymbolicValue, where left: SymbolicValue, _ right: SymbolicValue
  ) -> Bool {
    let change = opened([(a, 1), (b, -1)])
    let guarded = opened([(left, 1), (right, -1)])
    if change.terms.isEmpty { return change.constant == 0 }
    guard let first = guarded.terms.first, let scaled = change.terms.first,
      change.terms.count == guarded.terms.count, scaled.coefficient % first.coefficient == 0
    else { return false }
    return guarded.scaled(by: scaled.coefficient / first.coefficient) == change
  }
}
