import Diagnostics
import FixedPoint
import NetworkIR

/// Both inputs of an element by element operator, repeated to one shape.
struct BinaryOperands: Sendable {
  let inputs: [TensorID]
  let tensors: [TFLiteTensor]
  let output: TFLiteTensor

  var isWide: Bool { output.type == .int16 }
  /// Integers that stand for themselves: no scale, no zero point.
  var isPlain: Bool { output.type == .int32 }
}

extension ImportContext {
  /// Both inputs of an operator whose tensors are all int8, all int16 or all int32.
  mutating func binaryOperands() throws(OperatorRefusal) -> BinaryOperands {
    let output = try sameTypeOutput(of: [.int8, .int16, .int32])
    let tensors = [try inputTensor(0, "first"), try inputTensor(1, "second")]
    guard tensors[1].type == output.type else {
      throw refuse(
        "input second", cause: "its type is \(tensors[1].type.name), not \(output.type.name)",
        remedy: "quantise both inputs to the same type")
    }
    let first = try operand(0, "first")
    let second = try operand(1, "second")
    let shape = try broadcastShape(builder[first].shape, builder[second].shape)
    return BinaryOperands(
      inputs: [
        try repeated(first, to: shape, suffix: "first"),
        try repeated(second, to: shape, suffix: "second"),
      ], tensors: tensors, output: output)
  }

  /// An int32 operator without scales, which the reference lets wrap: the builder refuses inputs of
  /// ranges that would (rule B37).
  mutating func finishPlain(
    _ kind: OperatorKind, _ operands: BinaryOperands, _ activation: FusedActivation
  ) throws(OperatorRefusal) {
    guard activation == .none else {
      throw refuse(
        "fused activation", cause: "\(activation) of int32", remedy: "none is supported there")
    }
    try finish(kind, operands.inputs)
  }
}

/// The operands of an element by element operator, one of which is a constant of one element.
struct ScalarOperand: Sendable {
  /// The other operand, of the output's shape.
  let input: TensorID
  /// The position of the constant: 0 or 1.
  let position: Int
  let value: Int

  /// Both operands in order where the other one is `x`.
  func operands(_ x: Int) -> [Int] { position == 0 ? [value, x] : [x, value] }
}

extension ImportContext {
  /// The operands where exactly one is a constant, of one element, so that the operator is a function
  /// of the other alone; nil elsewhere.
  mutating func scalarOperand() throws(OperatorRefusal) -> ScalarOperand? {
    let type = try sameTypeOutput(of: [.int8, .int16, .int32]).type
    guard
      let position = (0..<2).first(where: { isConstant($0) }), !isConstant(1 - position),
      try inputTensor(0, "first").type == type, try inputTensor(1, "second").type == type
    else { return nil }
    let tensor = try inputTensor(position, "constant")
    let shape = try shape(of: tensor, "constant")
    guard shape.elementCount == 1 else { return nil }
    let value = try constant(tensor, "constant")[0]
    let other = try operand(1 - position, "operand")
    let wide = try broadcastShape(builder[other].shape, shape)
    return ScalarOperand(
      input: try repeated(other, to: wide, suffix: "operand"), position: position, value: value)
  }

  /// The same of int8, whose function is a table.
  mutating func scalarByteOperand() throws(OperatorRefusal) -> ScalarOperand? {
    try outputTensor().type == .int8 ? try scalarOperand() : nil
  }
}
