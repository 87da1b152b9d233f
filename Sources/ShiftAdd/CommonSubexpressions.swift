import FixedPoint
import HeapModule

extension AdderGraph {
  /// Shares two-term sums greedily: as long as some pair of terms, up to a common sign and shift,
  /// occurs in two places, the most frequent pair becomes a node (Hartley 1996; the greedy order of
  /// Potkonjak et al. 1996).
  ///
  /// - Parameter rows: The coefficients of each output; every row has `inputCount` weights.
  package static func sharing(rows: [[Weight]], inputCount: Int) -> AdderGraph {
    var sharing = PairSharing(rows: rows, inputCount: inputCount)
    sharing.run()
    return sharing.graph
  }
}

/// first + sign * 2^shift * second, in lowest terms: equal pairs compute the same value up to sign
/// and shift.
private struct Pair: Hashable, Comparable {
  let first: Int
  let second: Int
  /// Exponent of the second relative to the first; may be negative.
  let shift: Int
  let isDifference: Bool

  static func < (left: Pair, right: Pair) -> Bool {
    (left.first, left.second, left.shift, left.isDifference ? 1 : 0)
      < (right.first, right.second, right.shift, right.isDifference ? 1 : 0)
  }

  init(_ left: AdderGraph.Term, _ right: AdderGraph.Term) {
    let ordered = (left.value, left.factor.exponent) <= (right.value, right.factor.exponent)
    let (a, b) = ordered ? (left, right) : (right, left)
    first = a.value
    second = b.value
    shift = b.factor.exponent - a.factor.exponent
    isDifference = a.factor.isNegative != b.factor.isNegative
  }

  var node: AdderGraph.Node {
    let low = min(0, shift)
    return AdderGraph.Node(
      left: .init(value: first, factor: SignedPower(isNegative: false, exponent: -low)),
      right: .init(
        value: second, factor: SignedPower(isNegative: isDifference, exponent: shift - low))
    )
  }
}

/// A pair with the number of places that it had when it was queued; equal counts go to the lower
/// pair.
private struct Candidate: Comparable {
  let count: Int
  let pair: Pair

  static func < (left: Candidate, right: Candidate) -> Bool {
    left.count != right.count ? left.count < right.count : left.pair > right.pair
  }
}

private struct PairSharing {
  private let inputCount: Int
  private var nodes: [AdderGraph.Node] = []
  private var rows: [[AdderGraph.Term]]
  private var counts: [Pair: Int] = [:]
  private var queue = Heap<Candidate>()

  init(rows weights: [[Weight]], inputCount: Int) {
    self.inputCount = inputCount
    rows = weights.map { row in
      row.enumerated().flatMap { input, weight in
        weight.terms.map { AdderGraph.Term(value: input, factor: $0) }
      }
    }
  }

  var graph: AdderGraph {
    AdderGraph(inputCount: inputCount, nodes: nodes, outputs: rows)
  }

  mutating func run() {
    for row in rows { count(pairsOf: row) }
    for (pair, count) in counts.sorted(by: { $0.key < $1.key }) where count > 1 {
      queue.insert(Candidate(count: count, pair: pair))
    }
    while let best = queue.popMax() {
      let current = counts[best.pair] ?? 0
      if current < 2 { continue }
      if current < best.count {
        queue.insert(Candidate(count: current, pair: best.pair))
        continue
      }
      share(best.pair)
    }
  }

  /// Makes the pair a node and replaces it everywhere that it still occurs twice or more in all.
  private mutating func share(_ pair: Pair) {
    let places = rows.indices.map { occurrences(of: pair, in: rows[$0]) }
    let total = places.reduce(0) { $0 + $1.count }
    guard total > 1 else {
      counts[pair] = 0
      return
    }
    let value = inputCount + nodes.count
    nodes.append(pair.node)
    for (row, found) in places.enumerated() where !found.isEmpty {
      replace(found, of: pair, by: value, inRow: row)
    }
    counts[pair] = 0
  }

  /// Disjoint places of the pair in a row.
  private func occurrences(of pair: Pair, in row: [AdderGraph.Term]) -> [(Int, Int)] {
    var found: [(Int, Int)] = []
    var taken: Set<Int> = []
    for (left, term) in row.enumerated() where term.value == pair.first && !taken.contains(left) {
      let match = row.indices.first { right in
        right != left && !taken.contains(right) && row[right].value == pair.second
          && row[right].factor.exponent - term.factor.exponent == pair.shift
          && (row[right].factor.isNegative != term.factor.isNegative) == pair.isDifference
      }
      if let match {
        found.append((left, match))
        taken.formUnion([left, match])
      }
    }
    return found
  }

  private mutating func replace(
    _ places: [(Int, Int)], of pair: Pair, by value: Int, inRow row: Int
  ) {
    let removed = Set(places.flatMap { [$0.0, $0.1] })
    let before = rows[row]
    let kept = before.indices.filter { !removed.contains($0) }.map { before[$0] }
    let added = places.map { place in
      // The node is the pair times 2^max(0, -shift) of its first term.
      let first = before[place.0].factor
      return AdderGraph.Term(
        value: value,
        factor: SignedPower(
          isNegative: first.isNegative, exponent: first.exponent + min(0, pair.shift)))
    }
    forget(before, removed: removed)
    rows[row] = kept + added
    for (index, term) in added.enumerated() {
      for other in kept + added[..<index] { raise(Pair(other, term)) }
    }
  }

  /// Takes the pairs of removed terms, with each other and with those that stay, out of the counts.
  private mutating func forget(_ row: [AdderGraph.Term], removed: Set<Int>) {
    for left in removed.sorted() {
      for right in row.indices where right != left && (right > left || !removed.contains(right)) {
        counts[Pair(row[left], row[right]), default: 0] -= 1
      }
    }
  }

  private mutating func count(pairsOf row: [AdderGraph.Term]) {
    for left in row.indices {
      for right in row.indices.dropFirst(left + 1) {
        counts[Pair(row[left], row[right]), default: 0] += 1
      }
    }
  }

  private mutating func raise(_ pair: Pair) {
    let count = counts[pair, default: 0] + 1
    counts[pair] = count
    if count > 1 { queue.insert(Candidate(count: count, pair: pair)) }
  }
}
