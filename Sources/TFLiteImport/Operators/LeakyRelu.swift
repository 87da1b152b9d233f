import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let leakyRelu = OperatorImporter(
    "LEAKY_RELU", code: 98, note: "int8 and int16", importOperator: importLeakyRelu)
}

/// The options of LEAKY_RELU.
private struct LeakyReluOptions: BuiltinOptions {
  static let unionNumber = 75
  let alpha: Float

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    alpha = try reader.float(0, of: table)
  }
}

/// Two factors, by the sign of the input less its zero point (rule B26).
private struct Slopes {
  let input: AffineQuantization
  let output: AffineQuantization
  /// Whether the rounded product changes its sign below the zero point.
  let isNegative: Bool
  /// Of |alpha|.
  let below: QuantizedMultiplier
  let above: QuantizedMultiplier
  let clamp: IntegerRange

  func function(
    _ factor: QuantizedMultiplier, offset: Int, clamp: IntegerRange
  ) -> FixedPointMultiplier {
    factor.function(
      inputOffset: -input.zeroPoint, scheme: .doubleRounding, outputOffset: offset, clamp: clamp)
  }

  func value(at stored: Int) -> Int? {
    let isBelow = stored < input.zeroPoint
    let function = function(
      isBelow ? below : above, offset: 0, clamp: IntegerType.int32.range)
    guard let scaled = function.value(at: stored) else { return nil }
    return limited(
      output.zeroPoint + (isBelow && isNegative ? -scaled : scaled), to: clamp)
  }
}

@Sendable private func importLeakyRelu(_ context: inout ImportContext) throws(OperatorRefusal) {
  let output = try context.sameTypeOutput()
  let alpha = try context.options(LeakyReluOptions.self).alpha
  guard alpha.isFinite else {
    throw context.refuse(
      "alpha", code: .nonFiniteConstant, cause: "it is not a number", remedy: "export it again")
  }
  let (source, target) = try context.inputAndOutputAffine()
  let slopes = Slopes(
    input: source, output: target, isNegative: alpha < 0,
    below: try context.scaleRatio(source.scale, times: abs(alpha), over: target.scale),
    above: try context.scaleRatio(source.scale, over: target.scale),
    clamp: try context.integerRange(of: output, "output"))
  let input = try context.operand(0, "input")
  if context.isByte(input) { return try context.finishTable(input, slopes.value) }
  if slopes.isNegative { return try context.finishFolded(input, slopes) }
  try context.finishBySign(input, slopes)
}

extension ImportContext {
  fileprivate mutating func finishBySign(
    _ input: TensorID, _ slopes: Slopes
  ) throws(OperatorRefusal) {
    let (negative, other) = (
      slopes.function(slopes.below, offset: slopes.output.zeroPoint, clamp: slopes.clamp),
      slopes.function(slopes.above, offset: slopes.output.zeroPoint, clamp: slopes.clamp)
    )
    try finish(
      .requantize(Requantize(functions: [.bySign(negative: negative, other: other)])), [input])
  }

  /// The parts above and below the zero point are scaled apart and subtracted.
  fileprivate mutating func finishFolded(
    _ input: TensorID, _ slopes: Slopes
  ) throws(OperatorRefusal) {
    let zero = slopes.input.zeroPoint
    let full = builder[input].range
    let upper = try scaledPart(
      input, "above", within: IntegerRange(zero, max(zero, full.upper)),
      slopes.function(slopes.above, offset: slopes.output.zeroPoint, clamp: slopes.clamp.wider))
    let lower = try scaledPart(
      input, "below", within: IntegerRange(min(zero, full.lower), zero),
      slopes.function(slopes.below, offset: 0, clamp: slopes.clamp.wider))
    let difference = try helper(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(-1))]), [upper, lower],
      suffix: "difference")
    try finish(
      .requantize(
        Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: slopes.clamp)])),
      [difference])
  }

  private mutating func scaledPart(
    _ input: TensorID, _ suffix: String, within range: IntegerRange,
    _ function: FixedPointMultiplier
  ) throws(OperatorRefusal) -> TensorID {
    let part = try helper(
      .requantize(
        Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: range)])), [input],
      suffix: suffix)
    return try helper(
      .requantize(Requantize(functions: [.multiplier(function)])), [part],
      suffix: "\(suffix)_scaled")
  }
}

extension IntegerRange {
  /// Of one part, so that the difference with the other, which is then the output's zero point or 0,
  /// is clamped as without.
  fileprivate var wider: IntegerRange { IntegerRange(2 * lower - 1, 2 * upper + 1) }
}
