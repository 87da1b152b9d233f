import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// x * y of two values that depend on the input (A31): both integers of one scale per tensor whose
  /// zero is an integer.
  mutating func product(
    _ node: SourceNode, _ inputs: [FoldedValue]
  ) throws(DiagnosticList) -> FoldedValue {
    let left = try factor(inputs[0], at: node)
    let right = try factor(inputs[1], at: node)
    guard left.input.shape == right.input.shape else {
      throw fault(
        .unsupportedForm, at: node,
        "it broadcasts \(left.input.shape) and \(right.input.shape)",
        remedy: "give both factors one shape")
    }
    let scale = left.input.scale * right.input.scale
    let value = FunctionValue.integers(
      left.input.tensor, shape: left.input.shape,
      meaning: AffineMeaning(scale: scale, offset: .zero), axis: nil, isQuantized: true)
    return .function(
      try replacingBase(
        of: value, .product(offsets: [-left.zero, -right.zero]),
        [left.input.tensor, right.input.tensor], at: node))
  }

  private mutating func factor(
    _ value: FoldedValue, at node: SourceNode
  ) throws(DiagnosticList) -> (input: LinearInput, zero: Int) {
    let input = try linearInput(value, at: node)
    guard input.scale.isUniform, input.offset.isUniform, let zero = input.zero else {
      throw fault(
        .notExact, at: node, "a factor has one scale per channel, or no integer that means zero",
        remedy: "quantise both factors with one scale and an integer zero point per tensor")
    }
    return (input, zero)
  }
}
