import NetworkIR

/// Every tensor of one run, row-major.
package struct Execution: Hashable, Sendable {
  private let values: [[Int]]
  private let outputIDs: [TensorID]
  private let nextIDs: [TensorID]

  init(values: [[Int]], outputs: [TensorID], nextStates: [TensorID]) {
    self.values = values
    outputIDs = outputs
    nextIDs = nextStates
  }

  /// The elements of a tensor: an input, a state before the run, an intermediate one or an output.
  package subscript(id: TensorID) -> [Int] { values[id.index] }

  /// The elements of each network output, in the network's order.
  package var outputs: [[Int]] { outputIDs.map { values[$0.index] } }

  /// What each state holds after the run, in the network's order of states.
  package var nextStates: [[Int]] { nextIDs.map { values[$0.index] } }
}
