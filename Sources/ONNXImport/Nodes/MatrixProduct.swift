import Diagnostics
import NetworkIR

extension NodeImport {
  /// The shape of a [..., n, k] times b [..., k, m]; one of the two must not depend on the
  /// network's input.
  mutating func matrixShape(_ a: Operand, _ b: Operand) throws(NodeRefusal) -> Shape {
    guard a.rank >= 2, b.rank >= 2 else {
      throw refuse(
        cause: "it multiplies shapes \(a.shape) and \(b.shape)",
        remedy: "matrices are needed")
    }
    guard a.shape[a.rank - 1] == b.shape[b.rank - 2],
      let batch = broadcastDimensions(a.dimensions.dropLast(2), b.dimensions.dropLast(2))
    else {
      throw refuse(
        code: .inconsistentModel, cause: "shapes \(a.shape) and \(b.shape) do not fit",
        remedy: "[…, n, k] and […, k, m] are needed")
    }
    if a.isVariable && b.isVariable {
      refuse(
        cause: "both factors depend on the network's input",
        remedy: "one factor must be a constant of the model")
    }
    return try shape(batch + [a.shape[a.rank - 2], b.shape[b.rank - 1]])
  }
}

private func broadcastDimensions(_ left: ArraySlice<Int>, _ right: ArraySlice<Int>) -> [Int]? {
  broadcastDimensions(Array(left), Array(right))
}
