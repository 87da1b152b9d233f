import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let argMax = OperatorImporter(
    "ARG_MAX", code: 56, note: "constant axis; ties to the lowest index",
    importOperator: importArgMax)
  static let argMin = OperatorImporter(
    "ARG_MIN", code: 79, note: "constant axis; ties to the lowest index",
    importOperator: importArgMin)
}

@Sendable private func importArgMax(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.finishArgMax(of: try context.operand(0, "input"))
}

@Sendable private func importArgMin(_ context: inout ImportContext) throws(OperatorRefusal) {
  let input = try context.operand(0, "input")
  try context.finishArgMax(
    of: try context.helper(
      .mappedSum([.weighted(Weight(-1))]), [input], suffix: "negated"))
}

extension ImportContext {
  fileprivate mutating func finishArgMax(of input: TensorID) throws(OperatorRefusal) {
    let rank = builder[input].shape.rank
    let axis = try axis(try constantScalar(1, "axis"), rank: rank)
    let output = try outputTensor()
    guard output.type == .int32 || (output.type == .int64 && contract == .litert) else {
      throw refuse(
        "output", cause: "its type is \(output.type.name)",
        remedy: "int32 is supported, for LiteRT int64 too")
    }
    let index = try helper(.argMax(axis: axis, selectsLast: false), [input], suffix: "index")
    try finishMovement(index, shapedAs: output)
  }
}
