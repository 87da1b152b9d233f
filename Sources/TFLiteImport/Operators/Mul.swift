import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let mul = OperatorImporter(
    "MUL", code: 18, note: "int8, int16 and int32 that does not wrap; broadcasting",
    importOperator: importMul)
}

struct MulOptions: BuiltinOptions {
  static let unionNumber = 21
  let activation: FusedActivation

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    activation = try reader.choice(0, of: table, FusedActivation.self)
  }
}

/// The product of both inputs less their zero points, in 32 bits (rules B13 and B37).
@Sendable private func importMul(_ context: inout ImportContext) throws(OperatorRefusal) {
  let activation = try context.options(MulOptions.self).activation
  if let scalar = try context.scalarByteOperand() {
    let scaling = try context.productScaling(activation)
    return try context.finishTable(scalar.input) { x in
      let operands = scalar.operands(x)
      return scaling.function.value(
        at: (operands[0] + scaling.offsets[0]) * (operands[1] + scaling.offsets[1]))
    }
  }
  let operands = try context.binaryOperands()
  if operands.isPlain {
    return try context.finishPlain(.product(offsets: [0, 0]), operands, activation)
  }
  let scaling = try context.productScaling(activation)
  let product = try context.helper(
    .product(offsets: scaling.offsets), operands.inputs, suffix: "product")
  try context.finish(
    .requantize(Requantize(functions: [.multiplier(scaling.function)])), [product])
}

extension ImportContext {
  /// What is added to each input, and what scales their product.
  fileprivate mutating func productScaling(
    _ activation: FusedActivation
  ) throws(OperatorRefusal) -> (offsets: [Int], function: FixedPointMultiplier) {
    let first = try affine(of: try inputTensor(0, "first"), "first")
    let second = try affine(of: try inputTensor(1, "second"), "second")
    let target = try outputTensor()
    let output = try affine(of: target, "output")
    if target.type == .int16 && [first, second, output].contains(where: { $0.zeroPoint != 0 }) {
      throw refuse(
        "inputs", cause: "a 16-bit tensor has a zero point other than 0",
        remedy: "quantise to 16 bits symmetrically, as the reference demands")
    }
    let factor = try scaleRatio(first.scale, times: second.scale, over: output.scale)
    let function = factor.function(
      scheme: .doubleRounding, outputOffset: output.zeroPoint,
      clamp: try activationRange(activation, of: target))
    return ([-first.zeroPoint, -second.zeroPoint], function)
  }
}
