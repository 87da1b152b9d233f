import Diagnostics
import NetworkIR

extension FloatReading {
  /// Batch norm is one scale and offset per channel, folded into the layer before it where it has
  /// no other user.
  mutating func normalization(
    _ node: SourceNode, _ inputs: [Value], _ epsilon: Float
  ) throws(DiagnosticList) -> Int {
    let parameters = inputs.dropFirst().compactMap(\.constant)
    guard case .node(let x) = inputs[0], parameters.count == 4 else {
      throw unsupported(node, "its parameters are not constant", "make them constant")
    }
    let (gamma, beta, mean, variance) = (
      parameters[0].values, parameters[1].values, parameters[2].values, parameters[3].values
    )
    let scale = gamma.indices.map { gamma[$0] / (variance[$0] + Double(epsilon)).squareRoot() }
    let offset = gamma.indices.map { beta[$0] - mean[$0] * scale[$0] }
    return affine(node, x, axis: 1, scale: scale, offset: offset)
  }

  mutating func arithmetic(
    _ node: SourceNode, _ inputs: [Value], _ operation: Arithmetic
  ) throws(DiagnosticList) -> Int {
    if case .node(let x) = inputs[0], let constant = inputs[1].constant {
      return try arithmetic(node, x, operation, constant, isReversed: false)
    }
    if case .node(let x) = inputs[1], let constant = inputs[0].constant {
      return try arithmetic(node, x, operation, constant, isReversed: true)
    }
    guard case .node(let left) = inputs[0], case .node(let right) = inputs[1],
      nodes[left].shape == nodes[right].shape, operation != .divide, operation != .power
    else {
      throw unsupported(
        node, "both operands depend on the input",
        "only sums and products of equal shapes are discretised")
    }
    if operation == .multiply { return add(node, .product, [left, right]) }
    return add(node, .sum(isDifference: operation == .subtract), [left, right])
  }

  private mutating func arithmetic(
    _ node: SourceNode, _ x: Int, _ operation: Arithmetic, _ constant: FloatConstant,
    isReversed: Bool
  ) throws(DiagnosticList) -> Int {
    guard shape(of: node) == nodes[x].shape,
      let parameter = constant.parameter(for: nodes[x].shape)
    else {
      throw unsupported(
        node, "a constant of shape \(constant.shape)", "use one value, or one per channel")
    }
    var x = x
    let values = parameter.values
    if operation == .power || (operation == .divide && isReversed) {
      guard let function = function(operation, exponent: constant.scalar, isReversed: isReversed)
      else {
        throw unsupported(
          node, "a power that is no root", "the constant exponents 1, 1/2 and -1 are supported")
      }
      if let function { x = add(node, .pointwise(function), [x]) }
      if operation == .power { return x }
    }
    let ones = values.map { _ in 1.0 }
    let zeros = values.map { _ in 0.0 }
    let step: (scale: [Double], offset: [Double])
    switch (operation, isReversed) {
    case (.add, _): step = (ones, values)
    case (.subtract, false): step = (ones, values.map { -$0 })
    case (.subtract, true): step = (ones.map { -$0 }, values)
    case (.multiply, _): step = (values, zeros)
    case (.divide, false): step = (values.map { 1 / $0 }, zeros)
    // The reciprocal is taken already.
    case (.divide, true), (.power, _): step = (values, zeros)
    }
    return affine(node, x, axis: parameter.axis ?? 0, scale: step.scale, offset: step.offset)
  }

  /// What a power, or a division by data, does before its factor: nil where nothing is known, a nil
  /// inside where it changes nothing.
  private func function(
    _ operation: Arithmetic, exponent: Double?, isReversed: Bool
  ) -> PointwiseFunction?? {
    if operation == .divide { return .some(.reciprocal) }
    guard !isReversed, let exponent else { return nil }
    switch exponent {
    case 1: return .some(nil)
    case 0.5: return .some(.sqrt)
    case -1: return .some(.reciprocal)
    default: return nil
    }
  }

  private mutating func affine(
    _ node: SourceNode, _ x: Int, axis: Int, scale: [Double], offset: [Double]
  ) -> Int {
    if let folded = folded(node, x, axis: axis, scale: scale, offset: offset) { return folded }
    return add(
      node, .affine(axis: axis, scale: scale.map { Float($0) }, offset: offset.map { Float($0) }),
      [x])
  }

  /// Scale and offset inside the linear operator before; nil where its value has another user.
  private mutating func folded(
    _ node: SourceNode, _ x: Int, axis: Int, scale: [Double], offset: [Double]
  ) -> Int? {
    guard case .linear(var linear) = nodes[x].operation,
      scale.count == 1 || axis == (linear.geometry == nil ? nodes[x].shape.rank - 1 : 1),
      let id = node.inputs.first(where: { if case .node(x) = value(of: $0) { true } else { false } }
      ),
      hasOneUser(id)
    else { return nil }
    for output in 0..<linear.outputs {
      let factor = scale.count == 1 ? scale[0] : scale[output]
      for column in output * linear.columns..<(output + 1) * linear.columns {
        linear.weights[column] = Float(Double(linear.weights[column]) * factor)
      }
      let shift = offset.count == 1 ? offset[0] : offset[output]
      linear.bias[output] = Float(Double(linear.bias[output]) * factor + shift)
    }
    nodes[x].operation = .linear(linear)
    nodes[x].outputName = source[node.outputs[0]].name
    // A Gemm arrives as a product and a sum; it is the sum that has its name.
    if node.operatorName == nodes[x].operatorName { nodes[x].name = node.name }
    return x
  }
}
