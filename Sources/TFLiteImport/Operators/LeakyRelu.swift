import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let leakyRelu = OperatorImporter(
    "LEAKY_RELU", code: 98, note: "int8 and int16", importOperator: importLeakyRelu)
}

/// The options of LEAKY_RELU.
private struct LeakyReluOptions: BuiltinOptions {
  static let unionNumber = 75
  let alpha: Float

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    alpha = try reader.float(0, of: table)
  }
}

/// Two factors, by the sign of the input less its zero point (rule B26).
@Sendable private func importLeakyRelu(_ context: inout ImportContext) throws(OperatorRefusal) {
  let output = try context.sameTypeOutput()
  let alpha = try context.options(LeakyReluOptions.self).alpha
  guard alpha.isFinite else {
    throw context.refuse(
      "alpha", code: .nonFiniteConstant, cause: "it is not a number", remedy: "export it again")
  }
  let (source, target) = try context.inputAndOutputAffine()
  let clamp = try context.integerRange(of: output, "output")
  let functions = [Double(alpha), 1].map { slope in
    QuantizedMultiplier(Double(source.scale) * slope / Double(target.scale)).function(
      inputOffset: -source.zeroPoint, scheme: .doubleRounding, outputOffset: target.zeroPoint,
      clamp: clamp)
  }
  try context.finishBySign(negative: functions[0], other: functions[1])
}

extension ImportContext {
  fileprivate mutating func finishBySign(
    negative: FixedPointMultiplier, other: FixedPointMultiplier
  ) throws(OperatorRefusal) {
    let input = try operand(0, "input")
    if isByte(input) {
      return try finishTable(input) { x in
        (x + other.inputOffset < 0 ? negative : other).value(at: x)
      }
    }
    try requireShift(max(negative.shift, other.shift))
    try finish(
      .requantize(Requantize(functions: [.bySign(negative: negative, other: other)])), [input])
  }
}
