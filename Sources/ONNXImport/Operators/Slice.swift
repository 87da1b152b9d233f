import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let slice = OperatorImporter(
    "Slice", inputs: 1...5, attributes: ["starts", "ends", "axes"],
    note: "constant bounds and steps", importNode: importSlice)
}

/// Inputs data, starts, ends, axes, steps (attributes before operator set 10).
@Sendable private func importSlice(_ node: inout NodeImport) throws(NodeRefusal) {
  let starts = node.integers("starts")
  let ends = node.integers("ends")
  let axes = node.integers("axes")
  let data = try node.input(0, "data")
  let start = try node.constantIntegers(1, "starts") ?? starts ?? []
  let end = try node.constantIntegers(2, "ends") ?? ends ?? []
  let axis = try node.constantIntegers(3, "axes") ?? axes ?? Array(start.indices)
  let step = try node.constantIntegers(4, "steps") ?? start.map { _ in 1 }
  if data.isVariable {
    return try node.cut(data, SliceBounds(starts: start, ends: end, axes: axis, steps: step))
  }
  guard let values = data.integers, data.rank == 1 else {
    throw node.refuse(
      cause: "it cuts shape \(data.shape) outside a shape computation",
      remedy: "a constant list of integers is folded")
  }
  guard start.count == 1, end.count == 1, step.count == 1, step[0] != 0, axis.count == 1 else {
    throw node.refuse(
      code: .inconsistentModel, cause: "a list needs one start, end, axis and step",
      remedy: "export the model again")
  }
  _ = try node.axis(axis[0], rank: 1, detail: "input axes")
  try node.throwIfRefused()
  guard node.canFold(values.count) else {
    throw node.refuse(
      "input data", code: .tooLarge, cause: "it has \(values.count) elements",
      remedy: "up to \(ImportLimits.foldedElements) are folded")
  }
  let selected = sliced(values, from: start[0], to: end[0], by: step[0])
  node.fold(.integer(selected), shape: Shape([selected.count]), type: data.type)
}

private struct SliceBounds {
  let starts: [Int]
  let ends: [Int]
  let axes: [Int]
  let steps: [Int]
}

extension NodeImport {
  /// Data between constant bounds.
  fileprivate mutating func cut(_ data: Operand, _ bounds: SliceBounds) throws(NodeRefusal) {
    let lists = [bounds.ends, bounds.axes, bounds.steps]
    guard lists.allSatisfy({ $0.count == bounds.starts.count }), !bounds.steps.contains(0) else {
      throw refuse(
        code: .inconsistentModel, cause: "starts, ends, axes and steps do not belong together",
        remedy: "export the model again")
    }
    _ = try axes(bounds.axes, rank: data.rank)
    var (starts, sizes) = (data.dimensions.map { _ in 0 }, data.dimensions)
    var steps = data.dimensions.map { _ in 1 }
    for (place, listed) in bounds.axes.enumerated() {
      let axis = try axis(listed, rank: data.rank, detail: "axes")
      let indices = sliced(
        Array(0..<data.shape[axis]), from: bounds.starts[place], to: bounds.ends[place],
        by: bounds.steps[place])
      starts[axis] = indices.first ?? 0
      sizes[axis] = indices.count
      steps[axis] = indices.count > 1 ? indices[1] - indices[0] : 1
    }
    let shape = try shape(sizes)
    if shape == data.shape, steps.allSatisfy({ $0 == 1 }) { return try passThrough(data) }
    try apply(.slice(starts: starts, steps: steps), [data], shape: shape, type: data.type)
  }
}

/// Bounds count from the end where negative and are clamped to the list.
private func sliced(_ values: [Int], from start: Int, to end: Int, by step: Int) -> [Int] {
  let count = values.count
  func bound(_ value: Int, _ range: ClosedRange<Int>) -> Int {
    let resolved = value < 0 ? value + count : value
    return min(max(resolved, range.lowerBound), range.upperBound)
  }
  if count == 0 { return [] }
  let first = bound(start, step > 0 ? 0...count : 0...count - 1)
  let last = bound(end, step > 0 ? 0...count : -1...count - 1)
  // A step beyond the list selects one element at most.
  let safeStep = min(max(step, -count), count)
  return stride(from: first, to: last, by: safeStep).map { values[$0] }
}
