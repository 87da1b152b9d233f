import Diagnostics
import NetworkIR

// Operands of the integer operators: ConvInteger, MatMulInteger, QLinearConv, QLinearMatMul.
extension NodeImport {
  mutating func requireEightBits(_ operand: Operand, _ role: String) {
    guard operand.type != .int8 && operand.type != .uint8 else { return }
    refuse(
      "input \(role)", code: .inconsistentModel,
      cause: "its elements are of type \(operand.type.rawValue)",
      remedy: "int8 or uint8 is needed")
  }

  mutating func requireSameType(_ operand: Operand, _ role: String, as other: Operand) {
    guard operand.type != other.type else { return }
    refuse(
      "input \(role)", code: .inconsistentModel,
      cause: "its elements are of type \(operand.type.rawValue)",
      remedy: "the type of the other input, \(other.type.rawValue), is needed")
  }

  /// x minus its zero point, as real numbers.
  /// - Parameter axis: where a vector of zero points may lie; nil allows a scalar only.
  mutating func centered(
    _ x: Operand, _ zeroPoint: Operand?, prefix: String, axis: Int?
  ) throws(NodeRefusal) -> Operand {
    try meaning(of: x, scale: nil, zeroPoint: zeroPoint, prefix: prefix, axis: axis)
  }

  /// The real numbers that the integers of x mean: scale * (x - zero point).
  mutating func meaning(
    of x: Operand, scale: Operand?, zeroPoint: Operand?, prefix: String, axis: Int?
  ) throws(NodeRefusal) -> Operand {
    if axis == nil {
      requireSingle(scale, "\(prefix) scale")
      requireSingle(zeroPoint, "\(prefix) zero point")
    }
    let parameters = try linearParameters(
      scale: scale, zeroPoint: zeroPoint, prefix: prefix, for: x, axis: axis ?? 0,
      storage: x.type)
    return try dequantized(
      x, parameters, suffix: "\(prefix)_real", type: scale?.type ?? .float32)
  }

  private mutating func requireSingle(_ operand: Operand?, _ role: String) {
    guard let operand, operand.shape.elementCount != 1 else { return }
    refuse(
      "input \(role)", cause: "it has shape \(operand.shape)",
      remedy: "one value for the whole tensor is supported")
  }

  /// The last step of a QLinear operator: the node's output from its real value.
  mutating func quantizeResult(
    _ y: Operand, scale: Operand, zeroPoint: Operand
  ) throws(NodeRefusal) {
    requireEightBits(zeroPoint, "y zero point")
    requireSingle(scale, "y scale")
    requireSingle(zeroPoint, "y zero point")
    let parameters = try linearParameters(
      scale: scale, zeroPoint: zeroPoint, prefix: "y", for: y, axis: 0, storage: zeroPoint.type)
    try apply(
      .quantizeLinear(axis: 0), [y, parameters.scale, parameters.zeroPoint], shape: y.shape,
      type: zeroPoint.type)
  }
}
