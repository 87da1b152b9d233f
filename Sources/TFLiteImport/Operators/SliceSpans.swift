import Diagnostics
import NetworkIR

/// How one axis, of the input or a new one, is walked.
struct SliceSpan: Hashable, Sendable {
  let size: Int
  /// nil for the axis' own end, where the walk begins or stops.
  var begin: Int?
  var end: Int?
  var stride = 1
  var isShrunk = false
}

/// What an entry of begin, end and strides is for.
private enum SliceEntry {
  case axis
  case newAxis
  case ellipsis
}

extension ImportContext {
  /// The axes of a STRIDED_SLICE with their masks resolved (rule B32).
  mutating func spans(
    over shape: Shape, _ options: StridedSliceOptions
  ) throws(OperatorRefusal) -> [SliceSpan] {
    let isSpecial = options.ellipsis != 0 || options.newAxis != 0 || options.endIsOffset
    switch contract {
    case .tflm:
      if isSpecial {
        remark(
          "options",
          cause: "an ellipsis, a new axis or an end as an offset, which the reference ignores",
          remedy: "export the slice with a begin and an end for every axis")
      }
      return try entries(options, sizes: shape.dimensions)
    case .litert:
      if options.endIsOffset { return try offsetSpans(over: shape, options) }
      return try expandedSpans(over: shape, options)
    }
  }

  /// One span for each entry of begin, end and strides, of which there are as many as sizes.
  private mutating func entries(
    _ options: StridedSliceOptions, sizes: [Int]
  ) throws(OperatorRefusal) -> [SliceSpan] {
    let begin = try constantPerAxis(1, "begin", rank: sizes.count)
    let end = try constantPerAxis(2, "end", rank: sizes.count)
    let strides = try constantPerAxis(3, "strides", rank: sizes.count)
    return sizes.indices.map { axis in
      SliceSpan(
        size: sizes[axis], begin: options.begin >> axis & 1 == 1 ? nil : begin[axis],
        end: options.end >> axis & 1 == 1 ? nil : end[axis], stride: strides[axis],
        isShrunk: options.shrink >> axis & 1 == 1)
    }
  }

  /// The ellipsis, or what follows the last entry, are the axes that no entry is for, walked whole.
  private mutating func expandedSpans(
    over shape: Shape, _ options: StridedSliceOptions
  ) throws(OperatorRefusal) -> [SliceSpan] {
    let count = try constant(1, "begin").count
    let kinds = (0..<count).map(options.entry)
    let whole = shape.rank - kinds.count { $0 == .axis }
    let ellipses = kinds.count { $0 == .ellipsis }
    guard whole >= ellipses, ellipses <= 1, (options.newAxis | options.ellipsis) >> count == 0
    else {
      throw refuse(
        "options", cause: "\(count) entries and their masks do not tell the axes of \(shape)",
        remedy: "export the slice with a begin and an end for every axis")
    }
    var axes = shape.dimensions.map { SliceSpan(size: $0) }[...]
    let parts = kinds.map { kind -> [SliceSpan] in
      switch kind {
      case .axis: [axes.removeFirst()]
      case .newAxis: [SliceSpan(size: 1)]
      case .ellipsis: (0..<whole).map { _ in axes.removeFirst() }
      }
    }
    // An ellipsis is walked whole, whatever its entry says.
    let given = try entries(options, sizes: parts.map { $0.first?.size ?? 1 })
    return zip(kinds, zip(given, parts)).flatMap { $0 == .axis ? [$1.0] : $1.1 } + axes
  }

  /// Each end counts from its begin; nothing is clamped.
  private mutating func offsetSpans(
    over shape: Shape, _ options: StridedSliceOptions
  ) throws(OperatorRefusal) -> [SliceSpan] {
    let masks = [options.begin, options.end, options.shrink, options.newAxis, options.ellipsis]
    let spans = try entries(options, sizes: shape.dimensions).map { span in
      var span = span
      span.end = (span.begin ?? 0) + (span.end ?? 0)
      return span
    }
    guard masks.allSatisfy({ $0 == 0 }),
      spans.allSatisfy({ ($0.begin ?? -1) >= 0 && ($0.end ?? 0) <= $0.size && $0.stride > 0 })
    else {
      throw refuse(
        "options", cause: "an end as an offset with masks, or beyond the input's \(shape)",
        remedy: "export the slice with a begin and an end for every axis")
    }
    return spans
  }
}

extension StridedSliceOptions {
  /// An ellipsis bit counts before a new axis bit.
  fileprivate func entry(_ index: Int) -> SliceEntry {
    if ellipsis >> index & 1 == 1 { return .ellipsis }
    return newAxis >> index & 1 == 1 ? .newAxis : .axis
  }
}
