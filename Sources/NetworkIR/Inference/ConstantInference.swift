import FixedPoint

/// Rule A37: the smallest range of the elements.
///
/// - Precondition: the constant has no faults.
func inferConstant(_ constant: ConstantTensor) -> TensorFacts {
  TensorFacts(
    shape: constant.shape,
    range: IntegerRange(constant.elements.min() ?? 0, constant.elements.max() ?? 0))
}

extension ConstantTensor {
  var faults: [String] {
    guard let count = shape.boundedElementCount else {
      return ["its shape \(shape) is empty or has over \(NetworkLimit.elements) elements"]
    }
    guard count == elements.count else {
      return ["its shape \(shape) needs \(counted(count, "element")), not \(elements.count)"]
    }
    return []
  }
}
