import Diagnostics
import NetworkIR

/// The shape of two operands combined element by element, each dimension of 1 stretched; nil where
/// they do not fit.
func broadcastDimensions(_ left: [Int], _ right: [Int]) -> [Int]? {
  let rank = max(left.count, right.count)
  let first = Array(repeating: 1, count: rank - left.count) + left
  let second = Array(repeating: 1, count: rank - right.count) + right
  var result: [Int] = []
  for (a, b) in zip(first, second) {
    guard a == b || a == 1 || b == 1 else { return nil }
    result.append(a == 1 ? b : a)
  }
  return result
}

extension NodeImport {
  mutating func broadcastShape(_ left: Operand, _ right: Operand) throws(NodeRefusal) -> Shape {
    guard let dimensions = broadcastDimensions(left.dimensions, right.dimensions) else {
      throw refuse(
        code: .inconsistentModel,
        cause: "shapes \(left.shape) and \(right.shape) do not combine",
        remedy: "make each dimension equal, or 1 in one of them")
    }
    return try shape(dimensions)
  }

  /// Refuses a parameter that would stretch the tensor it belongs to.
  mutating func requireFits(_ parameter: Operand, _ role: String, into x: Operand) {
    guard broadcastDimensions(parameter.dimensions, x.dimensions) != x.dimensions else { return }
    refuse(
      "input \(role)", code: .inconsistentModel,
      cause: "shape \(parameter.shape) does not spread over \(x.shape)",
      remedy: "make each of its dimensions equal to the tensor's, or 1")
  }
}
