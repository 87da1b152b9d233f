import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// QONNX Quant: divide, add the zero point, clamp, round.
  mutating func quantize(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: QuantizeAttributes
  ) throws(DiagnosticList) -> FoldedValue {
    let quantizer = try quantizer(node, inputs, attributes, shape: shape(of: node))
    return try quantized(inputs[0], by: quantizer, at: node)
  }

  func quantizer(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: QuantizeAttributes, shape: Shape
  ) throws(DiagnosticList) -> Quantizer {
    let scale = try quantizerScale(inputs[1], for: shape, at: node)
    let zero = try parameter(
      constant(inputs[2], at: node, "zero point"), for: shape, at: node,
      "zero point")
    let bits = try bitWidth(inputs[3], at: node, "bit width")
    if bits == 1 && attributes.isSigned {
      return try gridQuantizer(
        scale, zero, [.function(.bipolar)], [.bipolar], IntegerRange(-1, 1), at: node)
    }
    let range = integerRange(bits, attributes.isSigned, attributes.isNarrow)
    return try gridQuantizer(
      scale, zero,
      [
        .function(.clamp(lower: Rational(range.lower), upper: Rational(range.upper))),
        .function(.round(attributes.rounding)),
      ],
      [
        .clamp(lower: Float(range.lower), upper: Float(range.upper)), .round(attributes.rounding),
      ], range, at: node)
  }

  /// x / scale + zero point, then steps that end in integers; the meaning is scale * (integer -
  /// zero point).
  func gridQuantizer(
    _ scale: AxisValues, _ zero: AxisValues, _ steps: [Quantizer.Step], _ floatSteps: [FloatStep],
    _ range: IntegerRange?, at node: SourceNode
  ) throws(DiagnosticList) -> Quantizer {
    guard let reciprocal = scale.values.reciprocal else {
      throw fault(
        .inconsistentModel, at: node, "scale", "its scale is zero", remedy: "give a nonzero scale")
    }
    let scaling = AxisValues(axis: scale.axis, values: reciprocal)
    let axis = scale.axis ?? zero.axis
    guard scale.axis == nil || zero.axis == nil || scale.axis == zero.axis else {
      throw fault(
        .unsupportedForm, at: node, "its scale and zero point vary along different axes",
        remedy: "use the same axis for both")
    }
    let offset = AxisValues(axis: axis, values: (scale.values * zero.values).map { -$0 })
    return Quantizer(
      steps: [.affine(scale: scaling, offset: zero)] + steps,
      floatSteps: scalingSteps(scale, zero) + floatSteps, range: range,
      meaning: MeaningParameters(scale: scale, offset: offset))
  }

  /// Division by one and addition of zero change no float32 and are left out.
  func scalingSteps(_ scale: AxisValues, _ zero: AxisValues) -> [FloatStep] {
    let isOne = scale.values.isUniform && scale.values[0] == .one
    let isZero = zero.values.isUniform && zero.values[0].isZero
    return (isOne ? [] : [.divide(scale.floatParameter)])
      + (isZero ? [] : [.add(zero.floatParameter)])
  }

  /// QONNX BipolarQuant: the scale where x >= 0, else minus the scale.
  mutating func bipolarQuantize(
    _ node: SourceNode, _ inputs: [FoldedValue]
  ) throws(DiagnosticList) -> FoldedValue {
    let quantizer = try bipolarQuantizer(node, inputs, shape: shape(of: node))
    return try quantized(inputs[0], by: quantizer, at: node)
  }

  func bipolarQuantizer(
    _ node: SourceNode, _ inputs: [FoldedValue], shape: Shape
  ) throws(DiagnosticList) -> Quantizer {
    let scale = try parameter(
      constant(inputs[1], at: node, "scale"), for: shape, at: node, "scale")
    return Quantizer(
      steps: [.function(.bipolar)], floatSteps: [.bipolar], range: IntegerRange(-1, 1),
      meaning: MeaningParameters(scale: scale, offset: AxisValues(axis: nil, values: .zero)))
  }

  /// Quantises whatever the value is: a float input at the border, or a function of integers.
  mutating func quantized(
    _ value: FoldedValue, by quantizer: Quantizer, at node: SourceNode
  ) throws(DiagnosticList) -> FoldedValue {
    switch value {
    case .border(let path):
      guard let steps = quantizer.floatSteps, let range = quantizer.range else {
        throw fault(
          .notQuantized, at: node, "it cannot be the first quantiser of a float input",
          remedy: "quantise the input with Quant or QuantizeLinear first")
      }
      return .function(
        try finish(path, with: steps, range: range, meaning: quantizer.meaning, at: node))
    case .function(let function):
      return .function(
        try quantized(function, by: quantizer, .whole, at: node, named: outputName(node)))
    case .parts(let parts): return try quantized(parts, by: quantizer, at: node)
    case .constant, .faulty: throw needsQuantizer(node)
    }
  }

  mutating func quantized(
    _ value: FunctionValue, by quantizer: Quantizer, _ slice: PartSlice, at node: SourceNode,
    named name: String
  ) throws(DiagnosticList) -> FunctionValue {
    var result = value
    for step in quantizer.steps {
      switch step {
      case .affine(let scale, let offset):
        result = try appending(
          scale: slice.cut(scale), offset: slice.cut(offset), to: result, at: node)
      case .function(let function): result = try appending(function, to: result, at: node)
      }
    }
    let scale = slice.cut(quantizer.meaning.scale)
    let offset = slice.cut(quantizer.meaning.offset)
    let meaning = try MeaningParameters(scale: scale, offset: offset)
      .traced(through: result.movements, at: node)
    if let axis = meaning.axis {
      result = try withAxis(axis, result, at: node)
    }
    return try materialize(result, at: node, named: name, meaning: meaning.affine)
  }

  /// A function that varies along one axis can have a meaning along the same one only.
  private func withAxis(
    _ axis: Int, _ value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    guard value.axis == nil || value.axis == axis else {
      throw fault(
        .notExact, at: node, "its scale and the function before it vary along different axes",
        remedy: "use one scale per tensor in one of them")
    }
    var result = value
    result.axis = axis
    return result
  }

  /// Parts of different scales become integers of one scale, and are concatenated then.
  private mutating func quantized(
    _ value: PartsValue, by quantizer: Quantizer, at node: SourceNode
  ) throws(DiagnosticList) -> FoldedValue {
    let name = outputName(node)
    let parts = try transformed(.parts(value), at: node) {
      folder, part, slice throws(DiagnosticList) in
      try folder.quantized(part, by: quantizer, slice, at: node, named: name + "_part")
    }
    guard case .parts(let quantizedParts) = parts else { return parts }
    return .function(try joined(quantizedParts, at: node, named: name))
  }
}
