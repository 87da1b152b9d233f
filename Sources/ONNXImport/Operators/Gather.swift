import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let gather = OperatorImporter(
    "Gather", inputs: 2...2, attributes: ["axis"],
    note: "within shape computations: from a constant list of integers", importNode: importGather)
}

/// Inputs data, indices.
@Sendable private func importGather(_ node: inout NodeImport) throws(NodeRefusal) {
  let declaredAxis = node.integer("axis", default: 0)
  let data = try node.input(0, "data")
  let indices = try node.input(1, "indices")
  _ = try node.axis(declaredAxis, rank: data.rank)
  guard let values = data.integers, data.rank == 1, let positions = indices.integers else {
    throw node.refuse(
      cause: "it selects from shape \(data.shape) outside a shape computation",
      remedy: "selection from a constant list of integers is folded")
  }
  guard node.canFold(positions.count) else {
    throw node.refuse(
      "input indices", code: .tooLarge, cause: "it selects \(positions.count) elements",
      remedy: "up to \(ImportLimits.foldedElements) are folded")
  }
  let resolved = positions.map { $0 < 0 ? $0 + values.count : $0 }
  guard resolved.allSatisfy(values.indices.contains) else {
    throw node.refuse(
      "input indices", code: .inconsistentModel,
      cause: "an index lies outside the \(values.count) elements", remedy: "export the model again")
  }
  let selected = resolved.map { values[$0] }
  try node.throwIfRefused()
  node.fold(.integer(selected), shape: indices.shape, type: data.type)
}
