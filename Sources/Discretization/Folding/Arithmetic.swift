import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// Add, Sub, Mul, Div and Pow, with a constant on one side or, for sums, data on both.
  mutating func arithmetic(
    _ node: SourceNode, _ inputs: [FoldedValue], _ operation: Arithmetic
  ) throws(DiagnosticList) -> FoldedValue {
    if let constant = inputs[1].constant {
      try requireShape(of: inputs[0], equals: shape(of: node), at: node)
      return try arithmetic(node, inputs[0], operation, constant, isReversed: false)
    }
    if let constant = inputs[0].constant {
      try requireShape(of: inputs[1], equals: shape(of: node), at: node)
      return try arithmetic(node, inputs[1], operation, constant, isReversed: true)
    }
    return try sum(node, inputs, operation)
  }

  private mutating func arithmetic(
    _ node: SourceNode, _ value: FoldedValue, _ operation: Arithmetic, _ constant: ConstantArray,
    isReversed: Bool
  ) throws(DiagnosticList) -> FoldedValue {
    let operand = try parameter(constant, for: shape(of: node), at: node, "constant operand")
    if case .border(let path) = value {
      let step = try floatStep(operation, operand, isReversed: isReversed, at: node)
      return .border(try appending(step, to: path, at: node))
    }
    if operation == .power {
      return try power(node, value, operand, isReversed: isReversed)
    }
    let folded = folding(operation, operand, into: value, at: node, isReversed: isReversed)
    let step = try affineStep(operation, operand, isReversed: isReversed, at: node)
    let inverts = operation == .divide && isReversed
    return try transformed(folded ?? value, at: node) {
      folder, function, slice throws(DiagnosticList) in
      if folded != nil { return function }
      let argument =
        inverts
        ? try folder.appending(.pointwise(.reciprocal), to: function, at: node) : function
      return try folder.appending(
        scale: slice.cut(step.scale), offset: slice.cut(step.offset), to: argument, at: node)
    }
  }

  /// x + c, x - c, c - x, x * c, x / c, and c * (1 / x) after the reciprocal.
  private func affineStep(
    _ operation: Arithmetic, _ operand: AxisValues, isReversed: Bool, at node: SourceNode
  ) throws(DiagnosticList) -> (scale: AxisValues, offset: AxisValues) {
    let one = AxisValues(axis: nil, values: .one)
    let zero = AxisValues(axis: nil, values: .zero)
    let negated = AxisValues(axis: operand.axis, values: operand.values.map { -$0 })
    switch operation {
    case .add: return (one, operand)
    case .subtract:
      return isReversed
        ? (AxisValues(axis: nil, values: ChannelValues(RealNumber(-1))), operand) : (one, negated)
    case .multiply, .power: return (operand, zero)
    case .divide:
      if isReversed { return (operand, zero) }
      guard let reciprocal = operand.values.reciprocal else {
        throw fault(
          .notExact, at: node, "divisor", "a divisor is zero or a sum of different square roots",
          remedy: "divide by a nonzero number")
      }
      return (AxisValues(axis: operand.axis, values: reciprocal), zero)
    }
  }

  private func floatStep(
    _ operation: Arithmetic, _ operand: AxisValues, isReversed: Bool, at node: SourceNode
  ) throws(DiagnosticList) -> FloatStep {
    let parameter = operand.floatParameter
    switch (operation, isReversed) {
    case (.add, _): return .add(parameter)
    case (.subtract, false): return .subtract(parameter)
    case (.subtract, true): return .subtractFrom(parameter)
    case (.multiply, _): return .multiply(parameter)
    case (.divide, false): return .divide(parameter)
    case (.divide, true), (.power, _):
      throw fault(
        .notQuantized, at: node, "executors differ in its float32 result on an unquantised input",
        remedy: "quantise the input before \(node.operatorName)")
    }
  }

  /// x^1, x^(1/2) and x^-1.
  private mutating func power(
    _ node: SourceNode, _ value: FoldedValue, _ operand: AxisValues, isReversed: Bool
  ) throws(DiagnosticList) -> FoldedValue {
    let exponent = operand.values[0]
    let functions: [(RealNumber, PointwiseFunction)] = [
      (RealNumber(rationalPowerOfTwo(-1)), .sqrt), (RealNumber(-1), .reciprocal),
    ]
    if operand.values.isUniform, !isReversed {
      if exponent == .one { return value }
      if let function = functions.first(where: { $0.0 == exponent })?.1 {
        return try pointwise(node, value, function)
      }
    }
    throw fault(
      .unsupportedForm, at: node, "exponent", "only the exponents 1, 1/2 and -1 are supported",
      remedy: "use another function, or quantise before it")
  }

  /// A constant must not enlarge the data by broadcasting.
  private func requireShape(
    of value: FoldedValue, equals shape: Shape, at node: SourceNode
  ) throws(DiagnosticList) {
    guard let own = value.currentShape, own != shape else { return }
    throw fault(
      .unsupportedForm, at: node, "a constant broadcasts the data from \(own) to \(shape)",
      remedy: "give the constant the data's shape or smaller")
  }

  /// A bias that is a whole number of accumulator steps joins the linear operator before it, which
  /// then bears this node's output name; nil where it does not.
  private func folding(
    _ operation: Arithmetic, _ operand: AxisValues, into value: FoldedValue, at node: SourceNode,
    isReversed: Bool
  ) -> FoldedValue? {
    guard case .function(let function) = value, case .linear(let pending) = function.base,
      function.movements.isEmpty, let affine = function.affine
    else { return nil }
    let bias: ChannelValues
    switch operation {
    case .add: bias = operand.values
    case .subtract where !isReversed: bias = operand.values.map { -$0 }
    case .subtract, .multiply, .divide, .power: return nil
    }
    let axis = pending.outputAxis
    guard operand.axis == nil || operand.axis == axis,
      function.axis == nil || function.axis == axis,
      let joined = pending.adding(bias: bias, scale: affine.scale)
    else { return nil }
    var result = function
    result.base = .linear(joined.renamed(outputName(node)))
    return .function(result)
  }
}

extension FoldedValue {
  var currentShape: Shape? {
    switch self {
    case .constant(let array): array.shape
    case .border(let path): path.currentShape
    case .function(let function): function.currentShape
    case .parts(let parts): parts.shape
    case .faulty: nil
    }
  }
}
