import Diagnostics
import NetworkIR

extension FloatReading {
  /// A recurrence over one sequence with constant first states. Of its last states only the first can
  /// be used: the hidden one.
  mutating func read(
    _ recurrence: SourceRecurrence, _ node: SourceNode, _ inputs: [Value]
  ) throws(DiagnosticList) {
    let initial = inputs.dropFirst().compactMap(\.constant)
    guard case .node(let x) = inputs[0], recurrence.sequenceCount == 1,
      initial.count == recurrence.stateCount, initial.count > 0
    else {
      throw unsupported(
        node, "its first state depends on the input", "begin with a constant, or with zeros")
    }
    if node.outputs.dropFirst(2).contains(where: { isUsed($0) }) {
      throw unsupported(
        node, "its cell state is used after the last step", "use its hidden state instead")
    }
    let (rows, last) = (node.outputs[0], node.outputs[1])
    let body = try floatBody(recurrence, initial)
    let usesRows = isUsed(rows)
    let value = FloatRecurrence(
      body: body.network, steps: recurrence.steps, states: body.states, givesLast: !usesRows)
    let index = add(node, .recurrence(value), x, usesRows ? rows : last)
    values[rows] = .node(index)
    values[last] = .node(index)
    guard usesRows, isUsed(last) else { return }
    let rank = source[rows].shape.rank
    let slice = FloatOperation.slice(
      starts: [recurrence.steps - 1] + [Int](repeating: 0, count: rank - 1),
      steps: [Int](repeating: 1, count: rank))
    values[last] = .node(add(node, slice, index, last))
  }

  private mutating func add(
    _ node: SourceNode, _ operation: FloatOperation, _ input: Int, _ output: SourceTensorID
  ) -> Int {
    nodes.append(
      FloatNode(
        name: node.name, operatorName: node.operatorName, outputName: source[output].name,
        operation: operation, inputs: [input], shape: source[output].shape))
    return nodes.count - 1
  }

  private func floatBody(
    _ recurrence: SourceRecurrence, _ initial: [FloatConstant]
  ) throws(DiagnosticList) -> (network: FloatNetwork, states: [FloatState]) {
    var reading = FloatReading(recurrence.body)
    for input in recurrence.body.inputs { reading.addInput(input) }
    for node in recurrence.body.nodes { reading.read(node) }
    let network = try reading.finish()
    let next = recurrence.body.outputs.dropFirst(recurrence.outputCount)
    let states = zip(next, initial).enumerated().compactMap { index, pair -> FloatState? in
      guard case .node(let node) = reading.value(of: pair.0) else { return nil }
      return FloatState(
        node: recurrence.sequenceCount + index, next: node,
        initial: pair.1.values.map { Float($0) })
    }
    return (network, states)
  }
}
