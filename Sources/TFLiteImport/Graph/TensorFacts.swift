import Diagnostics
import FixedPoint
import NetworkIR

/// The scale and zero point of a tensor with one of each.
struct AffineQuantization: Hashable, Sendable {
  let scale: Float
  let zeroPoint: Int
}

extension ImportContext {
  /// The shape that the file declares.
  mutating func shape(of tensor: TFLiteTensor, _ role: String) throws(OperatorRefusal) -> Shape {
    if tensor.dimensions.contains(where: { $0 < 1 }) {
      throw refuse(
        role, cause: "tensor \"\(tensor.name)\" has a size that is not known before it runs",
        remedy: "export the model with a fixed batch of 1 and fixed sizes")
    }
    guard tensor.dimensions.count <= rankLimit, elementCount(tensor.dimensions) != nil else {
      throw refuse(
        role, code: .tooLarge, cause: "tensor \"\(tensor.name)\" is too large",
        remedy: "tensors of up to 2^24 elements and \(rankLimit) dimensions are read")
    }
    return Shape(tensor.dimensions)
  }

  /// The scale and zero point, of which there must be one each.
  mutating func affine(
    of tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> AffineQuantization {
    let all = try affines(of: tensor, role)
    guard all.count == 1 else {
      throw refuse(
        role, cause: "tensor \"\(tensor.name)\" has \(all.count) scales",
        remedy: "one scale per tensor is supported here")
    }
    return all[0]
  }

  /// One scale and zero point, or one per index of the quantised dimension.
  mutating func affines(
    of tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> [AffineQuantization] {
    let quantization = tensor.quantization
    let zeroPoints =
      quantization.zeroPoints.isEmpty
      ? quantization.scales.map { _ in 0 } : quantization.zeroPoints
    guard !quantization.scales.isEmpty, !quantization.isUnusual else {
      throw refuse(
        role, code: .notQuantized,
        cause: "tensor \"\(tensor.name)\" of type \(tensor.type.name) has no scale",
        remedy: "quantise the whole model to int8 or int16 with a representative data set")
    }
    guard quantization.scales.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      throw refuse(
        role, code: .nonFiniteConstant,
        cause: "a scale of tensor \"\(tensor.name)\" is not a positive number",
        remedy: "export the model again")
    }
    guard zeroPoints.count == quantization.scales.count || zeroPoints.count == 1,
      zeroPoints.allSatisfy({ tensor.type.range?.contains($0) ?? false })
    else {
      throw refuse(
        role, code: .inconsistentModel,
        cause: "the zero points of tensor \"\(tensor.name)\" do not fit its scales or type",
        remedy: "export the model again")
    }
    return quantization.scales.indices.map { index in
      AffineQuantization(
        scale: quantization.scales[index],
        zeroPoint: zeroPoints.count == 1 ? zeroPoints[0] : zeroPoints[index])
    }
  }

  /// What the integers stand for; themselves where the file gives no scale.
  mutating func meaning(
    of tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> Meaning {
    guard !tensor.quantization.scales.isEmpty else { return .itself }
    let all = try affines(of: tensor, role)
    let scales = all.map { Rational(exactly: $0.scale) ?? .one }
    let offsets = zip(scales, all).map { -($0 * Rational($1.zeroPoint)) }
    let axis = tensor.quantization.dimension
    guard all.count > 1, tensor.dimensions.indices.contains(axis),
      tensor.dimensions[axis] == all.count
    else { return Meaning(scale: [scales[0]], offset: [offsets[0]]) }
    return Meaning(axis: axis, scale: scales, offset: offsets)
  }
}

/// How many axes a tensor may have.
private let rankLimit = 8

/// The product of positive dimensions, nil beyond 2^24.
private func elementCount(_ dimensions: [Int]) -> Int? {
  var count = 1
  for dimension in dimensions {
    // Both factors are below 2^32.
    count *= dimension
    if count > 1 << 24 { return nil }
  }
  return count
}
