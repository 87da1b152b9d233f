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
  let options = try context.options(MulOptions.self)
  let operands = try context.binaryOperands()
  if operands.isPlain {
    return try context.finishPlain(.product(offsets: [0, 0]), operands, options.activation)
  }
  let first = try context.affine(of: operands.tensors[0], "first")
  let second = try context.affine(of: operands.tensors[1], "second")
  let output = try context.affine(of: operands.output, "output")
  if operands.isWide && [first, second, output].contains(where: { $0.zeroPoint != 0 }) {
    throw context.refuse(
      "inputs", cause: "a 16-bit tensor has a zero point other than 0",
      remedy: "quantise to 16 bits symmetrically, as the reference demands")
  }
  let factor = try context.scaleRatio(first.scale, times: second.scale, over: output.scale)
  let function = factor.function(
    scheme: .doubleRounding, outputOffset: output.zeroPoint,
    clamp: try context.activationRange(options.activation, of: operands.output))
  let product = try context.helper(
    .product(offsets: [-first.zeroPoint, -second.zeroPoint]), operands.inputs, suffix: "product")
  try context.finish(.requantize(Requantize(functions: [.multiplier(function)])), [product])
}
