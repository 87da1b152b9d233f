import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let quantize = OperatorImporter(
    "QUANTIZE", code: OperatorRegistry.quantizeCode,
    note: "float32 at the model's inputs; from int8, int16 and int32",
    importOperator: importQuantize)
}

/// Between integers: scaled by the ratio of the scales (rule B29). A float input of the model is the
/// border, which the input's encoding describes.
@Sendable private func importQuantize(_ context: inout ImportContext) throws(OperatorRefusal) {
  let number = try context.inputNumber(0, "input")
  if context.values[number] == .floatInput { return try context.requireEncoded(number) }
  let output = try context.outputTensor()
  let (source, target) = try context.inputAndOutputAffine()
  let factor = QuantizedMultiplier(Double(source.scale) / Double(target.scale))
  try context.finishScaled(
    try context.operand(0, "input"),
    factor.function(
      inputOffset: -source.zeroPoint, scheme: .doubleRounding, outputOffset: target.zeroPoint,
      clamp: try context.integerRange(of: output, "output")))
}

extension ImportContext {
  fileprivate mutating func requireEncoded(_ number: Int) throws(OperatorRefusal) {
    guard let result = operation.outputs.first, values[result] != nil else {
      throw refuse(
        "input", cause: "float input \"\(graph.tensors[number].name)\" has several readers",
        remedy: "quantise the input once, by one QUANTIZE")
    }
  }
}
