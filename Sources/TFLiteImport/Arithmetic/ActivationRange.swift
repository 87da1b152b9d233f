import Diagnostics
import FixedPoint

extension ImportContext {
  /// The integers that an output may take behind a fused activation (rule B3).
  mutating func activationRange(
    _ activation: FusedActivation, of tensor: TFLiteTensor
  ) throws(OperatorRefusal) -> IntegerRange {
    let full = try integerRange(of: tensor, "output")
    switch activation {
    case .none: return full
    case .relu: return try clamp(full, of: tensor, from: 0, to: nil)
    case .reluN1To1: return try clamp(full, of: tensor, from: -1, to: 1)
    case .relu6: return try clamp(full, of: tensor, from: 0, to: 6)
    case .tanh, .signBit:
      remark(
        "fused activation", cause: "\(activation) has no effect in the reference kernels",
        remedy: "export it as an operator of its own")
      return full
    }
  }

  /// The range of an integer type.
  mutating func integerRange(
    of tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> IntegerRange {
    guard let range = tensor.type.range else {
      throw refuse(
        role, code: tensor.type == .float32 ? .notQuantized : .unsupportedForm,
        cause: "tensor \"\(tensor.name)\" is of type \(tensor.type.name)",
        remedy: "quantise the whole model to int8 or int16 with a representative data set")
    }
    return range
  }

  private mutating func clamp(
    _ full: IntegerRange, of tensor: TFLiteTensor, from lower: Float, to upper: Float?
  ) throws(OperatorRefusal) -> IntegerRange {
    let affine = try affine(of: tensor, "output")
    let first = try quantized(lower, affine)
    let last = if let upper { try quantized(upper, affine) } else { full.upper }
    guard
      let range = IntegerRange(checking: max(full.lower, first), min(full.upper, last))
    else {
      throw refuse(
        "fused activation", cause: "no integer of the output lies within it",
        remedy: "export the model again with a zero point within the type")
    }
    return range
  }

  /// round(value / scale) + zero point, the quotient in float32, halves away from zero.
  private mutating func quantized(
    _ value: Float, _ affine: AffineQuantization
  ) throws(OperatorRefusal) -> Int {
    let quotient = (value / affine.scale).rounded(.toNearestOrAwayFromZero)
    guard quotient.magnitude < 0x1p31 else {
      throw refuse(
        "fused activation", cause: "its bound leaves 32 bits at the scale \(affine.scale)",
        remedy: "export the model again with a larger scale")
    }
    return affine.zeroPoint + Int(quotient)
  }
}
