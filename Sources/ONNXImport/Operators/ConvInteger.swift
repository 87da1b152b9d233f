import NetworkIR

extension OperatorImporter {
  static let convInteger = OperatorImporter(
    "ConvInteger", since: 10, inputs: 2...4, attributes: ConvolutionAttributes.names,
    note:
      "as Conv, on 8-bit integers; zero points per tensor, the weights' also per output channel",
    importNode: importConvInteger)
}

/// Inputs x, weights, x zero point, weights zero point. The sum over (x - zero point) * (weight -
/// zero point); padding is the zero point, so it adds nothing.
@Sendable private func importConvInteger(_ node: inout NodeImport) throws(NodeRefusal) {
  let attributes = node.convolutionAttributes()
  let x = try node.input(0, "x")
  let weights = try node.input(1, "weights")
  let xZeroPoint = try node.optionalInput(2)
  let weightsZeroPoint = try node.optionalInput(3)
  node.requireEightBits(x, "x")
  node.requireEightBits(weights, "weights")
  let plan = try node.convolution(attributes, x: x, weights: weights)
  let realX = try node.centered(x, xZeroPoint, prefix: "x", axis: nil)
  let realWeights = try node.centered(weights, weightsZeroPoint, prefix: "weights", axis: 0)
  let sums = try node.apply(
    plan.operation, [realX, realWeights], suffix: "sums", shape: plan.shape, type: .float32)
  try node.apply(.cast, [sums], shape: plan.shape, type: .int32)
}
