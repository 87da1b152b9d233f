import FixedPoint
import HeapModule

/// Shares sums of two terms between and within the rows of a matrix, the most frequent first, until
/// none occurs twice (greedy two-term common subexpressions over canonical signed digits: Hartley
/// 1996; Potkonjak et al. 1996), and then adds what is left of each row from its largest power of
/// two down.
///
/// The result is the same on every run. Time and memory grow with the sum over the rows of the
/// square of their terms.
///
/// - Parameter rows: The matrix; all rows have the same length.
/// - Returns: A graph that computes the matrix, never with more additions than
///   ``unsharedAdderCount(_:)``.
package func shareTwoTerms(_ rows: [[Weight]]) -> AdderGraph {
  var sharing = TwoTermSharing(rows)
  sharing.shareAll()
  return sharing.finish()
}

private struct TwoTermSharing {
  private let inputs: Int
  private var rows: [DigitRow]
  private var sums: [AdderGraph.Sum] = []
  /// How often each pattern occurs, places that share digits counted apart.
  private var counts: [PairPattern: Int] = [:]
  private var queue = Heap<QueuedPattern>()

  init(_ matrix: [[Weight]]) {
    inputs = matrix.first?.count ?? 0
    rows = matrix.map(DigitRow.init)
    for row in rows { count(row.terms) }
    queue = Heap(
      counts.filter { $0.value > 1 }.map { QueuedPattern(count: $0.value, pattern: $0.key) })
  }

  private mutating func count(_ terms: [AdderGraph.Term]) {
    for (index, term) in terms.enumerated() {
      for other in terms[..<index] { counts[PairPattern(term, other), default: 0] += 1 }
    }
  }

  mutating func shareAll() {
    while let best = queue.popMax() {
      let actual = counts[best.pattern] ?? 0
      if actual == best.count {
        share(best.pattern)
      } else if actual < best.count && actual > 1 {
        // It lost places since it was queued; where it gained some, it was queued again then.
        queue.insert(QueuedPattern(count: actual, pattern: best.pattern))
      }
    }
  }

  /// Makes a node of the pattern, if at least two places share no digit.
  private mutating func share(_ pattern: PairPattern) {
    let places = rows.map { $0.places(of: pattern) }
    guard places.reduce(0, { $0 + $1.count }) > 1 else { return }
    let node = inputs + sums.count
    sums.append(pattern.sum)
    for (row, places) in places.enumerated() {
      for (first, second) in places {
        replace(first, second, by: node, inRow: row)
      }
    }
  }

  private mutating func replace(
    _ first: AdderGraph.Term, _ second: AdderGraph.Term, by node: Int, inRow row: Int
  ) {
    for term in [first, second] {
      rows[row].remove(term)
      for other in rows[row].terms { counts[PairPattern(term, other), default: 0] -= 1 }
    }
    let shared = AdderGraph.Term(
      node: node, shift: min(first.shift, second.shift), isNegative: first.isNegative)
    for other in rows[row].terms { gain(PairPattern(shared, other)) }
    rows[row].insert(shared)
  }

  private mutating func gain(_ pattern: PairPattern) {
    let count = (counts[pattern] ?? 0) + 1
    counts[pattern] = count
    if count > 1 { queue.insert(QueuedPattern(count: count, pattern: pattern)) }
  }

  mutating func finish() -> AdderGraph {
    let outputs = rows.map { addUp($0.terms) }
    return AdderGraph(inputs: inputs, sums: sums, outputs: outputs)
  }

  /// The sum of the terms from the largest power of two down: the running sum is shifted, not each
  /// term.
  private mutating func addUp(_ terms: [AdderGraph.Term]) -> AdderGraph.Term? {
    let descending = terms.sorted { ($1.shift, $0.node) < ($0.shift, $1.node) }
    guard let start = descending.first else { return nil }
    return descending.dropFirst().reduce(start) { total, term in add(total, term) }
  }

  /// A node for the sum of two terms, without their common shift and, where both are negative,
  /// without the sign.
  private mutating func add(
    _ left: AdderGraph.Term, _ right: AdderGraph.Term
  ) -> AdderGraph.Term {
    let shift = min(left.shift, right.shift)
    let (first, second) = left.isNegative && !right.isNegative ? (right, left) : (left, right)
    sums.append(
      AdderGraph.Sum(
        AdderGraph.Term(node: first.node, shift: first.shift - shift, isNegative: false),
        AdderGraph.Term(
          node: second.node, shift: second.shift - shift,
          isNegative: first.isNegative != second.isNegative)))
    return AdderGraph.Term(
      node: inputs + sums.count - 1, shift: shift, isNegative: first.isNegative)
  }
}

extension DigitRow {
  init(_ weights: [Weight]) {
    for (node, weight) in weights.enumerated() {
      for term in weight.terms {
        insert(
          AdderGraph.Term(node: node, shift: term.exponent, isNegative: term.isNegative))
      }
    }
  }
}
