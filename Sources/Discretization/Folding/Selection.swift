import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// Softmax keeps the order of classes, so it is dropped where only the output or a selection
  /// follows.
  mutating func softmax(
    _ node: SourceNode, _ value: FoldedValue
  ) throws(DiagnosticList) -> FoldedValue {
    guard feedsOnlyOutputs(node.outputs[0]), case .function = value else {
      throw fault(
        .unsupportedForm, at: node, "a softmax inside the network",
        remedy: "softmax is supported at the output alone, where it is dropped")
    }
    droppedSoftmaxes.insert(node.outputs[0])
    note(
      at: node, "the softmax at the output is dropped; it keeps the order of classes",
      "apply it to the output's meaning where probabilities are needed")
    return value
  }

  /// Whether a tensor reaches nothing but outputs, through operators that keep or select its
  /// elements' order.
  private func feedsOnlyOutputs(_ id: SourceTensorID) -> Bool {
    nodes(using: id).allSatisfy { user in
      switch user.operation {
      case .argMax, .topK: true
      case .pointwise(.log), .reshape, .cast, .identity, .transpose:
        feedsOnlyOutputs(user.outputs[0])
      default: false
      }
    }
  }

  /// The index of the largest; only one positive scale along the axis compares as the integers do.
  mutating func argMax(
    _ node: SourceNode, _ value: FoldedValue, axis: Int, keepsAxis: Bool, selectsLast: Bool
  ) throws(DiagnosticList) -> FoldedValue {
    let input = try comparableInput(value, axis: axis, at: node)
    let place = axis < 0 ? axis + input.shape.rank : axis
    var dimensions = input.shape.dimensions
    dimensions[place] = 1
    let name = outputName(node)
    let kept = try builder.add(
      .argMax(axis: place, selectsLast: selectsLast), name: node.name, inputs: [input.tensor],
      outputNames: [keepsAxis ? name : name + "_kept"], meanings: [.itself])[0]
    let result = FunctionValue(
      base: .tensor(kept), shape: Shape(dimensions), isQuantized: true)
    if keepsAxis { return .function(result) }
    let movement = Movement(
      kind: .reshape, input: Shape(dimensions), output: shape(of: node), name: node.name,
      outputName: name)
    return .function(try moved(result, by: movement, named: name))
  }

  /// The largest values, with the meaning they had, and their indices.
  mutating func topK(
    _ node: SourceNode, _ value: FoldedValue, count: Int, axis: Int
  ) throws(DiagnosticList) -> [FoldedValue] {
    let input = try comparableInput(value, axis: axis, at: node)
    let place = axis < 0 ? axis + input.shape.rank : axis
    var values = FunctionValue.integers(
      input.tensor, shape: shape(of: node),
      meaning: AffineMeaning(scale: input.scale, offset: input.offset), axis: input.axis,
      isQuantized: true)
    let outputs = try builder.add(
      .topK(count: count, axis: place), name: node.name, inputs: [input.tensor],
      outputNames: [outputName(node), outputName(node, 1)],
      meanings: [values.meaningOfIntegers, .itself])
    values.base = .tensor(outputs[0])
    let indices = FunctionValue(
      base: .tensor(outputs[1]), shape: shape(of: node, output: 1), isQuantized: true)
    return [.function(values), .function(indices)]
  }

  /// Integers that compare along the axis as their meanings do.
  private mutating func comparableInput(
    _ value: FoldedValue, axis: Int, at node: SourceNode
  ) throws(DiagnosticList) -> LinearInput {
    guard case .function(let function) = value else { throw needsQuantizer(node) }
    let flat = try affineValue(function, at: node)
    guard case .tensor(let tensor) = flat.base, let (scale, offset) = flat.affine else {
      throw needsQuantizer(node)
    }
    let place = axis < 0 ? axis + flat.shape.rank : axis
    guard flat.axis == nil || flat.axis != place, scale.values.allSatisfy({ $0.sign > 0 }) else {
      throw fault(
        .notExact, at: node, "scale or offset differ along the compared axis, or fall",
        remedy: "use one positive scale per tensor, or quantise before \(node.operatorName)")
    }
    return LinearInput(
      tensor: tensor, shape: flat.shape, scale: scale, zero: nil, offset: offset, axis: flat.axis)
  }
}
