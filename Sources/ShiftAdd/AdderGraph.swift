import FixedPoint

/// A way to compute a matrix of integers times a vector by additions of shifted values alone.
///
/// The first ``inputs`` nodes are the inputs; every later node adds two terms of earlier nodes.
/// Nothing wraps: values are integers, and ``ranges(input:)`` gives what each node needs.
package struct AdderGraph: Hashable, Sendable {
  package let inputs: Int
  /// One per addition, in an order in which each reads only inputs and earlier sums. Sum k is node
  /// `inputs + k`.
  package let sums: [Sum]
  /// One per row of the matrix; nil for a row of zeros.
  package let outputs: [Term?]

  package init(inputs: Int, sums: [Sum], outputs: [Term?]) {
    self.inputs = inputs
    self.sums = sums
    self.outputs = outputs
  }

  /// sign * 2^shift * node.
  package struct Term: Hashable, Sendable {
    package let node: Int
    package let shift: Int
    package let isNegative: Bool

    package init(node: Int, shift: Int, isNegative: Bool) {
      self.node = node
      self.shift = shift
      self.isNegative = isNegative
    }
  }

  /// first + second. The first term is never negative, and at least one of the terms is not
  /// shifted.
  package struct Sum: Hashable, Sendable {
    package let first: Term
    package let second: Term

    package init(_ first: Term, _ second: Term) {
      self.first = first
      self.second = second
    }
  }
}

extension AdderGraph {
  /// Additions and subtractions.
  package var adderCount: Int { sums.count }

  /// Additions and subtractions that shift an operand by at least one bit.
  package var shiftedAdderCount: Int { sums.count { $0.first.shift + $0.second.shift > 0 } }

  package var nodeCount: Int { inputs + sums.count }

  /// How often each node is read, by sums and outputs together.
  package var readCounts: [Int] {
    var counts = [Int](repeating: 0, count: nodeCount)
    for sum in sums {
      counts[sum.first.node] += 1
      counts[sum.second.node] += 1
    }
    for case let output? in outputs { counts[output.node] += 1 }
    return counts
  }
}

/// The additions that a matrix takes where each row adds its own terms: one less than its terms.
package func unsharedAdderCount(_ rows: [[Weight]]) -> Int {
  rows.reduce(0) { total, row in total + max(0, row.reduce(0) { $0 + $1.termCount } - 1) }
}
