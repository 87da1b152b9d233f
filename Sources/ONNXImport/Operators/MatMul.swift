import NetworkIR

extension OperatorImporter {
  static let matMul = OperatorImporter(
    "MatMul", inputs: 2...2, note: "one factor constant",
    importNode: importMatMul)
}

/// Inputs a [..., n, k], b [..., k, m]. A vector is a row on the left and a column on the right;
/// the result loses that axis again.
@Sendable private func importMatMul(_ node: inout NodeImport) throws(NodeRefusal) {
  let a = try node.input(0, "A")
  let b = try node.input(1, "B")
  node.requireReal(a, "A")
  node.requireSameType(b, "B", as: a)
  let left = try matrix(&node, a, "A_row", leading: [1], trailing: [])
  let right = try matrix(&node, b, "B_column", leading: [], trailing: [1])
  let shape = try node.matrixShape(left, right)
  let hasVector = a.rank == 1 || b.rank == 1
  let product = try node.apply(
    .matrixMultiply, [left, right], suffix: hasVector ? "matrix" : nil, shape: shape, type: a.type)
  guard hasVector else { return }
  let rows = a.rank == 1 ? [] : [shape[shape.rank - 2]]
  let columns = b.rank == 1 ? [] : [shape[shape.rank - 1]]
  try node.reshaped(product, to: shape.dimensions.dropLast(2) + rows + columns)
}

private func matrix(
  _ node: inout NodeImport, _ x: Operand, _ suffix: String, leading: [Int], trailing: [Int]
) throws(NodeRefusal) -> Operand {
  guard x.rank == 1 else { return x }
  return try node.apply(
    .reshape, [x], suffix: suffix, shape: try node.shape(leading + x.dimensions + trailing),
    type: x.type)
}
