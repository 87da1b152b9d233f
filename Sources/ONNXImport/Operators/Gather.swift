import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let gather = OperatorImporter(
    "Gather", inputs: 2...2, attributes: ["axis"],
    note: "one constant index of data; any within shape computations", importNode: importGather)
}

/// Inputs data, indices.
@Sendable private func importGather(_ node: inout NodeImport) throws(NodeRefusal) {
  let declaredAxis = node.integer("axis", default: 0)
  let data = try node.input(0, "data")
  let indices = try node.input(1, "indices")
  let axis = try node.axis(declaredAxis, rank: data.rank)
  if data.isVariable { return try node.selectOne(of: data, axis: axis, indices) }
  guard let values = data.integers, data.rank == 1, let positions = indices.integers else {
    throw node.refuse(
      cause: "it selects from shape \(data.shape) outside a shape computation",
      remedy: "selection from a constant list of integers is folded")
  }
  guard node.canFold(positions.count) else {
    throw node.refuse(
      "input indices", code: .tooLarge, cause: "it selects \(positions.count) elements",
      remedy: "up to \(ImportLimits.foldedElements) are folded")
  }
  let resolved = positions.map { $0 < 0 ? $0 + values.count : $0 }
  guard resolved.allSatisfy(values.indices.contains) else {
    throw node.refuse(
      "input indices", code: .inconsistentModel,
      cause: "an index lies outside the \(values.count) elements", remedy: "export the model again")
  }
  let selected = resolved.map { values[$0] }
  try node.throwIfRefused()
  node.fold(.integer(selected), shape: indices.shape, type: data.type)
}

extension NodeImport {
  /// One index of an axis, in whose place the axes of the index stand, all of size 1.
  fileprivate mutating func selectOne(
    of data: Operand, axis: Int, _ indices: Operand
  ) throws(NodeRefusal) {
    guard let positions = indices.integers, positions.count == 1 else {
      throw refuse(
        "input indices", cause: "it is no constant of one index",
        remedy: "one index is supported; Slice takes evenly spaced ones")
    }
    let size = data.shape[axis]
    let position = positions[0] < 0 ? positions[0] + size : positions[0]
    guard 0..<size ~= position else {
      throw refuse(
        "input indices", code: .inconsistentModel,
        cause: "\(positions[0]) lies outside the \(size) elements", remedy: "export the model again"
      )
    }
    var starts = data.dimensions.map { _ in 0 }
    starts[axis] = position
    var kept = data.dimensions
    kept[axis] = 1
    let operation = SourceOperation.slice(starts: starts, steps: data.dimensions.map { _ in 1 })
    if indices.rank == 1 {
      try apply(operation, [data], shape: try shape(kept), type: data.type)
    } else {
      let row = try apply(
        operation, [data], suffix: "selected", shape: try shape(kept), type: data.type)
      kept.replaceSubrange(axis...axis, with: indices.dimensions)
      try reshaped(row, to: kept)
    }
  }
}
