import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// QONNX FloatQuant: a small floating-point grid, as integers in units of its smallest step.
  mutating func floatQuantize(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: FloatQuantizeAttributes
  ) throws(DiagnosticList) -> FoldedValue {
    let quantizer = try floatQuantizer(node, inputs, attributes, shape: shape(of: node))
    return try quantized(inputs[0], by: quantizer, at: node)
  }

  func floatQuantizer(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: FloatQuantizeAttributes,
    shape: Shape
  ) throws(DiagnosticList) -> Quantizer {
    let scale = try quantizerScale(inputs[1], for: shape, at: node)
    let format = try minifloat(node, inputs, attributes)
    let unit = rationalPowerOfTwo(format.smallestStep)
    let largest = format.largest / unit
    guard largest < Rational(1 << 30), let reciprocal = scale.values.reciprocal else {
      throw fault(
        .notExact, at: node, "its largest value is \(largest) of its smallest steps",
        remedy: "use fewer exponent bits, so that 30 bits hold the ratio")
    }
    let none = AxisValues(axis: nil, values: .zero)
    let bound = Int(largest.rounded(.floor))
    return Quantizer(
      steps: [
        .affine(scale: AxisValues(axis: scale.axis, values: reciprocal), offset: none),
        .function(.minifloat(format)),
        .affine(
          scale: AxisValues(axis: nil, values: ChannelValues(RealNumber(.one / unit))),
          offset: none),
      ],
      floatSteps: nil, range: IntegerRange(-bound, bound),
      meaning: MeaningParameters(
        scale: AxisValues(axis: scale.axis, values: scale.values.map { $0 * unit }), offset: none))
  }

  /// The grid of the format. Subnormals always exist in the reference, whatever the attribute says.
  private func minifloat(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: FloatQuantizeAttributes
  ) throws(DiagnosticList) -> Minifloat {
    guard attributes.saturates else {
      throw fault(
        .unsupportedForm, at: node, "saturation", "large values become infinite or NaN",
        remedy: "set saturation to 1")
    }
    let mantissa = try bitWidth(inputs[3], at: node, "mantissa bit width", atLeast: 0)
    let exponentBits = try bitWidth(inputs[2], at: node, "exponent bit width")
    let bias = try rationalScalar(inputs[4], at: node, "exponent bias")
    let given = try rationalScalar(inputs[5], at: node, "maximum value")
    guard exponentBits <= 8, mantissa <= 23, bias.isInteger, bias.magnitude < Rational(256),
      given > .zero
    else {
      throw fault(
        .unsupportedForm, at: node, "a format that float32 cannot hold",
        remedy: "use at most 8 exponent bits, 23 mantissa bits and a whole bias")
    }
    let top = (1 << exponentBits) - 1 - Int(bias.numerator)
    // 1.11…1 times the largest power of two
    let largest =
      (Rational(2) - rationalPowerOfTwo(-mantissa)) * rationalPowerOfTwo(top)
    return Minifloat(
      mantissaBits: mantissa, smallestStep: 1 - Int(bias.numerator) - mantissa,
      largest: min(largest, given), rounding: attributes.rounding)
  }
}
