/// By which comparisons values of the text were taken for elements of the network.
struct Evidence {
  /// Per symbol.
  private var bySymbol: [Int: Set<FunctionCheck>] = [:]
  /// Since a tensor was concluded.
  private var recent: Set<FunctionCheck> = []
  /// Symbols of tensors that have been concluded: those have a row of their own.
  private var concluded: Set<Int> = []

  mutating func use(_ check: FunctionCheck, for symbol: Int) {
    bySymbol[symbol, default: []].insert(check)
    recent.insert(check)
  }

  /// What a tensor rests on: the comparisons since the last tensor, those of its own symbols, and
  /// those of what its symbols are functions of, back to tensors that have been concluded.
  mutating func conclude(
    _ symbols: Set<Int>, _ chains: [Int: [ReferenceValues.Link]], _ graph: ValueGraph
  ) -> Set<CheckOutcome> {
    var outcomes = Set(recent.map(\.outcome))
    var waiting = Array(symbols)
    var seen = symbols
    while let node = waiting.popLast() {
      outcomes.formUnion((bySymbol[node] ?? []).map(\.outcome))
      let parts = graph.storedForms[node]?.terms.map(\.node) ?? []
      for source in parts + (chains[node] ?? []).map(\.base)
      where !concluded.contains(source) && seen.insert(source).inserted {
        waiting.append(source)
      }
    }
    concluded.formUnion(symbols)
    recent = []
    return outcomes
  }
}
