import Diagnostics
import FixedPoint
import NetworkIR

/// Runs a network by the numbered rules of docs/arithmetic.md. It defines every output bit, so it
/// is plain loops over the formulas and shares no arithmetic with lowering or emission.
package struct ReferenceInterpreter: Sendable {
  package let network: Network

  /// - Throws: Every rule that the network breaks (E0501, E0502).
  package init(_ network: Network) throws(DiagnosticList) {
    try verify(network).throwIfErrors()
    self.network = network
  }

  /// Computes one example.
  ///
  /// - Parameter inputs: The elements of each network input, row-major, in the network's order of
  ///   inputs.
  /// - Returns: The elements of every tensor.
  /// - Throws: E0103 for inputs of a wrong count or outside their range.
  package func run(inputs: [[Int]]) throws(DiagnosticList) -> Execution {
    try check(inputs)
    var values = [[Int]](repeating: [], count: network.tensors.count)
    for (input, elements) in zip(network.inputs, inputs) { values[input.tensor.index] = elements }
    for node in network.operators {
      let results = evaluate(node, node.inputs.map { values[$0.index] })
      for (id, elements) in zip(node.outputs, results) {
        try checkRange(elements, of: network[id], after: node)
        values[id.index] = elements
      }
    }
    return Execution(values: values, outputs: network.outputs)
  }

  /// The elements of each output of an operator, row-major.
  private func evaluate(_ node: Operator, _ inputs: [[Int]]) -> [[Int]] {
    let shape = network[node.inputs[0]].shape
    let outputShape = network[node.outputs[0]].shape
    switch node.kind {
    case .dense(let weights): return [dense(weights, inputs[0])]
    case .convolution(let convolution):
      return [convolve(convolution, inputs[0], from: shape, to: outputShape)]
    case .requantize(let function): return [requantize(function, inputs[0], shape)]
    case .mappedSum(let maps): return [mappedSum(maps, inputs)]
    case .maxPool(let geometry): return [maxPool(geometry, inputs[0], from: shape, to: outputShape)]
    case .sumPool(let geometry, let paddingValue):
      return [
        sumPool(geometry, paddingValue: paddingValue, inputs[0], from: shape, to: outputShape)
      ]
    case .reshape: return [reshape(inputs[0])]
    case .transpose(let permutation): return [transpose(permutation, inputs[0], shape)]
    case .concatenate(let axis):
      return [concatenate(axis: axis, inputs, node.inputs.map { network[$0].shape })]
    case .pad(let before, _, let value):
      return [pad(before: before, value: value, inputs[0], from: shape, to: outputShape)]
    case .argMax(let axis, let selectsLast):
      return [argMax(axis: axis, selectsLast: selectsLast, inputs[0], shape)]
    case .topK(let count, let axis): return topK(count: count, axis: axis, inputs[0], shape)
    case .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence:
      fatalError("being built")
    }
  }
}

extension ReferenceInterpreter {
  private func check(_ inputs: [[Int]]) throws(DiagnosticList) {
    guard inputs.count == network.inputs.count else {
      throw Diagnostic(
        .badArray, at: .nowhere,
        cause: "the network has \(network.inputs.count) inputs and \(inputs.count) were given",
        remedy: "give one array per input"
      ).alone
    }
    var faults = DiagnosticList()
    for (input, elements) in zip(network.inputs, inputs) {
      if let fault = network[input.tensor].inputFault(elements) { faults.add(fault) }
    }
    try faults.throwIfErrors()
  }

  /// Holds the proof of each range to what was computed (rule A1).
  private func checkRange(
    _ elements: [Int], of tensor: Tensor, after node: Operator
  ) throws(DiagnosticList) {
    guard let outside = elements.first(where: { !tensor.range.contains($0) }) else { return }
    throw Diagnostic(
      .rangeOverflow, at: .node(name: node.name, operator: node.kind.keyword),
      cause: "it computed \(outside), outside the proved range \(tensor.range)",
      remedy: "report this network: the proof of its range is wrong"
    ).alone
  }
}

extension Tensor {
  /// Why the elements cannot be this tensor's, if they cannot.
  fileprivate func inputFault(_ elements: [Int]) -> Diagnostic? {
    if elements.count != shape.elementCount {
      return Diagnostic(
        .badArray, at: .tensor(name),
        cause:
          "its shape \(shape) needs \(shape.elementCount) elements and \(elements.count) "
          + "were given",
        remedy: "give an array of the input's shape")
    }
    guard let outside = elements.first(where: { !range.contains($0) }) else { return nil }
    return Diagnostic(
      .badArray, at: .tensor(name), cause: "the element \(outside) is outside the range \(range)",
      remedy: "give integers of the input's range, or float32 where the file takes float32")
  }
}
