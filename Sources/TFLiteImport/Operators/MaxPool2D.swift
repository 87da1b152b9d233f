import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let maxPool2D = OperatorImporter(
    "MAX_POOL_2D", code: 17, note: "int8 and int16", imageInput: 0,
    importOperator: importMaxPool2D)
}

/// Input [1, height, width, channels].
@Sendable private func importMaxPool2D(_ context: inout ImportContext) throws(OperatorRefusal) {
  let options = try context.options(Pool2DOptions.self)
  let output = try context.sameTypeOutput()
  let input = try context.operand(0, "input")
  let clamp = try context.activationRange(options.activation, of: output)
  let kind = OperatorKind.maxPool(
    try context.geometry(options.placement, over: context.builder[input].shape))
  if clamp == output.type.range { return try context.finish(kind, [input]) }
  let largest = try context.helper(
    kind, [input], suffix: "largest", meaning: context.builder[input].meaning)
  try context.finish(
    .requantize(Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: clamp)])),
    [largest])
}
