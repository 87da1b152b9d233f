import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let transpose = OperatorImporter(
    "Transpose", inputs: 1...1, attributes: ["perm"], note: "any permutation",
    importNode: importTranspose)
}

/// Input x; output axis i is input axis perm[i].
@Sendable private func importTranspose(_ node: inout NodeImport) throws(NodeRefusal) {
  let listed = node.integers("perm")
  let x = try node.input(0, "x")
  let permutation = listed ?? x.dimensions.indices.reversed()
  guard permutation.sorted() == Array(x.dimensions.indices) else {
    throw node.refuse(
      "attribute perm", code: .inconsistentModel,
      cause: "it is no permutation of the axes of \(x.shape)", remedy: "export the model again")
  }
  let dimensions = permutation.map { x.shape[$0] }
  if let values = x.integers, node.canFold(values.count) {
    try node.throwIfRefused()
    let strides = permutation.map { x.shape.strides[$0] }
    let moved = gathered(values, shape: Shape(dimensions), strides: strides)
    return node.fold(.integer(moved), shape: Shape(dimensions), type: x.type)
  }
  try node.apply(
    .transpose(permutation: permutation), [x], shape: try node.shape(dimensions), type: x.type)
}
