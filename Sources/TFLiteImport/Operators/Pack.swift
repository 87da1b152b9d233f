import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let pack = OperatorImporter("PACK", code: 83, note: "", importOperator: importPack)
  static let unpack = OperatorImporter("UNPACK", code: 88, note: "", importOperator: importUnpack)
}

/// The options of PACK.
private struct PackOptions: BuiltinOptions {
  static let unionNumber = 59
  let axis: Int

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    axis = try reader.integer(1, of: table, Int32.self)
  }
}

/// The options of UNPACK.
private struct UnpackOptions: BuiltinOptions {
  static let unionNumber = 64
  let axis: Int

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    axis = try reader.integer(1, of: table, Int32.self)
  }
}

/// Inputs of one shape become the indices of a new axis.
@Sendable private func importPack(_ context: inout ImportContext) throws(OperatorRefusal) {
  let options = try context.options(PackOptions.self)
  try context.requireOneType(of: context.operation.inputs.indices)
  var parts: [TensorID] = []
  var axis = 0
  for index in context.operation.inputs.indices {
    let input = try context.operand(index, "\(index)")
    let tensor = context.builder[input]
    axis = try context.axis(options.axis, rank: tensor.shape.rank + 1)
    var sizes = tensor.shape.dimensions
    sizes.insert(1, at: axis)
    parts.append(
      try context.helper(
        .reshape, [input], suffix: "part\(index)", meaning: tensor.meaning.withoutAxis,
        reshapedTo: Shape(sizes)))
  }
  try context.finish(.concatenate(axis: axis), parts)
}

/// The indices of an axis become outputs without it.
@Sendable private func importUnpack(_ context: inout ImportContext) throws(OperatorRefusal) {
  let options = try context.options(UnpackOptions.self)
  try context.requireOneType(of: [0])
  let input = try context.operand(0, "input")
  let tensor = context.builder[input]
  let shape = tensor.shape
  let axis = try context.axis(options.axis, rank: shape.rank)
  guard shape[axis] == context.operation.outputs.count else {
    throw context.refuse(
      "outputs", code: .inconsistentModel,
      cause: "\(context.operation.outputs.count) of an axis of \(shape[axis])",
      remedy: "export the model again")
  }
  var sizes = shape.dimensions
  sizes[axis] = 1
  for index in context.operation.outputs.indices {
    var starts = [Int](repeating: 0, count: shape.rank)
    starts[axis] = index
    let slice = Slice(
      starts: starts, steps: [Int](repeating: 1, count: shape.rank), sizes: sizes)
    let part = try context.helper(
      .slice(slice), [input], suffix: "part\(index)", meaning: tensor.meaning.withoutAxis)
    try context.finishMovement(
      part, shapedAs: try context.outputTensor(index), output: index)
  }
}

extension Meaning {
  /// The meaning of an intermediate result, of which only one scale is told.
  var withoutAxis: Meaning { axis == nil ? self : .itself }
}
