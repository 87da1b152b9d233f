import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let concat = OperatorImporter(
    "Concat", inputs: 1...anyNumber, attributes: ["axis"], note: "any axis",
    importNode: importConcat)
}

@Sendable private func importConcat(_ node: inout NodeImport) throws(NodeRefusal) {
  let declaredAxis = node.integer("axis", default: 1)
  let operands = try node.allInputs()
  let first = operands[0]
  let axis = try node.axis(declaredAxis, rank: first.rank)
  for operand in operands.dropFirst() {
    try requireMatch(&node, operand, first, axis: axis)
  }
  let extent = operands.reduce(0) { $0 + $1.shape[axis] }
  let dimensions = replacing(axis, by: extent, in: first.dimensions)
  let constants = operands.compactMap { $0.integers }
  if constants.count == operands.count, first.rank == 1, node.canFold(extent) {
    try node.throwIfRefused()
    return node.fold(.integer(constants.flatMap { $0 }), shape: Shape([extent]), type: first.type)
  }
  try node.apply(
    .concatenate(axis: axis), operands, shape: try node.shape(dimensions), type: first.type)
}

private func requireMatch(
  _ node: inout NodeImport, _ operand: Operand, _ first: Operand, axis: Int
) throws(NodeRefusal) {
  node.requireSameType(operand, "\"\(operand.name)\"", as: first)
  guard operand.rank == first.rank,
    replacing(axis, by: 0, in: operand.dimensions) == replacing(axis, by: 0, in: first.dimensions)
  else {
    throw node.refuse(
      code: .inconsistentModel,
      cause: "shapes \(first.shape) and \(operand.shape) do not join along axis \(axis)",
      remedy: "all other dimensions must be equal")
  }
}

private func replacing(_ axis: Int, by size: Int, in dimensions: [Int]) -> [Int] {
  var result = dimensions
  result[axis] = size
  return result
}
