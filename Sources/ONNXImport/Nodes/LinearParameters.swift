import Diagnostics
import NetworkIR

/// Scale and zero point of ONNX's linear quantisation: both scalars, or both vectors along one
/// axis.
struct LinearParameters {
  let scale: Operand
  let zeroPoint: Operand
  /// 0 where both are scalars.
  let axis: Int
}

extension NodeImport {
  /// Brings scale and zero point into the unified form.
  /// - Parameters:
  ///   - scale: nil means 1, for integer operators without scales.
  ///   - zeroPoint: nil means 0.
  ///   - prefix: names the roles in diagnostics and invented tensors, "x" say.
  mutating func linearParameters(
    scale: Operand?, zeroPoint: Operand?, prefix: String, for x: Operand, axis: Int,
    storage: SourceElementType
  ) throws(NodeRefusal) -> LinearParameters {
    if let scale { checkScale(scale, "\(prefix) scale") }
    if let zeroPoint { checkZeroPoint(zeroPoint, "\(prefix) zero point", storage: storage) }
    try throwIfRefused()
    let scale = try scale.map { (operand) throws(NodeRefusal) in
      try flattened(operand, "\(prefix) scale")
    }
    let zeroPoint = try zeroPoint.map { (operand) throws(NodeRefusal) in
      try flattened(operand, "\(prefix) zero point")
    }
    let shape = scale?.shape ?? zeroPoint?.shape ?? .scalar
    let ones = SourceConstant.real(Array(repeating: 1, count: shape.elementCount))
    let zeros = SourceConstant.integer(Array(repeating: 0, count: shape.elementCount))
    let resolved = LinearParameters(
      scale: scale ?? constant(ones, suffix: "\(prefix)_scale", shape: shape, type: .float32),
      zeroPoint: zeroPoint
        ?? constant(zeros, suffix: "\(prefix)_zero_point", shape: shape, type: storage),
      axis: shape.rank == 0 ? 0 : try self.axis(axis, rank: x.rank))
    try checkExtent(resolved, prefix: prefix, of: x)
    return resolved
  }

  private mutating func checkScale(_ scale: Operand, _ role: String) {
    requireStatic(scale, role)
    requireReal(scale, role)
    requireEvery(scale, role, "a positive scale") { $0 > 0 }
  }

  private mutating func checkZeroPoint(
    _ zeroPoint: Operand, _ role: String, storage: SourceElementType
  ) {
    requireStatic(zeroPoint, role)
    guard zeroPoint.type != storage else { return }
    refuse(
      "input \(role)", code: .inconsistentModel,
      cause: "it is of type \(zeroPoint.type.rawValue)",
      remedy: "the quantised type \(storage.rawValue) is needed")
  }

  /// One element becomes a scalar; a vector stays; more dimensions mean blocks, which are refused.
  private mutating func flattened(
    _ operand: Operand, _ role: String
  ) throws(NodeRefusal) -> Operand {
    if operand.rank == 0 { return operand }
    if operand.shape.elementCount == 1 { return try scalar(operand, role) }
    guard operand.rank == 1 else {
      throw refuse(
        "input \(role)", cause: "it has shape \(operand.shape)",
        remedy: "a scalar, or a vector along one axis, is supported")
    }
    return operand
  }

  private mutating func scalar(_ operand: Operand, _ role: String) throws(NodeRefusal) -> Operand {
    let suffix = role.replacing(" ", with: "_")
    guard let values = operand.tensor.constant else {
      return try apply(
        .reshape, [operand], suffix: suffix, shape: .scalar, type: operand.type)
    }
    return constant(values, suffix: suffix, shape: .scalar, type: operand.type)
  }

  private mutating func checkExtent(
    _ parameters: LinearParameters, prefix: String, of x: Operand
  ) throws(NodeRefusal) {
    let expected = parameters.scale.rank == 0 ? Shape.scalar : Shape([x.shape[parameters.axis]])
    let roles = [("scale", parameters.scale), ("zero point", parameters.zeroPoint)]
    for (role, operand) in roles where operand.shape != expected {
      refuse(
        "input \(prefix) \(role)", code: .inconsistentModel, cause: "it has shape \(operand.shape)",
        remedy: "\(expected) is needed")
    }
    try throwIfRefused()
  }

  /// x as the real numbers that its integers mean.
  mutating func dequantized(
    _ x: Operand, _ parameters: LinearParameters, suffix: String, type: SourceElementType
  ) throws(NodeRefusal) -> Operand {
    try apply(
      .dequantizeLinear(axis: parameters.axis), [x, parameters.scale, parameters.zeroPoint],
      suffix: suffix, shape: x.shape, type: type)
  }
}

/// The integer types that QuantizeLinear can give.
let quantizedTypes: Set<SourceElementType> = [.int4, .uint4, .int8, .uint8, .int16, .uint16]
