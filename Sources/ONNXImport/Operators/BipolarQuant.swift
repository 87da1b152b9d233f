import NetworkIR

extension OperatorImporter {
  static let bipolarQuant = OperatorImporter(
    "BipolarQuant", domain: .qonnx, inputs: 2...2,
    note: "constant positive scale, per tensor or spread over it",
    importNode: importBipolarQuant)
}

/// Inputs x, scale.
@Sendable private func importBipolarQuant(_ node: inout NodeImport) throws(NodeRefusal) {
  let x = try node.input(0, "x")
  let scale = try node.input(1, "scale")
  node.requireReal(x, "x")
  node.requireScale(scale, for: x)
  try node.apply(.bipolarQuantize, [x, scale], shape: x.shape, type: x.type)
}
