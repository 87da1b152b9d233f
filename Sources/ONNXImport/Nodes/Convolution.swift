import Diagnostics
import NetworkIR

/// A convolution whose attributes and shapes are checked.
struct ConvolutionPlan {
  let window: WindowGeometry
  let groups: Int
  let shape: Shape

  var operation: SourceOperation { .convolution(window, groups: groups) }
}

/// The attributes of Conv, QLinearConv and ConvInteger.
struct ConvolutionAttributes {
  let window: WindowAttributes
  let groups: Int

  static let names = WindowAttributes.names.subtracting(["ceil_mode"]).union(["group"])
}

extension NodeImport {
  mutating func convolutionAttributes() -> ConvolutionAttributes {
    let groups = integer("group", default: 1)
    if groups < 1 {
      refuse(
        "attribute group", code: .inconsistentModel, cause: "it is \(groups)",
        remedy: "at least 1 is needed")
    }
    return ConvolutionAttributes(window: windowAttributes(), groups: groups)
  }

  /// Checks the shapes of x [1, channels, spatial…] and weights [outputs, channels / groups,
  /// kernel…].
  mutating func convolution(
    _ attributes: ConvolutionAttributes, x: Operand, weights: Operand
  ) throws(NodeRefusal) -> ConvolutionPlan {
    try throwIfRefused()
    requireStatic(weights, "weights")
    let sizes = try spatialSizes(of: x)
    try checkChannels(attributes, x: x, weights: weights)
    let kernel = Array(weights.dimensions[2...])
    if let declared = attributes.window.kernel, declared != kernel {
      throw refuse(
        "attribute kernel_shape", code: .inconsistentModel,
        cause: "it differs from the weights \(weights.shape)", remedy: "export the model again")
    }
    let window = try window(attributes.window, kernel: kernel, over: sizes)
    let dimensions = [1, weights.shape[0]] + (try windowSizes(window, over: sizes))
    return ConvolutionPlan(
      window: window, groups: attributes.groups, shape: try shape(dimensions))
  }

  private mutating func checkChannels(
    _ attributes: ConvolutionAttributes, x: Operand, weights: Operand
  ) throws(NodeRefusal) {
    let groups = attributes.groups
    guard weights.rank == x.rank, weights.shape[0] % groups == 0, x.shape[1] % groups == 0,
      weights.shape[1] == x.shape[1] / groups
    else {
      throw refuse(
        "input weights", code: .inconsistentModel,
        cause: "shape \(weights.shape) does not fit input \(x.shape) in \(groups) groups",
        remedy: "[outputs, channels / groups, kernel…] is needed")
    }
  }

  /// A bias of one value per output channel.
  mutating func requireBias(_ bias: Operand, channels: Int) {
    requireStatic(bias, "bias")
    guard bias.shape != Shape([channels]) else { return }
    refuse(
      "input bias", code: .inconsistentModel, cause: "it has shape \(bias.shape)",
      remedy: "\(Shape([channels])) is needed")
  }
}
