import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let split = OperatorImporter(
    "SPLIT", code: 49, note: "constant axis", importOperator: importSplit)
  static let splitV = OperatorImporter(
    "SPLIT_V", code: 102, note: "constant axis; sizes as the file declares of the outputs",
    importOperator: importSplitV)
}

@Sendable private func importSplit(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.importSplit(input: 1, axis: 0)
}

@Sendable private func importSplitV(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.importSplit(input: 0, axis: 2)
}

extension ImportContext {
  fileprivate mutating func importSplit(input: Int, axis: Int) throws(OperatorRefusal) {
    try requireOneType(of: [input])
    let source = try operand(input, "input")
    let shape = builder[source].shape
    let along = try self.axis(try constantScalar(axis, "axis"), rank: shape.rank)
    var start = 0
    for index in operation.outputs.indices {
      let part = try self.shape(of: try outputTensor(index), "output")
      guard part.rank == shape.rank, part[along] <= shape[along] - start else {
        throw refuseParts()
      }
      var starts = [Int](repeating: 0, count: shape.rank)
      starts[along] = start
      var sizes = shape.dimensions
      sizes[along] = part[along]
      let slice = Slice(
        starts: starts, steps: [Int](repeating: 1, count: shape.rank), sizes: sizes)
      try finish(.slice(slice), [source], output: index)
      start += part[along]
    }
    guard start == shape[along] else { throw refuseParts() }
  }

  private mutating func refuseParts() -> OperatorRefusal {
    refuse(
      "outputs", code: .inconsistentModel, cause: "their sizes do not add up to the input's",
      remedy: "export the model again")
  }
}
