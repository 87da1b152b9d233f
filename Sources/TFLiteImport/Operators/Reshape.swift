import Diagnostics
import FixedPoint
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
  try context.requireOneType(of: [0])
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

  /// Refuses an operator that only moves integers but has tensors of several types.
  ///
  /// - Parameter inputs: The numbers of the inputs whose integers are moved.
  mutating func requireOneType(of inputs: some Sequence<Int>) throws(OperatorRefusal) {
    for output in operation.outputs.indices {
      let type = try outputTensor(output).type
      for index in inputs {
        let found = try inputTensor(index, "\(index)").type
        guard found != type else { continue }
        throw refuse(
          "input \(index)", code: .inconsistentModel,
          cause: "its type is \(found.name), that of output \(output) \(type.name)",
          remedy: "export the model again: QUANTIZE alone converts integers")
      }
    }
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

  /// A constant input with `each` elements per axis of the operand, each of 32 bits.
  mutating func constantPerAxis(
    _ index: Int, _ role: String, rank: Int, each: Int = 1
  ) throws(OperatorRefusal) -> [Int] {
    let elements = try constant(index, role)
    guard elements.count == rank * each else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it has \(elements.count) elements",
        remedy: "\(rank * each) are needed for an input of rank \(rank)")
    }
    // Files may keep them in 64 bits, whose sums would not fit.
    if let huge = elements.first(where: { !IntegerType.int32.range.contains($0) }) {
      throw refuse(
        "input \(role)", code: .tooLarge, cause: "\(huge) does not fit 32 bits",
        remedy: "export the model again")
    }
    return elements
  }
}
