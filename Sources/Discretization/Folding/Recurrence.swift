import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// A recurrence (A36): its body is discretised by itself, as a network whose float inputs meet
  /// their quantisers first; the quantisers of the states must agree with those of their next
  /// elements, and those of the sequences with the integers that the sequences are.
  mutating func recurrence(
    _ node: SourceNode, _ inputs: [FoldedValue], _ recurrence: SourceRecurrence
  ) throws(DiagnosticList) -> [FoldedValue] {
    let body = try RecurrenceBody(recurrence, at: node)
    var operands: [TensorID] = []
    for (index, value) in inputs.prefix(recurrence.sequenceCount).enumerated() {
      operands.append(try sequence(value, body.network.inputs[index], of: body, at: node))
    }
    let states = body.network.inputs.dropFirst(recurrence.sequenceCount)
    for (value, state) in zip(inputs.dropFirst(recurrence.sequenceCount), states) {
      operands.append(try initialState(value, state, of: body, at: node))
    }
    let network = try body.recurrent(at: node)
    let meanings = (network.outputs + network.states.map(\.next)).map { network[$0].meaning }
    let outputs = try builder.add(
      .recurrence(Recurrence(body: network, steps: recurrence.steps)), name: node.name,
      inputs: operands, outputNames: node.outputs.map { source[$0].name }, meanings: meanings)
    return outputs.map { .function(integers($0)) }
  }

  /// A tensor of the network with the meaning that it has there.
  private func integers(_ id: TensorID) -> FunctionValue {
    let tensor = builder[id]
    let meaning = AffineMeaning(
      scale: ChannelValues(tensor.meaning.scale.map { RealNumber($0) }),
      offset: ChannelValues(tensor.meaning.offset.map { RealNumber($0) }))
    return FunctionValue.integers(
      id, shape: tensor.shape, meaning: meaning, axis: tensor.meaning.axis, isQuantized: true)
  }

  private mutating func sequence(
    _ value: FoldedValue, _ input: NetworkInput, of body: RecurrenceBody, at node: SourceNode
  ) throws(DiagnosticList) -> TensorID {
    let operand = try linearInput(value, at: node)
    let own = body.network[input.tensor]
    let meaning = builder[operand.tensor].meaning
    guard meaning == own.meaning, own.range.contains(builder[operand.tensor].range) else {
      throw fault(
        .notExact, at: node, "its body quantises \"\(own.name)\" with another scale or range",
        remedy: "quantise the sequence before the recurrence as its body does")
    }
    return operand.tensor
  }

  /// What a state begins with, by the body's own quantiser (A22).
  private mutating func initialState(
    _ value: FoldedValue, _ input: NetworkInput, of body: RecurrenceBody, at node: SourceNode
  ) throws(DiagnosticList) -> TensorID {
    let tensor = body.network[input.tensor]
    guard let array = value.constant, case .float32(let steps) = input.encoding else {
      throw fault(
        .unsupportedForm, at: node, "a state begins with what depends on the network's input",
        remedy: "make it a constant")
    }
    let elements = array.floats.map { float in
      Int(steps.reduce(float) { value, step in step.apply(to: value) { _ in 0 } })
    }
    let constant = ConstantTensor(shape: tensor.shape, elements: elements)
    return try builder.add(
      .constant(constant), name: node.name + "_" + tensor.name, inputs: [],
      outputNames: [tensor.name + "_initial"], meanings: [tensor.meaning])[0]
  }
}

/// The body of a recurrence in integers, its states still inputs and outputs.
private struct RecurrenceBody {
  let network: Network
  private let recurrence: SourceRecurrence
  /// For each output of the source, its place among the network's.
  private let places: [Int]

  init(_ recurrence: SourceRecurrence, at node: SourceNode) throws(DiagnosticList) {
    self.recurrence = recurrence
    var source = recurrence.body
    // An output and a state's next elements may be one tensor; a network lists it once.
    var distinct: [SourceTensorID] = []
    for output in source.outputs where !distinct.contains(output) { distinct.append(output) }
    places = source.outputs.compactMap { distinct.firstIndex(of: $0) }
    source.outputs = distinct
    network = try discretize(source, inputFormats: []).network
    guard network.inputs.count == source.inputs.count else {
      throw fault(
        .unsupportedForm, at: node, "its body does not use all of its inputs and states",
        remedy: "export the network again")
    }
  }

  /// The body with its states as states.
  func recurrent(at node: SourceNode) throws(DiagnosticList) -> Network {
    var result = network
    let outputs = places.map { network.outputs[$0] }
    result.outputs = Array(outputs.prefix(recurrence.outputCount))
    result.inputs = network.inputs.prefix(recurrence.sequenceCount).map {
      NetworkInput(tensor: $0.tensor, encoding: .integers)
    }
    let states = network.inputs.dropFirst(recurrence.sequenceCount)
    for (state, next) in zip(states, outputs.dropFirst(recurrence.outputCount)) {
      let (tensor, last) = (network[state.tensor], network[next])
      guard tensor.meaning == last.meaning, tensor.range.contains(last.range) else {
        throw fault(
          .notExact, at: node, "the state \"\(tensor.name)\" is quantised in two ways",
          remedy: "quantise a state and its next elements with one scale")
      }
      result.tensors[next.index].type = tensor.type
      result.states.append(
        NetworkState(
          tensor: state.tensor, next: next,
          initial: [Int](repeating: 0, count: tensor.shape.elementCount)))
    }
    return result
  }
}
