import NetworkIR

extension OperatorImporter {
  static let qLinearMatMul = OperatorImporter(
    "QLinearMatMul", since: 10, inputs: 8...8,
    note: "8-bit integers, one factor constant; A's parameters also per row, B's per column",
    importNode: importQLinearMatMul)
}

/// Inputs a, a scale, a zero point, b, b scale, b zero point, y scale, y zero point.
@Sendable private func importQLinearMatMul(_ node: inout NodeImport) throws(NodeRefusal) {
  let a = try node.input(0, "A")
  let aScale = try node.input(1, "A scale")
  let aZeroPoint = try node.input(2, "A zero point")
  let b = try node.input(3, "B")
  let bScale = try node.input(4, "B scale")
  let bZeroPoint = try node.input(5, "B zero point")
  node.requireEightBits(a, "A")
  node.requireEightBits(b, "B")
  let shape = try node.matrixShape(a, b)
  let realA = try node.meaning(
    of: a, scale: aScale, zeroPoint: aZeroPoint, prefix: "A", axis: a.rank - 2)
  let realB = try node.meaning(
    of: b, scale: bScale, zeroPoint: bZeroPoint, prefix: "B", axis: b.rank - 1)
  node.requireSameType(bScale, "B scale", as: aScale)
  let y = try node.apply(
    .matrixMultiply, [realA, realB], suffix: "real", shape: shape, type: aScale.type)
  try node.quantizeResult(
    y, scale: try node.input(6, "y scale"), zeroPoint: try node.input(7, "y zero point"))
}
