import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let qLinearConv = OperatorImporter(
    "QLinearConv", since: 10, inputs: 8...9, attributes: ConvolutionAttributes.names,
    note: "as Conv, on 8-bit integers; the weights' scale and zero point also per output channel",
    importNode: importQLinearConv)
}

/// Inputs x, x scale, x zero point, weights, weights scale, weights zero point, y scale, y zero
/// point, bias (int32, of scale x scale * weights scale).
@Sendable private func importQLinearConv(_ node: inout NodeImport) throws(NodeRefusal) {
  let attributes = node.convolutionAttributes()
  let x = try node.input(0, "x")
  let xScale = try node.input(1, "x scale")
  let weights = try node.input(3, "weights")
  let weightsScale = try node.input(4, "weights scale")
  node.requireEightBits(x, "x")
  node.requireEightBits(weights, "weights")
  let plan = try node.convolution(attributes, x: x, weights: weights)
  let realX = try node.meaning(
    of: x, scale: xScale, zeroPoint: try node.input(2, "x zero point"), prefix: "x", axis: nil)
  let realWeights = try node.meaning(
    of: weights, scale: weightsScale, zeroPoint: try node.input(5, "weights zero point"),
    prefix: "weights", axis: 0)
  var inputs = [realX, realWeights]
  if let bias = try node.optionalInput(8) {
    node.requireBias(bias, channels: plan.shape[1])
    inputs.append(try realBias(&node, bias, xScale, weightsScale))
  }
  let y = try node.apply(
    plan.operation, inputs, suffix: "real", shape: plan.shape, type: xScale.type)
  try node.quantizeResult(
    y, scale: try node.input(6, "y scale"), zeroPoint: try node.input(7, "y zero point"))
}

private func realBias(
  _ node: inout NodeImport, _ bias: Operand, _ xScale: Operand, _ weightsScale: Operand
) throws(NodeRefusal) -> Operand {
  if bias.type != .int32 {
    node.refuse(
      "input bias", code: .inconsistentModel,
      cause: "its elements are of type \(bias.type.rawValue)", remedy: "int32 is needed")
  }
  node.requireSameType(weightsScale, "weights scale", as: xScale)
  let shape = try node.broadcastShape(xScale, weightsScale)
  let scale = try node.apply(
    .arithmetic(.multiply), [xScale, weightsScale], suffix: "bias_scale", shape: shape,
    type: xScale.type)
  return try node.meaning(of: bias, scale: scale, zeroPoint: nil, prefix: "bias", axis: 0)
}
