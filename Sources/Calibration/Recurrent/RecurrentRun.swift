import NetworkIR

/// Runs a recurrence for many examples, step by step.
struct RecurrentRun {
  private let recurrence: FloatRecurrence
  private let nodes: [FloatNode]
  /// By node: what its values are rounded to.
  private let grids: [ActivationGrid?]
  private let count: Int

  /// In real numbers.
  init(_ recurrence: FloatRecurrence, count: Int) {
    self.recurrence = recurrence
    nodes = recurrence.body.nodes
    grids = nodes.map { _ in nil }
    self.count = count
  }

  /// As the integers of a calibrated body compute.
  init(_ recurrence: FloatRecurrence, body: CalibratedNetwork, count: Int) {
    self.recurrence = recurrence
    nodes = body.network.nodes.enumerated().map { index, node in
      guard case .linear(let linear) = node.operation, let layer = body.layers[index] else {
        return node
      }
      var own = node
      own.operation = .linear(layer.linear(like: linear))
      return own
    }
    grids = zip(body.plan.isRounded, body.grids).map { $0 ? $1 : nil }
    self.count = count
  }

  /// - Parameter input: [examples, steps, elements of a step].
  /// - Returns: [examples, steps, ...], or [examples, ...] of the last step.
  func run(_ input: [Float]) -> [Float] { walk(input).output }

  /// The output, and what each state held before each step: [examples, steps, ...].
  func walk(_ input: [Float]) -> (output: [Float], states: [[Float]]) {
    let steps = recurrence.steps
    var held = recurrence.states.map { state in
      (0..<count).flatMap { _ in rounded(state.initial, state.node) }
    }
    var records = held.map { Record(steps: steps, count: count, size: $0.count / max(count, 1)) }
    let size = nodes[recurrence.body.output].shape.elementCount
    var output = Record(steps: steps, count: count, size: size)
    for step in 0..<steps {
      for (index, values) in held.enumerated() { records[index].put(values, step) }
      let values = valuesOfStep(slice(input, step), held)
      output.put(values[recurrence.body.output], step)
      held = recurrence.states.map { values[$0.next] }
    }
    return (recurrence.givesLast ? held[0] : output.values, records.map(\.values))
  }

  private func slice(_ input: [Float], _ step: Int) -> [Float] {
    let size = nodes[0].shape.elementCount
    return (0..<count).flatMap { example in
      let start = (example * recurrence.steps + step) * size
      return input[start..<start + size]
    }
  }

  private func valuesOfStep(_ x: [Float], _ held: [[Float]]) -> [[Float]] {
    var values: [[Float]] = []
    for (index, node) in nodes.enumerated() {
      if index == 0 {
        values.append(x)
      } else if let state = recurrence.states.firstIndex(where: { $0.node == index }) {
        values.append(held[state])
      } else {
        let shapes = node.inputs.map { nodes[$0].shape }
        let own = forward(node, node.inputs.map { values[$0] }, of: shapes, count: count)
        values.append(rounded(own, index))
      }
    }
    return values
  }

  private func rounded(_ values: [Float], _ index: Int) -> [Float] {
    grids[index].map { grid in values.map { grid.nearest(to: $0) } } ?? values
  }
}

/// What every step of every example gave.
private struct Record {
  private(set) var values: [Float]
  private let steps: Int
  private let size: Int

  init(steps: Int, count: Int, size: Int) {
    self.steps = steps
    self.size = size
    values = [Float](repeating: 0, count: steps * count * size)
  }

  /// - Parameter new: [examples, size].
  mutating func put(_ new: [Float], _ step: Int) {
    for (index, value) in new.enumerated() {
      values[(index / size * steps + step) * size + index % size] = value
    }
  }
}
