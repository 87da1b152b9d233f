import NetworkIR

/// Real constants of the source graph, and the few operations on them that exporters leave.
struct FloatConstant {
  var shape: Shape
  var values: [Double]

  var scalar: Double? { values.count == 1 ? values[0] : nil }

  init(_ shape: Shape, _ values: [Double]) {
    self.shape = shape
    self.values = values
  }

  init?(_ tensor: SourceTensor) {
    guard let constant = tensor.constant else { return nil }
    switch constant {
    case .real(let values): self.init(tensor.shape, values)
    case .integer(let values): self.init(tensor.shape, values.map { Double($0) })
    }
  }

  func transposed(_ permutation: [Int]) -> FloatConstant {
    let new = Shape(permutation.map { shape[$0] })
    let strides = permutation.map { shape.strides[$0] }
    return FloatConstant(new, sourcePositions(new, strides: strides).map { values[$0] })
  }

  /// The array for a larger shape, as ONNX broadcasts.
  func broadcast(to target: Shape) -> [Double] {
    let padding = target.rank - shape.rank
    let strides = target.dimensions.indices.map { axis in
      axis < padding || shape[axis - padding] == 1 ? 0 : shape.strides[axis - padding]
    }
    return sourcePositions(target, strides: strides).map { values[$0] }
  }

  /// One value, or one per index of an axis of the target; nil for anything else.
  func parameter(for target: Shape) -> (axis: Int?, values: [Double])? {
    if let scalar { return (nil, [scalar]) }
    let padding = target.rank - shape.rank
    let wide = shape.dimensions.indices.filter { shape[$0] > 1 }
    guard padding >= 0, wide.count == 1, target[wide[0] + padding] == shape[wide[0]] else {
      return nil
    }
    return (wide[0] + padding, values)
  }
}

/// For every element of a shape, row-major, the sum of its indices times the given strides.
func sourcePositions(_ shape: Shape, strides: [Int]) -> [Int] {
  shape.dimensions.indices.reduce([0]) { starts, axis in
    starts.flatMap { start in (0..<shape[axis]).map { start + $0 * strides[axis] } }
  }
}

/// The value of a node whose inputs are all known; nil for operations that no exporter leaves on
/// constants.
func constantValue(of node: SourceNode, _ inputs: [FloatConstant], shape: Shape) -> FloatConstant? {
  switch node.operation {
  case .identity, .cast, .reshape: return FloatConstant(shape, inputs[0].values)
  case .transpose(let permutation): return inputs[0].transposed(permutation)
  case .arithmetic(let operation):
    let pairs = zip(inputs[0].broadcast(to: shape), inputs[1].broadcast(to: shape))
    return FloatConstant(shape, pairs.map { arithmetic(operation, $0, $1) })
  case .pointwise(let function):
    return FloatConstant(shape, inputs[0].values.map { function.value(at: $0) })
  default: return nil
  }
}

private func arithmetic(_ operation: Arithmetic, _ left: Double, _ right: Double) -> Double {
  switch operation {
  case .add: left + right
  case .subtract: left - right
  case .multiply: left * right
  case .divide: left / right
  case .power: power(left, right)
  }
}
