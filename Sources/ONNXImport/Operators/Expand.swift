import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let expand = OperatorImporter(
    "Expand", since: 8, inputs: 2...2, note: "of constants", importNode: importExpand)
}

/// Inputs x, shape: the constant x spread over the shape, both broadcast to each other.
@Sendable private func importExpand(_ node: inout NodeImport) throws(NodeRefusal) {
  let x = try node.input(0, "x")
  let asked = try node.constantIntegers(1, "shape") ?? []
  guard let constant = x.tensor.constant else {
    throw node.refuse(
      "input x", cause: "it is no constant",
      remedy: "constants are spread; for data use an operator that broadcasts, such as Add")
  }
  let rank = max(asked.count, x.rank)
  let own = Array(repeating: 1, count: rank - x.rank) + x.dimensions
  let wanted = Array(repeating: 1, count: rank - asked.count) + asked
  guard zip(own, wanted).allSatisfy({ $0 == $1 || $0 == 1 || $1 == 1 }) else {
    throw node.refuse(
      "input shape", code: .inconsistentModel, cause: "\(x.shape) does not spread over \(asked)",
      remedy: "export the model again")
  }
  let shape = try node.shape(zip(own, wanted).map { max($0, $1) })
  guard node.canFold(shape.elementCount) else {
    throw node.refuse(
      "input shape", code: .tooLarge, cause: "it asks for \(shape.elementCount) elements",
      remedy: "up to \(ImportLimits.foldedElements) are folded")
  }
  let strides = zip(own, Shape(own).strides).map { $0 == 1 ? 0 : $1 }
  try node.throwIfRefused()
  let spread: SourceConstant =
    switch constant {
    case .real(let values): .real(gathered(values, shape: shape, strides: strides))
    case .integer(let values): .integer(gathered(values, shape: shape, strides: strides))
    }
  node.fold(spread, shape: shape, type: x.type)
}
