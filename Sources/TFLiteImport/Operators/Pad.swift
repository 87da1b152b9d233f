import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let pad = OperatorImporter(
    "PAD", code: 34, note: "constant paddings; with the output's zero point",
    importOperator: importPad)
  static let padV2 = OperatorImporter(
    "PADV2", code: 60, note: "constant paddings and value", importOperator: importPadV2)
}

@Sendable private func importPad(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireOneType(of: [0])
  let output = try context.outputTensor()
  // The reference pads int32 with 0, TensorFlow Lite Micro int16 too.
  let isPlain = output.type == .int32 || (output.type == .int16 && context.contract == .tflm)
  try context.finishPad(value: isPlain ? 0 : try context.affine(of: output, "output").zeroPoint)
}

@Sendable private func importPadV2(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireOneType(of: [0, 2])
  try context.finishPad(value: try context.constantScalar(2, "value"))
}

extension ImportContext {
  fileprivate mutating func finishPad(value: Int) throws(OperatorRefusal) {
    let input = try operand(0, "input")
    let rank = builder[input].shape.rank
    let paddings = try constantPerAxis(1, "paddings", rank: rank, each: 2)
    guard paddings.allSatisfy({ $0 >= 0 && $0 < 1 << 24 }) else {
      throw refuse(
        "input paddings", code: .inconsistentModel, cause: "one is negative or huge",
        remedy: "export the model again")
    }
    let before = (0..<rank).map { paddings[2 * $0] }
    let after = (0..<rank).map { paddings[2 * $0 + 1] }
    try finish(.pad(before: before, after: after, value: value), [input])
  }
}
