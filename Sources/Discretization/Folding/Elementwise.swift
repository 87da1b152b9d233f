import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// Appends scale * x + offset to a function; both parameters are given for the function's current
  /// shape.
  mutating func appending(
    scale: AxisValues, offset: AxisValues, to value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    var result = try aligned(value, with: [scale.axis, offset.axis], at: node)
    if result.movements.contains(where: \.isMaxPool),
      scale.values.values.contains(where: { $0.sign < 0 })
    {
      result = try flushed(result, at: node)
    }
    let parameters = try [scale, offset].map { parameter throws(DiagnosticList) in
      try baseValues(parameter, of: result, at: node)
    }
    if let axis = parameters.compactMap(\.axis).first { result.axis = axis }
    result.append(scale: parameters[0].values, offset: parameters[1].values)
    return result
  }

  /// Appends a real function; a maximum that waits lets only nondecreasing ones pass.
  mutating func appending(
    _ function: RealFunction, to value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    var result = value
    if value.movements.contains(where: \.isMaxPool), !function.isNondecreasing {
      result = try flushed(value, at: node)
    }
    result.append(function)
    return result
  }

  /// The value with its movements applied, where a parameter's axis cannot be traced back through
  /// them.
  private mutating func aligned(
    _ value: FunctionValue, with axes: [Int?], at node: SourceNode
  ) throws(DiagnosticList) -> FunctionValue {
    let traced = axes.compactMap { $0 }.map { value.baseAxis($0)?.axis }
    let isTraced = traced.allSatisfy { $0 != nil && (value.axis == nil || $0 == value.axis) }
    return isTraced || value.movements.isEmpty ? value : try flushed(value, at: node)
  }

  /// A parameter for the current shape as one along the base's axis.
  private func baseValues(
    _ parameter: AxisValues, of value: FunctionValue, at node: SourceNode
  ) throws(DiagnosticList) -> AxisValues {
    guard let axis = parameter.axis else { return parameter }
    guard let base = value.baseAxis(axis), value.axis == nil || value.axis == base.axis else {
      throw fault(
        .notExact, at: node, "its parameters and those before it vary along different axes",
        remedy: "use one value per tensor in one of them, or quantise in between")
    }
    return AxisValues(axis: base.axis, values: parameter.values.gathered(base.sources))
  }

  /// A constant operand as a parameter for a value of some shape.
  func parameter(
    _ array: ConstantArray, for shape: Shape, at node: SourceNode, _ detail: String
  ) throws(DiagnosticList) -> AxisValues {
    guard let values = array.channelValues(for: shape) else {
      throw fault(
        .unsupportedForm, at: node, detail,
        "a constant of shape \(array.shape) against \(shape) varies along more than one axis",
        remedy: "use one value per tensor or per index of one axis")
    }
    return values
  }

  /// Every function that a value consists of, changed alike; parameters are cut to each part.
  mutating func transformed(
    _ value: FoldedValue, at node: SourceNode,
    _ change: (inout Folder, FunctionValue, PartSlice) throws(DiagnosticList) -> FunctionValue
  ) throws(DiagnosticList) -> FoldedValue {
    switch value {
    case .function(let function): return .function(try change(&self, function, .whole))
    case .parts(let parts):
      var changed: [FunctionValue] = []
      var start = 0
      for part in parts.parts {
        let size = part.currentShape[parts.axis]
        let slice = PartSlice(axis: parts.axis, indices: start..<start + size)
        changed.append(try change(&self, part, slice))
        start += size
      }
      return .parts(
        PartsValue(axis: parts.axis, parts: changed, name: parts.name, shape: parts.shape))
    case .constant, .border, .faulty: throw needsQuantizer(node)
    }
  }
}

/// Which indices of a concatenation a part holds.
struct PartSlice {
  let axis: Int?
  let indices: Range<Int>

  static let whole = PartSlice(axis: nil, indices: 0..<0)

  func cut(_ parameter: AxisValues) -> AxisValues {
    guard let axis, parameter.axis == axis else { return parameter }
    return AxisValues(axis: axis, values: parameter.values.gathered(Array(indices)))
  }
}

extension FunctionValue {
  /// The base's axis that a current axis comes from; its sources are current indices.
  func baseAxis(_ axis: Int) -> MovedAxis? {
    var result = MovedAxis(axis: axis, sources: Array(0..<currentShape[axis]))
    for movement in movements.reversed() {
      guard let back = movement.backward(result.axis) else { return nil }
      let sources = result.sources
      result = MovedAxis(axis: back.axis, sources: back.sources.map { sources[$0] })
    }
    return result
  }
}

func needsQuantizer(_ node: SourceNode) -> DiagnosticList {
  fault(
    .notQuantized, at: node, "its input is a real number without an integer form",
    remedy: "insert a quantiser before \(node.operatorName)")
}
