import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// A convolution with constant weights [outputs, inputs / groups, kernel…] and an optional
  /// constant bias.
  mutating func convolution(
    _ node: SourceNode, _ inputs: [FoldedValue], _ geometry: WindowGeometry, groups: Int
  ) throws(DiagnosticList) -> FoldedValue {
    let array = try constant(inputs[1], at: node, "weights")
    let input = try linearInput(inputs[0], at: node)
    let outputs = array.shape[0]
    let weights = try integerWeights(array, rows: outputs, at: node)
    let scale = try inputScale(input, outputs: outputs, groups: groups, at: node)
    let padding = try paddingValue(input, isPadded: geometry.isPadded, at: node)
    let bias =
      inputs.count > 2
      ? ChannelValues(try constant(inputs[2], at: node, "bias").values) : nil
    if let bias, !bias.isUniform, bias.values.count != outputs {
      throw fault(
        .inconsistentModel, at: node, "bias",
        "it has \(bias.values.count) values for \(outputs) outputs",
        remedy: "give it one value per output")
    }
    return try linearValue(
      at: node, input: input, weights: weights, inputScale: scale,
      bias: bias.map { AxisValues(axis: 1, values: $0) }, shape: shape(of: node), axis: 1
    ) { linear in
      .convolution(
        Convolution(geometry: geometry, groups: groups, paddingValue: padding, linear: linear))
    }
  }

  /// The input scale that each output sees: one for all, or its own channel's in a depthwise
  /// convolution.
  private func inputScale(
    _ input: LinearInput, outputs: Int, groups: Int, at node: SourceNode
  ) throws(DiagnosticList) -> ChannelValues {
    if input.scale.isUniform, input.offset.isUniform { return input.scale }
    guard input.axis == 1, groups == input.shape[1], input.offset.isUniform || input.zero != nil
    else {
      throw fault(
        .notExact, at: node, "its input has one scale per channel, and it sums over channels",
        remedy: "quantise its input with one scale per tensor")
    }
    return input.scale.gathered((0..<outputs).map { $0 * groups / outputs })
  }

  /// Padding is the real number zero, so it needs the integer that means zero.
  func paddingValue(
    _ input: LinearInput, isPadded: Bool, at node: SourceNode
  ) throws(DiagnosticList) -> Int {
    if let zero = input.zero { return zero }
    if !isPadded { return 0 }
    throw fault(
      .notExact, at: node, "pads", "no integer of its input means zero, which padding needs",
      remedy: "use no padding, or a quantiser with a whole zero point before it")
  }
}
