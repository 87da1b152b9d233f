import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// A real function of every element: an exact step of what stands between two quantisers.
  mutating func pointwise(
    _ node: SourceNode, _ value: FoldedValue, _ function: PointwiseFunction
  ) throws(DiagnosticList) -> FoldedValue {
    if case .border(let path) = value {
      return .border(try appending(borderStep(function, at: node), to: path, at: node))
    }
    if case .log = function, droppedSoftmaxes.contains(node.inputs[0]) {
      droppedSoftmaxes.insert(node.outputs[0])
      return value
    }
    if case .sigmoid = function, source.outputs.contains(node.outputs[0]),
      case .function(let argument) = value, argument.affine != nil
    {
      note(
        at: node, "the sigmoid at the output is dropped; it keeps the order of classes",
        "apply it to the output's meaning where probabilities are needed")
      return value
    }
    return try transformed(value, at: node) { folder, argument, _ throws(DiagnosticList) in
      if case .negate = function {
        return try folder.appending(
          scale: AxisValues(axis: nil, values: ChannelValues(RealNumber(-1))),
          offset: AxisValues(axis: nil, values: .zero), to: argument, at: node)
      }
      return try folder.appending(.pointwise(function), to: argument, at: node)
    }
  }

  /// Functions whose float32 result is the same in every executor.
  private func borderStep(
    _ function: PointwiseFunction, at node: SourceNode
  ) throws(DiagnosticList) -> FloatStep {
    switch function {
    case .relu: return .clamp(lower: 0, upper: .infinity)
    case .clip(let lower, let upper):
      return .clamp(
        lower: lower.map { Float($0) } ?? -.infinity, upper: upper.map { Float($0) } ?? .infinity)
    case .floor: return .round(.floor)
    case .ceiling: return .round(.ceiling)
    case .round: return .round(.halfToEven)
    case .negate: return .multiply(FloatParameter(values: [-1]))
    case .leakyRelu, .hardSigmoid, .hardSwish, .sigmoid, .tanh, .softsign, .softplus, .erf, .exp,
      .log, .sqrt, .reciprocal, .absolute, .elu, .selu, .gelu, .sign:
      throw fault(
        .notQuantized, at: node, "executors differ in its float32 result on an unquantised input",
        remedy: "quantise the input before \(node.operatorName)")
    }
  }

  /// Keeps a remark about what was dropped or assumed.
  mutating func note(at node: SourceNode, _ cause: String, _ remedy: String) {
    diagnostics.add(
      Diagnostic(
        .note, .remark, at: .node(name: node.name, operator: node.operatorName), cause: cause,
        remedy: remedy))
  }
}
