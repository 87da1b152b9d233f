import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let slice = OperatorImporter(
    "Slice", inputs: 1...5, attributes: ["starts", "ends", "axes"],
    note: "within shape computations: of a constant list of integers", importNode: importSlice)
}

/// Inputs data, starts, ends, axes, steps (attributes before operator set 10).
@Sendable private func importSlice(_ node: inout NodeImport) throws(NodeRefusal) {
  let starts = node.integers("starts")
  let ends = node.integers("ends")
  let axes = node.integers("axes")
  let data = try node.input(0, "data")
  let start = try node.constantIntegers(1, "starts") ?? starts ?? []
  let end = try node.constantIntegers(2, "ends") ?? ends ?? []
  let axis = try node.constantIntegers(3, "axes") ?? axes ?? [0]
  let step = try node.constantIntegers(4, "steps") ?? [1]
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
