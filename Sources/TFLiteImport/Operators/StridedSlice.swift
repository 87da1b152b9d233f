import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let stridedSlice = OperatorImporter(
    "STRIDED_SLICE", code: 45,
    note: "constant begin, end and strides of either sign; all masks",
    importOperator: importStridedSlice)
}

/// The options of STRIDED_SLICE: masks with a bit per axis.
struct StridedSliceOptions: BuiltinOptions {
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

/// A new axis is one of size 1 in the sliced shape; a shrunk one is dropped behind the slice.
@Sendable private func importStridedSlice(_ context: inout ImportContext) throws(OperatorRefusal) {
  let options = try context.options(StridedSliceOptions.self)
  try context.requireOneType(of: [0])
  var input = try context.operand(0, "input")
  let spans = try context.spans(over: context.builder[input].shape, options)
  let shape = Shape(spans.map(\.size))
  let meaning = context.builder[input].meaning.withoutAxis
  if shape != context.builder[input].shape {
    input = try context.helper(
      .reshape, [input], suffix: "axes", meaning: meaning, reshapedTo: shape)
  }
  let slice = try context.stridedSlice(spans)
  let output = try context.outputTensor()
  guard output.dimensions != slice.sizes else { return try context.finish(.slice(slice), [input]) }
  let kept = zip(slice.sizes, spans).filter { !$1.isShrunk }.map(\.0)
  guard output.dimensions == kept else {
    throw context.refuse(
      "output", code: .inconsistentModel,
      cause:
        "the file says \(Shape(output.dimensions.map { max($0, 0) })), the options \(Shape(kept))",
      remedy: "export the model again")
  }
  let part = try context.helper(.slice(slice), [input], suffix: "part", meaning: meaning)
  try context.finishMovement(part, shapedAs: output)
}

extension ImportContext {
  fileprivate mutating func stridedSlice(_ spans: [SliceSpan]) throws(OperatorRefusal) -> Slice {
    var starts: [Int] = []
    var sizes: [Int] = []
    for (axis, span) in spans.enumerated() {
      let bounds = AxisBounds(size: span.size, stride: span.stride)
      let start = span.begin.map(bounds.clamped) ?? bounds.first
      var stop = span.end.map(bounds.clamped) ?? bounds.last
      if span.isShrunk { stop = start + 1 }
      guard span.stride != 0, let size = bounds.count(from: start, to: stop) else {
        throw refuse(
          "strides", cause: "nothing is left of axis \(axis) of \(Shape(spans.map(\.size)))",
          remedy: "slice at least one element, with a stride other than 0")
      }
      starts.append(start)
      sizes.append(size)
    }
    return Slice(starts: starts, steps: spans.map(\.stride), sizes: sizes)
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
