import NetworkIR

extension OperatorImporter {
  static let matMul = OperatorImporter(
    "MatMul", inputs: 2...2, note: "one factor constant; both of at least two dimensions",
    importNode: importMatMul)
}

/// Inputs a [..., n, k], b [..., k, m].
@Sendable private func importMatMul(_ node: inout NodeImport) throws(NodeRefusal) {
  let a = try node.input(0, "A")
  let b = try node.input(1, "B")
  node.requireReal(a, "A")
  node.requireSameType(b, "B", as: a)
  let shape = try node.matrixShape(a, b)
  try node.apply(.matrixMultiply, [a, b], shape: shape, type: a.type)
}
