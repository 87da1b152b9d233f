import FixedPoint

/// A straight-line program of shifted additions that computes several sums of signed powers of two
/// times inputs.
package struct AdderGraph: Hashable, Sendable {
  package let inputCount: Int
  /// In order of computation; operands are inputs and earlier nodes.
  package let nodes: [Node]
  /// One sum per output: signed, shifted operands; an empty sum is 0.
  package let outputs: [[Term]]

  /// left + right, each with its sign and shift.
  package struct Node: Hashable, Sendable {
    package let left: Term
    package let right: Term
  }

  /// An input (0..<inputCount) or a node (inputCount + its index), times a signed power of two.
  package struct Term: Hashable, Sendable {
    package let value: Int
    package let factor: SignedPower

    package init(value: Int, factor: SignedPower) {
      self.value = value
      self.factor = factor
    }
  }

  /// Additions and subtractions.
  package var adderCount: Int {
    nodes.count + outputs.reduce(0) { $0 + max(0, $1.count - 1) }
  }

  /// Operands that are shifted before they are added.
  package var shiftCount: Int {
    let operands = nodes.flatMap { [$0.left, $0.right] } + outputs.joined()
    return operands.count { $0.factor.exponent != 0 }
  }

  /// The matrix that the graph computes: a row of input coefficients per output.
  package func matrix() -> [[Int]] {
    var values = (0..<inputCount).map { input in
      (0..<inputCount).map { $0 == input ? 1 : 0 }
    }
    for node in nodes { values.append(sum([node.left, node.right], values)) }
    return outputs.map { sum($0, values) }
  }

  private func sum(_ terms: [Term], _ values: [[Int]]) -> [Int] {
    var total = [Int](repeating: 0, count: inputCount)
    for term in terms {
      for index in total.indices { total[index] += term.factor.value * values[term.value][index] }
    }
    return total
  }
}
