import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let slice = OperatorImporter(
    "SLICE", code: 65, note: "constant begin and size", importOperator: importSlice)
}

@Sendable private func importSlice(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireOneType(of: [0])
  let input = try context.operand(0, "input")
  let shape = context.builder[input].shape
  let starts = try context.constantPerAxis(1, "begin", rank: shape.rank)
  let declared = try context.constantPerAxis(2, "size", rank: shape.rank)
  var sizes: [Int] = []
  for axis in 0..<shape.rank {
    guard (0..<shape[axis]).contains(starts[axis]) else {
      throw context.refuse(
        "input begin", code: .inconsistentModel,
        cause: "\(starts[axis]) lies outside axis \(axis) of \(shape)",
        remedy: "export the model again")
    }
    let size = declared[axis] == -1 ? shape[axis] - starts[axis] : declared[axis]
    guard size >= 1, size <= shape[axis] - starts[axis] else {
      throw context.refuse(
        "input size", code: .inconsistentModel,
        cause: "\(size) from \(starts[axis]) on leaves axis \(axis) of \(shape)",
        remedy: "export the model again")
    }
    sizes.append(size)
  }
  let steps = [Int](repeating: 1, count: shape.rank)
  try context.finish(.slice(Slice(starts: starts, steps: steps, sizes: sizes)), [input])
}
