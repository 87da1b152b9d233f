import NetworkIR

extension OperatorImporter {
  static let conv = OperatorImporter(
    "Conv", inputs: 2...3, attributes: ConvolutionAttributes.names,
    note: "1-D and 2-D, grouped, depthwise, strided, dilated, padded; constant weights; batch 1",
    importNode: importConv)
}

/// Inputs x [1, channels, spatial…], weights [outputs, channels / groups, kernel…], optional bias
/// [outputs].
@Sendable private func importConv(_ node: inout NodeImport) throws(NodeRefusal) {
  let attributes = node.convolutionAttributes()
  let x = try node.input(0, "x")
  let weights = try node.input(1, "weights")
  let bias = try node.optionalInput(2)
  node.requireReal(x, "x")
  node.requireSameType(weights, "weights", as: x)
  let plan = try node.convolution(attributes, x: x, weights: weights)
  var inputs = [x, weights]
  if let bias {
    node.requireSameType(bias, "bias", as: x)
    node.requireBias(bias, channels: plan.shape[1])
    inputs.append(bias)
  }
  try node.apply(plan.operation, inputs, shape: plan.shape, type: x.type)
}
