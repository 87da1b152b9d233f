import FixedPoint
import Foundation
import NetworkIR

extension OperatorImporter {
  static let elu = OperatorImporter("ELU", code: 111, note: "int8", importOperator: importElu)
}

@Sendable private func importElu(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireBytes()
  try context.finishFloatTable { $0 < 0 ? exponential($0) - 1 : $0 }
}

extension ImportContext {
  /// A table of 8-bit values that the reference fills in float32, step by step (rule B28).
  mutating func finishFloatTable(_ function: (Float) -> Float) throws(OperatorRefusal) {
    let (source, target) = try inputAndOutputAffine()
    let inverse = 1 / target.scale
    try finishTable(try operand(0, "input")) { stored in
      let x = source.scale * Float(stored - source.zeroPoint)
      let scaled = (function(x) * inverse).rounded(.toNearestOrAwayFromZero)
      let shifted = scaled + Float(target.zeroPoint)
      // Beyond 32 bits the reference's conversion is not defined.
      guard shifted.magnitude < 0x1p31 else { return nil }
      return limited(Int(shifted), to: IntegerType.int8.range)
    }
  }
}

/// exp(x) to the nearest float32.
func exponential(_ x: Float) -> Float { Float(exp(Double(x))) }

/// 1 / (1 + exp(-x)) in float32.
func floatLogistic(_ x: Float) -> Float { 1 / (1 + exponential(-x)) }

/// tanh(x) to the nearest float32.
func floatTangent(_ x: Float) -> Float { Float(tanh(Double(x))) }
