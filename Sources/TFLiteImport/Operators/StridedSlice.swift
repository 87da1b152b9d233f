import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let stridedSlice = OperatorImporter(
    "STRIDED_SLICE", code: 45,
    note: "constant begin, end and strides of either sign; begin, end and shrink masks",
    importOperator: importStridedSlice)
}

/// The options of STRIDED_SLICE: masks with a bit per axis.
private struct StridedSliceOptions: BuiltinOptions {
  static let unionNumber = 32
  let begin: Int
  let end: Int
  let ellipsis: Int
  let newAxis: Int
  let shrink: Int
  let endIsOffset: Bool

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    begin = try reader.integer(0, of: table, Int32.self)
    end = try reader.integer(1, of: table, Int32.self)
    ellipsis = try reader.integer(2, of: table, Int32.self)
    newAxis = try reader.integer(3, of: table, Int32.self)
    shrink = try reader.integer(4, of: table, Int32.self)
    endIsOffset = try reader.flag(5, of: table)
  }
}

@Sendable private func importStridedSlice(_ context: inout ImportContext) throws(OperatorRefusal) {
  let options = try context.options(StridedSliceOptions.self)
  try context.requirePlainSlice(options)
  let input = try context.operand(0, "input")
  let shape = context.builder[input].shape
  let slice = try context.stridedSlice(of: shape, options)
  let output = try context.outputTensor()
  guard output.dimensions != slice.sizes else { return try context.finish(.slice(slice), [input]) }
  let kept = slice.sizes.indices.filter { options.shrink >> $0 & 1 == 0 }.map { slice.sizes[$0] }
  guard output.dimensions == kept else {
    throw context.refuse(
      "output", code: .inconsistentModel,
      cause:
        "the file says \(Shape(output.dimensions.map { max($0, 0) })), the options \(Shape(kept))",
      remedy: "export the model again")
  }
  let part = try context.helper(
    .slice(slice), [input], suffix: "part", meaning: context.builder[input].meaning)
  try context.finishMovement(part, shapedAs: output)
}

extension ImportContext {
  /// TensorFlow Lite Micro ignores the other options.
  fileprivate mutating func requirePlainSlice(
    _ options: StridedSliceOptions
  ) throws(OperatorRefusal) {
    guard options.ellipsis != 0 || options.newAxis != 0 || options.endIsOffset else { return }
    let cause = "an ellipsis, a new axis or an end as an offset"
    let remedy = "export the slice with a begin and an end for every axis"
    switch contract {
    case .tflm: remark("options", cause: "\(cause), which the reference ignores", remedy: remedy)
    case .litert: throw refuse("options", cause: cause, remedy: remedy)
    }
  }

  fileprivate mutating func stridedSlice(
    of shape: Shape, _ options: StridedSliceOptions
  ) throws(OperatorRefusal) -> Slice {
    let begin = try constantPerAxis(1, "begin", rank: shape.rank)
    let end = try constantPerAxis(2, "end", rank: shape.rank)
    let strides = try constantPerAxis(3, "strides", rank: shape.rank)
    var starts: [Int] = []
    var sizes: [Int] = []
    for axis in 0..<shape.rank {
      let bounds = AxisBounds(size: shape[axis], stride: strides[axis])
      let start = options.begin >> axis & 1 == 1 ? bounds.first : bounds.clamped(begin[axis])
      var stop = options.end >> axis & 1 == 1 ? bounds.last : bounds.clamped(end[axis])
      if options.shrink >> axis & 1 == 1 { stop = start + 1 }
      guard strides[axis] != 0, let size = bounds.count(from: start, to: stop) else {
        throw refuse(
          "strides", cause: "nothing is left of axis \(axis) of \(shape)",
          remedy: "slice at least one element, with a stride other than 0")
      }
      starts.append(start)
      sizes.append(size)
    }
    return Slice(starts: starts, steps: strides, sizes: sizes)
  }
}

/// An axis walked with a stride: ends beyond it mean its ends, negative ones count from its end
/// (rule B32).
private struct AxisBounds {
  let size: Int
  let stride: Int

  var first: Int { stride > 0 ? 0 : size - 1 }
  var last: Int { stride > 0 ? size : -1 }

  func clamped(_ index: Int) -> Int {
    let counted = index < 0 ? index + size : index
    return stride > 0 ? min(max(counted, 0), size) : min(max(counted, -1), size - 1)
  }

  /// How many indices the walk meets; nil for none, or where it begins outside the axis.
  func count(from start: Int, to stop: Int) -> Int? {
    let distance = stride > 0 ? stop - start : start - stop
    guard (0..<size).contains(start), distance > 0 else { return nil }
    return (distance + abs(stride) - 1) / abs(stride)
  }
}
