import NetworkIR

extension FloatNetwork {
  /// Runs examples through the network in float32.
  ///
  /// - Parameters:
  ///   - input: [examples, elements] of the input.
  ///   - visit: Called with each node's values for all examples; what is not needed any more is
  ///     forgotten.
  /// - Returns: The output's values.
  @discardableResult
  package func run(
    _ input: [Float], visit: (_ node: Int, _ values: [Float]) -> Void = { _, _ in }
  ) -> [Float] {
    let count = input.count / max(nodes[0].shape.elementCount, 1)
    var store = ValueStore(self)
    for (index, node) in nodes.enumerated() {
      let values =
        index == 0
        ? input
        : forward(
          node, node.inputs.map { store[$0] }, of: node.inputs.map { nodes[$0].shape },
          count: count)
      visit(index, values)
      store.keep(values, of: index)
    }
    return store[output]
  }
}

/// The values that later nodes still read.
struct ValueStore {
  private var values: [Int: [Float]] = [:]
  private let lastUsers: [Int]
  private let inputs: [[Int]]

  init(_ network: FloatNetwork) {
    var last = network.users.map { $0.max() ?? -1 }
    last[network.output] = network.nodes.count
    lastUsers = last
    inputs = network.nodes.map(\.inputs)
  }

  subscript(node: Int) -> [Float] { values[node] ?? [] }

  /// Keeps a node's values, and forgets those that it was the last to read.
  mutating func keep(_ new: [Float], of node: Int) {
    values[node] = new
    for input in inputs[node] where lastUsers[input] == node { values[input] = nil }
  }
}
