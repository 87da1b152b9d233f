import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// QONNX Trunc. Version 1 divides the rounded integer by a power of two given by the bit widths
  /// and neither clamps nor rescales the zero point; version 2 takes the power from the two scales,
  /// clamps and rescales.
  mutating func truncate(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: TruncateAttributes
  ) throws(DiagnosticList) -> FoldedValue {
    let quantizer = try truncateQuantizer(node, inputs, attributes, shape: shape(of: node))
    return try quantized(inputs[0], by: quantizer, at: node)
  }

  func truncateQuantizer(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: TruncateAttributes, shape: Shape
  ) throws(DiagnosticList) -> Quantizer {
    let scale = try quantizerScale(inputs[1], for: shape, at: node)
    let zero = try parameter(
      constant(inputs[2], at: node, "zero point"), for: shape, at: node, "zero point")
    return attributes.version == 1
      ? try firstTruncation(node, inputs, attributes, scale, zero)
      : try secondTruncation(node, inputs, attributes, scale, zero)
  }

  private func firstTruncation(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: TruncateAttributes,
    _ scale: AxisValues, _ zero: AxisValues
  ) throws(DiagnosticList) -> Quantizer {
    let bits =
      try bitWidth(inputs[3], at: node, "input bit width")
      - bitWidth(inputs[4], at: node, "output bit width")
    let shift = divided(byPowerOfTwo: bits)
    return try gridQuantizer(
      scale, zero,
      [.function(.round(.halfToEven)), shift.step, .function(.round(attributes.rounding))],
      [.round(.halfToEven), shift.floatStep, .round(attributes.rounding)], nil, at: node)
  }

  private func secondTruncation(
    _ node: SourceNode, _ inputs: [FoldedValue], _ attributes: TruncateAttributes,
    _ scale: AxisValues, _ zero: AxisValues
  ) throws(DiagnosticList) -> Quantizer {
    let bits = try bitWidth(inputs[5], at: node, "output bit width")
    let range = integerRange(bits, attributes.isSigned, attributes.isNarrow)
    let output = try quantizerScale(inputs[4], for: shape(of: node), at: node)
    let exponents = Set(
      (output.values.combined(with: scale.values) { $0 * ($1.reciprocal ?? .one) })
        .values.map { nearestExponent($0.magnitude) })
    guard exponents.count == 1, let exponent = exponents.first else {
      throw fault(
        .unsupportedForm, at: node, "output scale",
        "its ratio to the input scale differs between channels",
        remedy: "truncate every channel by the same number of bits")
    }
    let shift = divided(byPowerOfTwo: exponent)
    let limits = RealFunction.clamp(lower: Rational(range.lower), upper: Rational(range.upper))
    let first = try gridQuantizer(
      scale, zero,
      [
        .function(.round(.halfToEven)), shift.step, .function(limits),
        .function(.round(attributes.rounding)),
      ],
      [
        .round(.halfToEven), shift.floatStep,
        .clamp(lower: Float(range.lower), upper: Float(range.upper)), .round(attributes.rounding),
      ], range, at: node)
    let down = rationalPowerOfTwo(-exponent)
    let offset = AxisValues(
      axis: output.axis ?? zero.axis, values: (output.values * zero.values).map { -($0 * down) })
    return Quantizer(
      steps: first.steps, floatSteps: first.floatSteps, range: range,
      meaning: MeaningParameters(scale: output, offset: offset))
  }

  private func divided(byPowerOfTwo bits: Int) -> (step: Quantizer.Step, floatStep: FloatStep) {
    let factor = RealNumber(rationalPowerOfTwo(-bits))
    let divisor = FloatParameter(values: [rationalPowerOfTwo(bits).nearest()])
    return (
      .affine(
        scale: AxisValues(axis: nil, values: ChannelValues(factor)),
        offset: AxisValues(axis: nil, values: .zero)),
      .divide(divisor)
    )
  }
}

/// round(log2(x)) for a positive number: up where x^2 > 2^(2k + 1).
private func nearestExponent(_ x: RealNumber) -> Int {
  let exponent = binaryExponent(x)
  let limit = RealNumber(rationalPowerOfTwo(2 * exponent + 1))
  return x * x > limit ? exponent + 1 : exponent
}
