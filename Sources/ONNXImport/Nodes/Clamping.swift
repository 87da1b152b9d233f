import NetworkIR

extension NodeImport {
  /// Makes the node's output a clamp of x. Quantised integers are clamped as the real numbers they
  /// are and quantised with scale 1, which changes none of them.
  mutating func applyClamp(_ function: PointwiseFunction, _ x: Operand) throws(NodeRefusal) {
    guard quantizedTypes.contains(x.type) else { return try applyFunction(function, x) }
    let real = try apply(.cast, [x], suffix: "x_real", shape: x.shape, type: .float32)
    let clamped = try apply(
      .pointwise(function), [real], suffix: "clamped", shape: x.shape, type: .float32)
    let unit = try linearParameters(
      scale: nil, zeroPoint: nil, prefix: "y", for: clamped, axis: 0, storage: x.type)
    try apply(
      .quantizeLinear(axis: unit.axis), [clamped, unit.scale, unit.zeroPoint], shape: x.shape,
      type: x.type)
  }
}
