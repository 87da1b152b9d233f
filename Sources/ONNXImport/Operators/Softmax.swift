import NetworkIR

extension OperatorImporter {
  static let softmax = OperatorImporter(
    "Softmax", inputs: 1...1, attributes: ["axis"], note: "at the output, where classes follow"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let (x, axis) = try softmaxOperand(&node)
    try node.apply(.softmax(axis: axis), [x], shape: x.shape, type: x.type)
  }

  static let logSoftmax = OperatorImporter(
    "LogSoftmax", inputs: 1...1, attributes: ["axis"], note: "as Softmax, then its logarithm"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let (x, axis) = try softmaxOperand(&node)
    let probabilities = try node.apply(
      .softmax(axis: axis), [x], suffix: "probabilities", shape: x.shape, type: x.type)
    try node.applyFunction(.log, probabilities)
  }
}

private func softmaxOperand(
  _ node: inout NodeImport
) throws(NodeRefusal) -> (Operand, axis: Int) {
  let isOld = node.opset < 13
  let declaredAxis = node.integer("axis", default: isOld ? 1 : -1)
  let x = try node.input(0, "x")
  node.requireReal(x, "x")
  let axis = try node.axis(declaredAxis, rank: x.rank)
  guard isOld else { return (x, axis) }
  // Before operator set 13 the axes from this one on are taken together.
  let wide = (axis..<x.rank).filter { x.shape[$0] != 1 }
  guard wide.count <= 1 else {
    throw node.refuse(
      "attribute axis", cause: "it takes \(wide.count) axes of \(x.shape) together",
      remedy: "flatten the tensor first, or export with operator set 13")
  }
  return (x, wide.first ?? axis)
}
