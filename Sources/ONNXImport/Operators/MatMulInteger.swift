import NetworkIR

extension OperatorImporter {
  static let matMulInteger = OperatorImporter(
    "MatMulInteger", since: 10, inputs: 2...4,
    note:
      "8-bit integers, one factor constant; zero points per tensor, A's also per row, B's per column",
    importNode: importMatMulInteger)
}

/// Inputs a, b, a zero point (scalar or per row), b zero point (scalar or per column).
@Sendable private func importMatMulInteger(_ node: inout NodeImport) throws(NodeRefusal) {
  let a = try node.input(0, "A")
  let b = try node.input(1, "B")
  let aZeroPoint = try node.optionalInput(2)
  let bZeroPoint = try node.optionalInput(3)
  node.requireEightBits(a, "A")
  node.requireEightBits(b, "B")
  let shape = try node.matrixShape(a, b)
  let realA = try node.centered(a, aZeroPoint, prefix: "A", axis: a.rank - 2)
  let realB = try node.centered(b, bZeroPoint, prefix: "B", axis: b.rank - 1)
  let sums = try node.apply(
    .matrixMultiply, [realA, realB], suffix: "sums", shape: shape, type: .float32)
  try node.apply(.cast, [sums], shape: shape, type: .int32)
}
