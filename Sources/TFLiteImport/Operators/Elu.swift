import FixedPoint
import Foundation
import NetworkIR

extension OperatorImporter {
  static let elu = OperatorImporter("ELU", code: 111, note: "int8", importOperator: importElu)
}

/// In float32, step by step (rule B28).
@Sendable private func importElu(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireBytes()
  let (source, target) = try context.inputAndOutputAffine()
  let inverse = 1 / target.scale
  try context.finishTable(try context.operand(0, "input")) { stored in
    let x = source.scale * Float(stored - source.zeroPoint)
    let y = x < 0 ? exponential(x) - 1 : x
    let scaled = (y * inverse).rounded(.toNearestOrAwayFromZero) + Float(target.zeroPoint)
    // Beyond 32 bits the reference's conversion is not defined.
    guard scaled.magnitude < 0x1p31 else { return nil }
    return limited(Int(scaled), to: IntegerType.int8.range)
  }
}

/// exp(x) to the nearest float32.
func exponential(_ x: Float) -> Float { Float(exp(Double(x))) }
