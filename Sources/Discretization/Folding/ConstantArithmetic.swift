import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// Arithmetic on constants is exact (A21), broadcast as ONNX says.
  func arithmetic(
    _ node: SourceNode, _ inputs: [ConstantArray], _ operation: Arithmetic, shape: Shape
  ) throws(DiagnosticList) -> ConstantArray {
    if let scaled = rescaled(inputs, operation, shape: shape) { return scaled }
    let left = inputs[0].broadcast(to: shape)
    let right = inputs[1].broadcast(to: shape)
    var values: [RealNumber] = []
    for (first, second) in zip(left, right) {
      guard let value = result(operation, first, second) else {
        throw fault(
          .notExact, at: node, "its value on constants has no exact form here",
          remedy: "fold constants when the model is exported")
      }
      values.append(value)
    }
    return ConstantArray(shape, .exact(values))
  }

  private func result(
    _ operation: Arithmetic, _ left: RealNumber, _ right: RealNumber
  ) -> RealNumber? {
    switch operation {
    case .add: left + right
    case .subtract: left - right
    case .multiply: left * right
    case .divide: right.reciprocal.map { left * $0 }
    case .power: power(left, right)
    }
  }

  /// Whole exponents up to 16 in size, and 1/2.
  private func power(_ base: RealNumber, _ exponent: RealNumber) -> RealNumber? {
    if exponent == RealNumber(Rational(1, over: 2)) { return base.squareRoot }
    guard let whole = exponent.integer, whole.magnitude <= 16 else { return nil }
    let product = (0..<Int(whole.magnitude)).reduce(RealNumber.one) { power, _ in power * base }
    return whole < 0 ? product.reciprocal : product
  }

  /// Quantised weights times or over one number keep their integers.
  private func rescaled(
    _ inputs: [ConstantArray], _ operation: Arithmetic, shape: Shape
  ) -> ConstantArray? {
    guard operation == .multiply || operation == .divide, inputs[0].shape == shape,
      case .scaled(let integers, let scale) = inputs[0].storage, let factor = inputs[1].scalar,
      let multiplier = operation == .multiply ? factor : factor.reciprocal
    else { return nil }
    let values = AxisValues(axis: scale.axis, values: scale.values.map { $0 * multiplier })
    return ConstantArray(shape, .scaled(integers: integers, scale: values))
  }

  func pointwise(
    _ node: SourceNode, _ input: ConstantArray, _ function: PointwiseFunction
  ) throws(DiagnosticList) -> ConstantArray {
    var values: [RealNumber] = []
    for index in 0..<input.count {
      guard let value = try? function.exact(input.value(at: index)) else {
        throw fault(
          .notExact, at: node, "its value on a constant has no exact form here",
          remedy: "fold constants when the model is exported")
      }
      values.append(value)
    }
    return ConstantArray(input.shape, .exact(values))
  }

  func concatenated(
    _ inputs: [ConstantArray], axis: Int, shape: Shape
  ) -> ConstantArray {
    let inner = shape.strides[axis]
    let outer = shape.dimensions[..<axis].reduce(1, *)
    let values = (0..<outer).flatMap { block in
      inputs.flatMap { input in
        let length = input.shape[axis] * inner
        return (block * length..<(block + 1) * length).map { input.value(at: $0) }
      }
    }
    return ConstantArray(shape, .exact(values))
  }
}

extension ConstantArray {
  func reshaped(_ new: Shape) -> ConstantArray {
    let movement = Movement(kind: .reshape, input: shape, output: new, name: "", outputName: "")
    return gathered(Array(0..<count), shape: new) { movement.forward($0) }
  }

  func transposed(_ permutation: [Int]) -> ConstantArray {
    let new = Shape(permutation.map { shape[$0] })
    let strides = permutation.map { shape.strides[$0] }
    let movement = Movement(
      kind: .transpose(permutation: permutation), input: shape, output: new, name: "",
      outputName: "")
    return gathered(new.sources(strides: strides), shape: new) { movement.forward($0) }
  }

  /// Every element for a larger shape.
  fileprivate func broadcast(to target: Shape) -> [RealNumber] {
    let values = values
    let padding = target.rank - shape.rank
    let strides = target.dimensions.indices.map { axis in
      axis < padding || shape[axis - padding] == 1 ? 0 : shape.strides[axis - padding]
    }
    return target.sources(strides: strides).map { values[$0] }
  }
}

extension Shape {
  /// For every element, row-major, the sum of its indices times the given strides.
  fileprivate func sources(strides: [Int]) -> [Int] {
    dimensions.indices.reduce([0]) { starts, axis in
      starts.flatMap { start in (0..<dimensions[axis]).map { start + $0 * strides[axis] } }
    }
  }
}
