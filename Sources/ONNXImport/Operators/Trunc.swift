import NetworkIR

extension OperatorImporter {
  static let trunc = OperatorImporter(
    "Trunc", domain: .qonnx, inputs: 5...6, attributes: ["rounding_mode", "signed", "narrow"],
    note: "version 1 (5 inputs) and version 2 (6 inputs), constant parameters",
    importNode: importTrunc)
}

/// Inputs x, scale, zero point, input bit width, (version 2: output scale,) output bit width. The
/// number of inputs tells the version: files often leave the version of the custom operator set
/// out.
@Sendable private func importTrunc(_ node: inout NodeImport) throws(NodeRefusal) {
  let version = node.node.inputs.count == 6 ? 2 : 1
  let attributes = truncateAttributes(&node, version: version)
  let x = try node.input(0, "x")
  let scale = try node.input(1, "scale")
  let zeroPoint = try node.input(2, "zero point")
  let inputBits = try node.input(3, "input bit width")
  node.requireReal(x, "x")
  node.requireScale(scale, for: x)
  node.requireZeroPoint(zeroPoint, for: x)
  node.requireBitWidth(inputBits, "input bit width")
  var inputs = [x, scale, zeroPoint, inputBits]
  if version == 2 {
    let outputScale = try node.input(4, "output scale")
    node.requireScale(outputScale, "output scale", for: x)
    inputs.append(outputScale)
  }
  let outputBits = try node.input(version == 2 ? 5 : 4, "output bit width")
  node.requireBitWidth(outputBits, "output bit width")
  try node.apply(
    .truncate(attributes), inputs + [outputBits], shape: x.shape, type: x.type)
}

private func truncateAttributes(
  _ node: inout NodeImport, version: Int
) -> TruncateAttributes {
  TruncateAttributes(
    version: version, isSigned: node.flag("signed", default: true),
    isNarrow: node.flag("narrow", default: false),
    rounding: node.roundingMode(default: "FLOOR"))
}
