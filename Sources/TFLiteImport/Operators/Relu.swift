import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let relu = OperatorImporter(
    "RELU", code: 19, note: "int8 and int16", importOperator: importRelu)
  static let relu6 = OperatorImporter(
    "RELU6", code: 21, note: "int8 and int16", importOperator: importRelu6)
  static let reluN1To1 = OperatorImporter(
    "RELU_N1_TO_1", code: 20, note: "int8 and int16; --contract litert only",
    importOperator: importReluN1To1)
}

@Sendable private func importRelu(_ context: inout ImportContext) throws(OperatorRefusal) {
  let output = try context.sameTypeOutput()
  let (source, target) = try context.inputAndOutputAffine()
  guard output.type == .int8 || (source.zeroPoint == 0 && target.zeroPoint == 0) else {
    throw context.refuse(
      "zero points", cause: "they are \(source.zeroPoint) and \(target.zeroPoint)",
      remedy: "int16 needs 0")
  }
  try context.finishRectified(
    source, target, within: try context.activationRange(.relu, of: output))
}

/// The reference ignores the output's scale: it only clamps (rule B25).
@Sendable private func importRelu6(_ context: inout ImportContext) throws(OperatorRefusal) {
  let output = try context.sameTypeOutput()
  let (source, target) = try context.inputAndOutputAffine()
  guard context.contract == .tflm else {
    return try context.finishRectified(
      source, target, within: try context.activationRange(.relu6, of: output))
  }
  let input = try context.operand(0, "input")
  let clamp = try context.activationRange(.relu6, of: try context.inputTensor(0, "input"))
  try context.finish(
    .requantize(Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: clamp)])), [input])
}

@Sendable private func importReluN1To1(_ context: inout ImportContext) throws(OperatorRefusal) {
  guard context.contract == .litert else {
    throw context.refuse(
      code: .unsupportedOperator, cause: "TensorFlow Lite Micro has no RELU_N1_TO_1",
      remedy: "use RELU or RELU6, or compile with --contract litert")
  }
  let output = try context.sameTypeOutput()
  let (source, target) = try context.inputAndOutputAffine()
  try context.finishRectified(
    source, target, within: try context.activationRange(.reluN1To1, of: output))
}

extension ImportContext {
  /// x scaled to the output and clamped.
  fileprivate mutating func finishRectified(
    _ source: AffineQuantization, _ target: AffineQuantization, within clamp: IntegerRange
  ) throws(OperatorRefusal) {
    let factor = try scaleRatio(source.scale, over: target.scale)
    try finishScaled(
      try operand(0, "input"),
      factor.function(
        inputOffset: -source.zeroPoint, scheme: .doubleRounding, outputOffset: target.zeroPoint,
        clamp: clamp))
  }
}
