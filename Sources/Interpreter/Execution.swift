import NetworkIR

/// Every tensor of one run, row-major.
package struct Execution: Hashable, Sendable {
  private let values: [[Int]]
  private let outputIDs: [TensorID]

  init(values: [[Int]], outputs: [TensorID]) {
    self.values = values
    outputIDs = outputs
  }

  /// The elements of a tensor: an input, an intermediate one or an output.
  package subscript(id: TensorID) -> [Int] { values[id.index] }

  /// The elements of each network output, in the network's order.
  package var outputs: [[Int]] { outputIDs.map { values[$0.index] } }
}
