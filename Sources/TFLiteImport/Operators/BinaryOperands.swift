import Diagnostics
import FixedPoint
import NetworkIR

/// Both inputs of an element by element operator, repeated to one shape.
struct BinaryOperands: Sendable {
  let inputs: [TensorID]
  let tensors: [TFLiteTensor]
  let output: TFLiteTensor

  var isWide: Bool { output.type == .int16 }
}

extension ImportContext {
  /// Both inputs of an operator whose tensors are all int8 or all int16.
  mutating func binaryOperands() throws(OperatorRefusal) -> BinaryOperands {
    let output = try sameTypeOutput()
    let tensors = [try inputTensor(0, "first"), try inputTensor(1, "second")]
    guard tensors[1].type == output.type else {
      throw refuse(
        "input second", cause: "its type is \(tensors[1].type.name), not \(output.type.name)",
        remedy: "quantise both inputs to the same type")
    }
    let first = try operand(0, "first")
    let second = try operand(1, "second")
    let shape = try broadcastShape(builder[first].shape, builder[second].shape)
    return BinaryOperands(
      inputs: [
        try repeated(first, to: shape, suffix: "first"),
        try repeated(second, to: shape, suffix: "second"),
      ], tensors: tensors, output: output)
  }
}
