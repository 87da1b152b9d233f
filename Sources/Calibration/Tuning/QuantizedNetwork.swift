import NetworkIR

/// A float network with integer layers in it and values rounded to grids.
struct QuantizedNetwork: Sendable {
  let network: FloatNetwork
  let facts: CalibrationFacts
  /// By node; a linear operator without one is computed with its float weights.
  var layers: [Int: IntegerLayer]

  /// The value of a node for all examples, rounded where it is.
  ///
  /// - Parameter inputs: Of the node's inputs; an input's own.
  func value(of index: Int, _ inputs: [[Float]], count: Int) -> [Float] {
    let node = operation(index)
    let shapes = node.inputs.map { network.nodes[$0].shape }
    let values =
      if case .input = node.operation {
        inputs[0]
      } else {
        forward(node, inputs, of: shapes, count: count)
      }
    guard facts.plan.isRounded[index], let grid = facts.grids[index] else { return values }
    return eachElement(count, node.shape.elementCount, values) { grid.nearest(to: $1) }
  }

  /// The node with its integers for weights.
  func operation(_ index: Int) -> FloatNode {
    var node = network.nodes[index]
    if case .linear(let linear) = node.operation, let layer = layers[index] {
      node.operation = .linear(layer.linear(like: linear))
    }
    return node
  }

  /// The values of all nodes.
  ///
  /// - Parameter known: Values of nodes before the first that is to be computed.
  func values(_ input: [Float], known: ArraySlice<[Float]> = []) -> [[Float]] {
    let count = input.count / max(network.nodes[0].shape.elementCount, 1)
    var values = Array(known)
    for index in values.count..<network.nodes.count {
      let inputs = index == 0 ? [input] : network.nodes[index].inputs.map { values[$0] }
      values.append(value(of: index, inputs, count: count))
    }
    return values
  }

  /// The output, what is not needed any more forgotten on the way.
  func output(_ input: [Float]) -> [Float] {
    let count = input.count / max(network.nodes[0].shape.elementCount, 1)
    var store = ValueStore(network)
    for (index, node) in network.nodes.enumerated() {
      let inputs = index == 0 ? [input] : node.inputs.map { store[$0] }
      store.keep(value(of: index, inputs, count: count), of: index)
    }
    return store[network.output]
  }

  /// How the output changes with the values of nodes, one direction of the output at a time;
  /// rounding is taken for the identity within the ends of its grid.
  ///
  /// - Parameters:
  ///   - direction: [outputs]: what the outputs are weighed with.
  ///   - visit: Called with linear operators and the change with their values, last first.
  func gradients(
    _ values: [[Float]], along direction: [Float], from first: Int = 0,
    visit: (_ node: Int, _ gradient: [Float]) -> Void
  ) {
    let count = values[0].count / max(network.nodes[0].shape.elementCount, 1)
    var slopes: [Int: [Float]] = [network.output: (0..<count).flatMap { _ in direction }]
    for index in network.nodes.indices.reversed() where index >= max(first, 1) {
      guard var slope = slopes.removeValue(forKey: index) else { continue }
      if facts.plan.isRounded[index], index != network.output, let grid = facts.grids[index] {
        let ends = grid.ends
        for (place, value) in values[index].enumerated()
        where value <= ends.lowerBound || value >= ends.upperBound { slope[place] = 0 }
      }
      let node = operation(index)
      if case .linear = node.operation { visit(index, slope) }
      guard index > first else { return }
      let inputs = node.inputs.map { values[$0] }
      let shapes = node.inputs.map { network.nodes[$0].shape }
      for (input, part) in zip(node.inputs, backward(node, slope, inputs, of: shapes, count: count))
      {
        slopes[input] = slopes[input].map { zip($0, part).map { $0 + $1 } } ?? part
      }
    }
  }
}
