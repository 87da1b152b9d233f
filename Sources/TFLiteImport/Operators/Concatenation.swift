import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let concatenation = OperatorImporter(
    "CONCATENATION", code: 2, note: "copies integers as they are",
    importOperator: importConcatenation)
}

/// The options of CONCATENATION.
private struct ConcatenationOptions: BuiltinOptions {
  static let unionNumber = 10
  let axis: Int
  let activation: FusedActivation

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    axis = try reader.integer(0, of: table, Int32.self)
    activation = try reader.choice(1, of: table, FusedActivation.self)
  }
}

@Sendable private func importConcatenation(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  let options = try context.options(ConcatenationOptions.self)
  guard options.activation == .none else {
    throw context.refuse(
      "fused activation", cause: "the reference allows none",
      remedy: "export the activation as an operator of its own")
  }
  try context.requireOneType(of: context.operation.inputs.indices)
  var inputs: [TensorID] = []
  for index in context.operation.inputs.indices {
    inputs.append(try context.operand(index, "\(index)"))
    try context.remarkScale(of: index)
  }
  guard let first = inputs.first else {
    throw context.refuse(
      code: .inconsistentModel, cause: "it has no inputs", remedy: "export the model again")
  }
  let axis = try context.axis(options.axis, rank: context.builder[first].shape.rank)
  try context.finish(.concatenate(axis: axis), inputs)
}

extension ImportContext {
  /// TensorFlow Lite Micro copies; LiteRT refuses inputs on another scale.
  fileprivate mutating func remarkScale(of index: Int) throws(OperatorRefusal) {
    let input = try inputTensor(index, "\(index)").quantization
    let output = try outputTensor().quantization
    guard input.scales != output.scales || input.zeroPoints != output.zeroPoints else { return }
    switch contract {
    case .tflm:
      remark(
        "input \(index)", cause: "its scale or zero point is not the output's",
        remedy: "the reference copies its integers all the same; export the model again")
    case .litert:
      throw refuse(
        "input \(index)", cause: "its scale or zero point is not the output's",
        remedy: "LiteRT refuses it; export the model again")
    }
  }
}
