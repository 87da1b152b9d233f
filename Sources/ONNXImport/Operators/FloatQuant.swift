import NetworkIR

extension OperatorImporter {
  static let floatQuant = OperatorImporter(
    "FloatQuant", domain: .qonnx, inputs: 6...6,
    attributes: ["has_inf", "has_nan", "has_subnormal", "saturation", "rounding_mode", "signed"],
    note: "constant parameters, saturating",
    importNode: importFloatQuant)
}

/// Inputs x, scale, exponent bit width, mantissa bit width, exponent bias, maximum value.
@Sendable private func importFloatQuant(_ node: inout NodeImport) throws(NodeRefusal) {
  let attributes = floatQuantizeAttributes(&node)
  let x = try node.input(0, "x")
  let scale = try node.input(1, "scale")
  node.requireReal(x, "x")
  node.requireScale(scale, for: x)
  var inputs = [x, scale]
  let roles = ["exponent bit width", "mantissa bit width", "exponent bias", "maximum value"]
  for (index, role) in roles.enumerated() {
    let parameter = try node.input(index + 2, role)
    node.requireStatic(parameter, role)
    requireOne(&node, parameter, role)
    inputs.append(parameter)
  }
  try node.apply(.floatQuantize(attributes), inputs, shape: x.shape, type: x.type)
}

private func floatQuantizeAttributes(_ node: inout NodeImport) -> FloatQuantizeAttributes {
  if !node.flag("signed", default: true) {
    node.refuse(
      "attribute signed", cause: "unsigned minifloats are not supported", remedy: "use signed 1")
  }
  if !node.flag("saturation", default: true) {
    node.refuse(
      "attribute saturation", cause: "values beyond the largest become infinite or NaN",
      remedy: "use saturation 1")
  }
  return FloatQuantizeAttributes(
    hasInfinity: node.flag("has_inf", default: false),
    hasNaN: node.flag("has_nan", default: false),
    hasSubnormal: node.flag("has_subnormal", default: false),
    saturates: true, rounding: node.roundingMode(default: "ROUND"))
}

private func requireOne(_ node: inout NodeImport, _ parameter: Operand, _ role: String) {
  guard parameter.shape.elementCount != 1 else { return }
  node.refuse(
    "input \(role)", cause: "it has shape \(parameter.shape)",
    remedy: "one value for the whole tensor is supported")
}
