import FixedPoint

/// How much is done to find an adder graph. The result depends on the weights alone, not on time.
package enum SharingEffort: Hashable, Sendable {
  /// The most frequent pair first, once.
  case greedy
  /// Then parts are taken apart and shared anew, until so many counts of pairs have changed.
  case search(work: Int)
}

extension AdderGraph {
  /// Sums of two terms that several rows need are shared, up to sign and shift.
  ///
  /// - Parameters:
  ///   - rows: The coefficients of each output; every row has `inputCount` weights, below 2^29.
  ///   - effort: nil is a search whose work grows with the terms.
  package static func sharing(
    rows: [[Weight]], inputCount: Int, effort: SharingEffort? = nil
  ) -> AdderGraph {
    var random = SeededBits(seed: 1)
    var system = SumSystem(weights: rows, inputCount: inputCount)
    let limit: Int
    switch effort ?? .search(work: searchWork(rows)) {
    case .greedy: limit = 0
    case .search(let work): limit = work
    }
    system.shareAll(&random)
    if limit > 0 {
      var other = SumSystem(differencesOf: rows, inputCount: inputCount)
      other.shareAll(&random)
      if other.cost < system.cost { system = other }
      system.search(work: limit, &random)
    }
    return system.graph
  }

  /// Grows with the square, as the pairs do: less than da4ml 0.6.0 takes (benchmarks/adder-graphs).
  private static func searchWork(_ rows: [[Weight]]) -> Int {
    let terms = rows.reduce(0) { $0 + $1.reduce(0) { $0 + $1.termCount } }
    return terms * (300 + terms / 2)
  }
}

extension SumSystem {
  /// Improves the system and its transpose in turns: what are pairs of values in one are pairs of
  /// rows in the other.
  fileprivate mutating func search(work: Int, _ random: inout SeededBits) {
    let turns = 16
    for _ in 0..<turns {
      improve(work: work / turns, &random)
      self = transposed()
    }
    shareAll(&random)
  }

  /// Writes out some nodes and shares again, keeps what takes no more additions.
  private mutating func improve(work: Int, _ random: inout SeededBits) {
    let end = counts.work + work
    shareAll(&random)
    while counts.work < end && rows.count > outputCount {
      let before = cost
      record()
      writeOutSome(&random)
      shareAll(&random)
      if cost <= before { accept() } else { takeBack() }
    }
  }

  /// One to three nodes, each beside the last in a row.
  private mutating func writeOutSome(_ random: inout SeededBits) {
    var row = outputCount + random.below(rows.count - outputCount)
    // An empty try counts as work, so that the search ends.
    counts.spend(1)
    for _ in 0...random.below(3) {
      let value = value(ofRow: row)
      guard !rows[row].isEmpty, !uses[value].isEmpty else { return }
      let user = Int(uses[value][random.below(uses[value].count)])
      let near = rows[user].filter { isNode(Int($0.value)) && Int($0.value) != value }
      writeOut(value)
      guard !near.isEmpty else { return }
      row = self.row(ofValue: Int(near[random.below(near.count)].value))
    }
  }

  /// The system with every node a sum of two, in an order of computation.
  fileprivate var graph: AdderGraph {
    var writer = GraphWriter(self)
    let outputs = rows[..<outputCount].map { row in row.map { writer.term($0) } }
    return AdderGraph(inputCount: inputCount, nodes: writer.nodes, outputs: outputs)
  }
}

private struct GraphWriter {
  private let system: SumSystem
  private(set) var nodes: [AdderGraph.Node] = []
  /// Each node of the system that is written, as a term of the graph.
  private var written: [Int32: AdderGraph.Term] = [:]

  init(_ system: SumSystem) { self.system = system }

  /// The term in the graph; what it needs is written before.
  mutating func term(_ digit: Digit) -> AdderGraph.Term {
    let factor = SignedPower(isNegative: digit.isNegative, exponent: Int(digit.exponent))
    guard system.isNode(Int(digit.value)) else {
      return AdderGraph.Term(value: Int(digit.value), factor: factor)
    }
    return node(digit.value).times(factor)
  }

  /// Nodes are odd, and their first terms positive.
  private mutating func node(_ value: Int32) -> AdderGraph.Term {
    if let known = written[value] { return known }
    let terms = system.rows[system.row(ofValue: Int(value))].map { term($0) }
    let isNegative = terms.allSatisfy(\.factor.isNegative)
    let low = terms.map(\.factor.exponent).min() ?? 0
    let common = SignedPower(isNegative: isNegative, exponent: low)
    var rest = terms.map { $0.divided(by: common) }
    var sum = rest.remove(at: rest.firstIndex { !$0.factor.isNegative } ?? 0)
    for next in rest {
      nodes.append(AdderGraph.Node(left: sum, right: next))
      sum = AdderGraph.Term(
        value: system.inputCount + nodes.count - 1,
        factor: SignedPower(isNegative: false, exponent: 0))
    }
    written[value] = sum.times(common)
    return sum.times(common)
  }
}

extension AdderGraph.Term {
  fileprivate func times(_ power: SignedPower) -> AdderGraph.Term {
    AdderGraph.Term(
      value: value,
      factor: SignedPower(
        isNegative: factor.isNegative != power.isNegative,
        exponent: factor.exponent + power.exponent))
  }

  fileprivate func divided(by power: SignedPower) -> AdderGraph.Term {
    AdderGraph.Term(
      value: value,
      factor: SignedPower(
        isNegative: factor.isNegative != power.isNegative,
        exponent: factor.exponent - power.exponent))
  }
}
