import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// The network, once every node is folded.
  mutating func finish() throws(DiagnosticList) -> Discretized {
    var outputs: [TensorID] = []
    var meanings: [TensorID: Meaning] = [:]
    for output in source.outputs {
      do {
        guard let (tensor, meaning) = try outputTensor(output, taken: meanings) else { continue }
        outputs.append(tensor)
        meanings[tensor] = meaning
      } catch {
        diagnostics.add(contentsOf: error)
      }
    }
    noteUnusedInputs()
    try diagnostics.throwIfErrors()
    var network = try builder.build(outputs: outputs)
    network.inputs = orderedInputs(network)
    for (tensor, meaning) in meanings { network.tensors[tensor.index].meaning = meaning }
    return Discretized(network: network, notes: diagnostics.diagnostics)
  }

  /// The integers of an output; a last affine step is only their meaning.
  private mutating func outputTensor(
    _ id: SourceTensorID, taken: [TensorID: Meaning]
  ) throws(DiagnosticList) -> (TensorID, Meaning)? {
    let name = source[id].name
    switch value(of: id) {
    case .faulty: return nil
    case .function(let function): return try outputTensor(of: function, id, taken: taken)
    case .constant:
      throw Diagnostic(
        .constantOutput, at: .tensor(name), cause: "the output does not depend on the input",
        remedy: "export the network with its input connected"
      ).alone
    case .border, .parts: throw realOutput(name)
    }
  }

  private mutating func outputTensor(
    of function: FunctionValue, _ id: SourceTensorID, taken: [TensorID: Meaning]
  ) throws(DiagnosticList) -> (TensorID, Meaning)? {
    let name = source[id].name
    var flat = function
    if let node = source.nodes.first(where: { $0.outputs.contains(id) }) {
      flat = try affineValue(function, at: node)
    }
    guard case .tensor(let tensor) = flat.base, flat.affine != nil else { throw realOutput(name) }
    let meaning = flat.meaningOfIntegers
    guard let other = taken[tensor], other != meaning else { return (tensor, meaning) }
    // One tensor, two outputs with different meanings: the second gets a copy.
    let copy = RequantizeFunction.shift(
      bits: 0, rounding: .floor, clamp: builder[tensor].range)
    let copied = try builder.add(
      .requantize(Requantize(functions: [copy])), name: name, inputs: [tensor],
      outputNames: [name], meanings: [meaning])[0]
    return (copied, meaning)
  }

  private func realOutput(_ name: String) -> DiagnosticList {
    Diagnostic(
      .notQuantized, at: .tensor(name),
      cause: "the output is a real function without a quantiser behind it",
      remedy: "insert a quantiser at the output, or end the network at the layer before"
    ).alone
  }

  private mutating func noteUnusedInputs() {
    for input in source.inputs where inputTensors[input] == nil && !diagnostics.hasErrors {
      diagnostics.add(
        Diagnostic(
          .note, .remark, at: .tensor(source[input].name),
          cause: "no output depends on this input, which is dropped",
          remedy: "remove it from the model"))
    }
  }

  /// Inputs in the file's order, whichever was quantised first.
  private func orderedInputs(_ network: Network) -> [NetworkInput] {
    source.inputs.compactMap { id in
      inputTensors[id].flatMap { tensor in network.inputs.first { $0.tensor == tensor } }
    }
  }
}
