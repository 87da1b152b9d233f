import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let gemm = OperatorImporter(
    "Gemm", inputs: 2...3, attributes: ["alpha", "beta", "transA", "transB"],
    note: "any alpha, beta and transposition; one factor constant",
    importNode: importGemm)
}

/// alpha * A * B + beta * C, spelt out as transposes, a matrix product, a scaling and a sum.
@Sendable private func importGemm(_ node: inout NodeImport) throws(NodeRefusal) {
  let alpha = node.float("alpha", default: 1)
  let beta = node.float("beta", default: 1)
  let transposesA = node.integer("transA", default: 0) != 0
  let transposesB = node.integer("transB", default: 0) != 0
  let a = try matrix(&node, 0, "A", isTransposed: transposesA)
  let b = try matrix(&node, 1, "B", isTransposed: transposesB)
  let bias = beta == 0 ? nil : try node.optionalInput(2)
  node.requireSameType(b, "B", as: a)
  let shape = try node.matrixShape(a, b)
  let isScaled = alpha != 1
  var y = try node.apply(
    .matrixMultiply, [a, b], suffix: isScaled || bias != nil ? "product" : nil, shape: shape,
    type: a.type)
  if isScaled { y = try scaled(&node, y, by: alpha, suffix: bias == nil ? nil : "scaled") }
  guard let bias else { return }
  node.requireSameType(bias, "C", as: a)
  node.requireFits(bias, "C", into: y)
  let addend = beta == 1 ? bias : try scaled(&node, bias, by: beta, suffix: "bias")
  try node.apply(.arithmetic(.add), [y, addend], shape: shape, type: a.type)
}

private func matrix(
  _ node: inout NodeImport, _ index: Int, _ role: String, isTransposed: Bool
) throws(NodeRefusal) -> Operand {
  let x = try node.input(index, role)
  node.requireReal(x, role)
  guard x.rank == 2 else {
    throw node.refuse(
      "input \(role)", code: .inconsistentModel, cause: "it has shape \(x.shape)",
      remedy: "a matrix is needed")
  }
  guard isTransposed else { return x }
  return try node.apply(
    .transpose(permutation: [1, 0]), [x], suffix: "\(role)_transposed",
    shape: Shape([x.shape[1], x.shape[0]]), type: x.type)
}

private func scaled(
  _ node: inout NodeImport, _ x: Operand, by factor: Float, suffix: String?
) throws(NodeRefusal) -> Operand {
  let factor = node.constant(
    .real([Double(factor)]), suffix: suffix == "bias" ? "beta" : "alpha", shape: .scalar,
    type: x.type)
  return try node.apply(
    .arithmetic(.multiply), [x, factor], suffix: suffix, shape: x.shape, type: x.type)
}
