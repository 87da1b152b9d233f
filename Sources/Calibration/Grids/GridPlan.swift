import NetworkIR

/// Which values become integers, and which of them share a grid or its unit.
package struct GridPlan: Sendable {
  /// Whether the node's value is rounded to a grid of its own.
  package var isRounded: [Bool]
  /// Whether the node's value is integers: rounded, or moved from such.
  package var isInteger: [Bool]
  /// Values with the same number have the very same grid.
  var sharedGrid: [Int]
  /// Values with the same number have scales in the ratio of powers of two.
  var sharedUnit: [Int]

  init(_ network: FloatNetwork, tableLevels: Int) {
    let count = network.nodes.count
    isRounded = [Bool](repeating: false, count: count)
    isInteger = isRounded
    sharedGrid = Array(0..<count)
    sharedUnit = Array(0..<count)
    let needed = Self.needed(network, tableLevels: tableLevels)
    for (index, node) in network.nodes.enumerated() {
      switch node.operation {
      case .concatenate where node.inputs.contains(where: { isFixed(sharedGrid[$0], network) }):
        // What a recurrence gives keeps its own grid.
        isRounded[index] = true
        isInteger[index] = true
      case .maxPool, .reshape, .transpose, .pad, .concatenate, .slice:
        isInteger[index] = true
        for input in node.inputs { join(&sharedGrid, input, index) }
      case .argMax, .recurrence: isInteger[index] = true
      case .input, .linear, .affine, .pointwise, .averagePool, .sum, .product:
        isRounded[index] = needed.contains(index)
        isInteger[index] = isRounded[index]
        if case .sum = node.operation {
          for input in node.inputs { join(&sharedUnit, input, index) }
        }
      }
    }
    // Values of one grid have one unit.
    for index in 0..<count { join(&sharedUnit, index, sharedGrid[index]) }
  }

  /// Of values whose grids are known.
  init(isRounded: [Bool], isInteger: [Bool]) {
    self.isRounded = isRounded
    self.isInteger = isInteger
    sharedGrid = Array(isRounded.indices)
    sharedUnit = sharedGrid
  }

  private func isFixed(_ number: Int, _ network: FloatNetwork) -> Bool {
    if case .recurrence = network.nodes[number].operation { true } else { false }
  }

  /// The values that some user needs as integers.
  private static func needed(_ network: FloatNetwork, tableLevels: Int) -> Set<Int> {
    var needed: Set<Int> = [0, network.output]
    for node in network.nodes {
      switch node.operation {
      case .input, .affine: continue
      case .pointwise(let function):
        // Straight lines and their clamps follow the accumulator exactly; of other functions, few
        // levels are thresholds, and many a table over integers.
        guard function.clamp == nil, tableLevels > 16 else { continue }
        needed.formUnion(node.inputs)
      case .linear, .maxPool, .averagePool, .sum, .concatenate, .reshape, .transpose, .pad,
        .argMax, .product, .slice, .recurrence:
        needed.formUnion(node.inputs)
      }
    }
    return needed
  }

  private func join(_ classes: inout [Int], _ one: Int, _ other: Int) {
    let (from, to) = (classes[other], classes[one])
    guard from != to else { return }
    let kept = min(from, to)
    for index in classes.indices where classes[index] == from || classes[index] == to {
      classes[index] = kept
    }
  }
}

extension FloatNetwork {
  /// The node whose rounding ends a node's values: its own, or of the last function that alone reads
  /// them; nil where nothing is rounded.
  package func rounded(behind node: Int, _ plan: GridPlan) -> Int? {
    var (current, found) = (node, plan.isRounded[node] ? node : nil)
    let users = users
    while users[current].count == 1, case .pointwise = nodes[users[current][0]].operation {
      current = users[current][0]
      if plan.isRounded[current] { found = current }
    }
    return found
  }
}
