import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// ONNX QuantizeLinear; its output's integers are their own values.
  mutating func quantizeLinear(
    _ node: SourceNode, _ inputs: [FoldedValue], axis: Int
  ) throws(DiagnosticList) -> FoldedValue {
    let quantizer = try linearQuantizer(node, inputs, axis: axis, shape: shape(of: node))
    return try quantized(inputs[0], by: quantizer, at: node)
  }

  func linearQuantizer(
    _ node: SourceNode, _ inputs: [FoldedValue], axis: Int, shape: Shape
  ) throws(DiagnosticList) -> Quantizer {
    guard let range = source[node.outputs[0]].type.range else {
      throw fault(
        .unsupportedForm, at: node, "its output type is not an integer of at most 32 bits",
        remedy: "quantise to 4, 8 or 16 bits")
    }
    let (scale, zero) = try scaleAndZero(node, inputs, axis: axis, shape: shape)
    guard let reciprocal = scale.values.reciprocal else { throw needsQuantizer(node) }
    let none = AxisValues(axis: nil, values: .zero)
    let limits = RealFunction.clamp(lower: Rational(range.lower), upper: Rational(range.upper))
    return Quantizer(
      steps: [
        .affine(scale: AxisValues(axis: scale.axis, values: reciprocal), offset: none),
        .function(.round(.halfToEven)),
        .affine(scale: AxisValues(axis: nil, values: .one), offset: zero), .function(limits),
      ],
      floatSteps: scalingSteps(scale, none) + [.round(.halfToEven)]
        + scalingSteps(AxisValues(axis: nil, values: .one), zero)
        + [.clamp(lower: Float(range.lower), upper: Float(range.upper))],
      range: range, meaning: .itself)
  }

  /// ONNX DequantizeLinear: (x - zero point) * scale.
  mutating func dequantizeLinear(
    _ node: SourceNode, _ inputs: [FoldedValue], axis: Int
  ) throws(DiagnosticList) -> FoldedValue {
    let (scale, zero) = try scaleAndZero(node, inputs, axis: axis, shape: shape(of: node))
    let offset = AxisValues(
      axis: scale.axis ?? zero.axis, values: (scale.values * zero.values).map { -$0 })
    return try transformed(inputs[0], at: node) { folder, value, slice throws(DiagnosticList) in
      try folder.appending(
        scale: slice.cut(scale), offset: slice.cut(offset), to: value, at: node)
    }
  }

  /// Scale and zero point per tensor, or one-dimensional along the axis.
  func scaleAndZero(
    _ node: SourceNode, _ inputs: [FoldedValue], axis: Int, shape: Shape
  ) throws(DiagnosticList) -> (scale: AxisValues, zero: AxisValues) {
    let scale = try alongAxis(inputs[1], axis: axis, shape: shape, at: node, "scale")
    guard !scale.values.values.contains(where: { $0.isZero }) else {
      throw fault(
        .inconsistentModel, at: node, "scale", "its scale is zero", remedy: "give a nonzero scale")
    }
    guard inputs.count > 2 else { return (scale, AxisValues(axis: nil, values: .zero)) }
    return (scale, try alongAxis(inputs[2], axis: axis, shape: shape, at: node, "zero point"))
  }

  private func alongAxis(
    _ value: FoldedValue, axis: Int, shape: Shape, at node: SourceNode, _ detail: String
  ) throws(DiagnosticList) -> AxisValues {
    let array = try constant(value, at: node, detail)
    if array.count == 1 { return AxisValues(axis: nil, values: ChannelValues(array.value(at: 0))) }
    let place = axis < 0 ? axis + shape.rank : axis
    guard array.shape.rank == 1, shape.dimensions.indices.contains(place),
      shape[place] == array.count
    else {
      throw fault(
        .unsupportedForm, at: node, detail,
        "its shape \(array.shape) is neither one value nor one per index of axis \(axis)",
        remedy: "use per-tensor or per-axis parameters; blocked quantisation is not supported")
    }
    return AxisValues(axis: place, values: ChannelValues(array.values))
  }
}
