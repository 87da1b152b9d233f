import Diagnostics
import FixedPoint
import NetworkIR

// Results of the current operator.
extension ImportContext {
  /// Adds an operator whose result is a helper of the current operator.
  /// - Parameters:
  ///   - suffix: Stands behind the output's name.
  ///   - allowsWide: Whether the result is a sum that may leave 32 bits.
  mutating func helper(
    _ kind: OperatorKind, _ inputs: [TensorID], suffix: String, meaning: Meaning = .itself,
    reshapedTo shape: Shape? = nil, allowsWide: Bool = false
  ) throws(OperatorRefusal) -> TensorID {
    let name = helperName(suffix)
    return try add(
      kind, inputs, name: name, outputs: [name], meanings: [meaning], reshapedTo: shape,
      allowsWide: allowsWide)[0]
  }

  /// Adds the operator that computes an output of the current operator, under the file's name.
  mutating func finish(
    _ kind: OperatorKind, _ inputs: [TensorID], output: Int = 0, reshapedTo shape: Shape? = nil
  ) throws(OperatorRefusal) {
    let tensor = try outputTensor(output)
    let meaning = try meaning(of: tensor, "output")
    let id = try add(
      kind, inputs, name: tensor.name, outputs: [tensor.name], meanings: [meaning],
      reshapedTo: shape)[0]
    try bind(output, to: id)
  }

  /// Says that an output is a tensor of the network, after a check against what the file declares.
  mutating func bind(_ output: Int, to id: TensorID) throws(OperatorRefusal) {
    let tensor = try outputTensor(output)
    let built = builder[id]
    let shape = try shape(of: tensor, "output")
    guard built.shape == shape else {
      throw refuse(
        "output \(output)", code: .inconsistentModel,
        cause: "the file says \(shape), but the inputs and options give \(built.shape)",
        remedy: "export the model again")
    }
    guard let range = tensor.type.outputRange, range.contains(built.range) else {
      throw refuse(
        "output \(output)", cause: "its type \(tensor.type.name) does not hold \(built.range)",
        remedy: "quantise the model to int8 or int16")
    }
    values[operation.outputs[output]] = .integers(id)
  }

  /// Adds an operator with any number of outputs; none of them is bound to the file's.
  mutating func add(
    _ kind: OperatorKind, _ inputs: [TensorID], name: String, outputs: [String],
    meanings: [Meaning], reshapedTo shape: Shape?, allowsWide: Bool = false
  ) throws(OperatorRefusal) -> [TensorID] {
    try requireShifts(kind)
    do throws(DiagnosticList) {
      return try builder.add(
        kind, name: name, inputs: inputs, outputNames: outputs, meanings: meanings,
        reshapedTo: shape, allowsWide: allowsWide)
    } catch {
      throw refuse(error)
    }
  }
}
