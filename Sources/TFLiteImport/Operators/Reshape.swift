import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let reshape = OperatorImporter(
    "RESHAPE", code: 22, note: "to the shape that the file declares of the output",
    importOperator: importReshape)
  static let squeeze = OperatorImporter(
    "SQUEEZE", code: 43, note: "to the shape that the file declares of the output",
    importOperator: importReshape)
  static let expandDims = OperatorImporter(
    "EXPAND_DIMS", code: 70, note: "to the shape that the file declares of the output",
    importOperator: importReshape)
}

@Sendable private func importReshape(_ context: inout ImportContext) throws(OperatorRefusal) {
  let input = try context.operand(0, "input")
  try context.finishMovement(input, shapedAs: try context.outputTensor())
}

extension ImportContext {
  /// The output has the elements of a tensor in the order they have.
  mutating func finishMovement(
    _ input: TensorID, shapedAs tensor: TFLiteTensor, output: Int = 0
  ) throws(OperatorRefusal) {
    let shape = try shape(of: tensor, "output")
    guard shape.elementCount == builder[input].shape.elementCount else {
      throw refuse(
        "output", code: .inconsistentModel,
        cause: "the file says \(shape) of elements shaped \(builder[input].shape)",
        remedy: "export the model again")
    }
    try finish(.reshape, [input], output: output, reshapedTo: shape)
  }

  /// An axis of a rank, counted from the end where it is negative.
  mutating func axis(
    _ number: Int, rank: Int, _ role: String = "axis"
  ) throws(OperatorRefusal) -> Int {
    let axis = number < 0 ? number + rank : number
    guard (0..<rank).contains(axis) else {
      throw refuse(
        role, code: .inconsistentModel, cause: "axis \(number) does not exist in rank \(rank)",
        remedy: "export the model again")
    }
    return axis
  }

  /// The only element of a constant input.
  mutating func constantScalar(_ index: Int, _ role: String) throws(OperatorRefusal) -> Int {
    let elements = try constant(index, role)
    guard elements.count == 1 else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it has \(elements.count) elements",
        remedy: "one is needed")
    }
    return elements[0]
  }

  /// A constant input with one element per axis of the operand.
  mutating func constantPerAxis(
    _ index: Int, _ role: String, rank: Int, each: Int = 1
  ) throws(OperatorRefusal) -> [Int] {
    let elements = try constant(index, role)
    guard elements.count == rank * each else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it has \(elements.count) elements",
        remedy: "\(rank * each) are needed for an input of rank \(rank)")
    }
    return elements
  }
}
