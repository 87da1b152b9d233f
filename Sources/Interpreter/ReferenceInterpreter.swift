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

  /// - Precondition: the network keeps every rule.
  init(verified network: Network) { self.network = network }

  /// What every state holds before the first run, in the network's order of states.
  package var resetStates: [[Int]] { network.states.map(\.initial) }

  /// Computes one example, from reset state.
  ///
  /// - Parameter inputs: The elements of each network input, row-major, in the network's order of
  ///   inputs.
  /// - Returns: The elements of every tensor.
  /// - Throws: E0103 for inputs of a wrong count or outside their range.
  package func run(inputs: [[Int]]) throws(DiagnosticList) -> Execution {
    try run(inputs: inputs, states: resetStates)
  }

  /// Computes one example.
  ///
  /// - Parameters:
  ///   - inputs: The elements of each network input, row-major, in the network's order of inputs.
  ///   - states: What each state holds before, in the network's order of states: reset states, or
  ///     the ``Execution/nextStates`` of the run before.
  /// - Returns: The elements of every tensor.
  /// - Throws: E0103 for inputs or states of a wrong count or outside their range.
  package func run(inputs: [[Int]], states: [[Int]]) throws(DiagnosticList) -> Execution {
    try check(inputs, are: network.inputs.map(\.tensor), "input")
    try check(states, are: network.states.map(\.tensor), "state")
    var values = [[Int]](repeating: [], count: network.tensors.count)
    for (input, elements) in zip(network.inputs, inputs) { values[input.tensor.index] = elements }
    for (state, elements) in zip(network.states, states) { values[state.tensor.index] = elements }
    for node in network.operators {
      let results = try evaluate(node, node.inputs.map { values[$0.index] })
      for (id, elements) in zip(node.outputs, results) {
        try checkRange(elements, of: network[id], after: node)
        values[id.index] = elements
      }
    }
    return Execution(
      values: values, outputs: network.outputs, nextStates: network.states.map(\.next))
  }
}

extension ReferenceInterpreter {
  private func check(
    _ arrays: [[Int]], are tensors: [TensorID], _ noun: String
  ) throws(DiagnosticList) {
    guard arrays.count == tensors.count else {
      throw Diagnostic(
        .badArray, at: .nowhere,
        cause: "the network has \(tensors.count) \(noun)s and \(arrays.count) were given",
        remedy: "give one array per \(noun)"
      ).alone
    }
    var faults = DiagnosticList()
    for (id, elements) in zip(tensors, arrays) {
      if let fault = network[id].inputFault(elements) { faults.add(fault) }
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
