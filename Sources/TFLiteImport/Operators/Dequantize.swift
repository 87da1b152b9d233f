import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let dequantize = OperatorImporter(
    "DEQUANTIZE", code: 6, note: "at the model's outputs", importOperator: importDequantize)
}

/// The network's output is the integers; their meaning says what number they stand for.
@Sendable private func importDequantize(_ context: inout ImportContext) throws(OperatorRefusal) {
  let input = try context.operand(0, "input")
  _ = try context.affine(of: try context.inputTensor(0, "input"), "input")
  let output = try context.outputTensor()
  guard output.type == .float32 else {
    throw context.refuse(
      "output", cause: "its type is \(output.type.name)", remedy: "float32 is needed")
  }
  context.values[context.operation.outputs[0]] = .dequantized(input)
}
