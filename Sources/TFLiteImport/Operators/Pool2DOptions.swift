import Diagnostics
import FixedPoint
import NetworkIR

/// The options of both poolings.
struct Pool2DOptions: BuiltinOptions {
  static let unionNumber = 5
  let placement: WindowPlacement
  let activation: FusedActivation

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    placement = WindowPlacement(
      padding: try reader.choice(0, of: table, WindowPadding.self),
      kernel: [
        try reader.integer(4, of: table, Int32.self), try reader.integer(3, of: table, Int32.self),
      ],
      strides: [
        try reader.integer(2, of: table, Int32.self), try reader.integer(1, of: table, Int32.self),
      ], dilations: [1, 1])
    activation = try reader.choice(5, of: table, FusedActivation.self)
  }
}

extension ImportContext {
  /// The output of an operator whose input and output are both int8 or both int16.
  mutating func sameTypeOutput(
    of types: [ElementType] = [.int8, .int16]
  ) throws(OperatorRefusal) -> TFLiteTensor {
    let input = try inputTensor(0, "input")
    let output = try outputTensor()
    guard input.type == output.type, types.contains(input.type) else {
      throw refuse(
        "input", code: input.type == .float32 ? .notQuantized : .unsupportedForm,
        cause: "its type is \(input.type.name), the output's \(output.type.name)",
        remedy: "quantise the whole model to int8 or int16 with a representative data set")
    }
    return output
  }
}
