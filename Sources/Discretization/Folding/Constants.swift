import BigInt
import Diagnostics
import FixedPoint
import NetworkIR

extension Folder {
  /// A node whose inputs are all known.
  func constantValue(
    of node: SourceNode, _ inputs: [ConstantArray]
  ) throws(DiagnosticList) -> ConstantArray {
    let shape = shape(of: node)
    let values = inputs.map { FoldedValue.constant($0) }
    switch node.operation {
    case .quantize(let attributes):
      return try quantizedConstant(
        inputs[0], by: quantizer(node, values, attributes, shape: shape), at: node)
    case .bipolarQuantize:
      return try quantizedConstant(
        inputs[0], by: bipolarQuantizer(node, values, shape: shape), at: node)
    case .truncate(let attributes):
      return try quantizedConstant(
        inputs[0], by: truncateQuantizer(node, values, attributes, shape: shape), at: node)
    case .floatQuantize(let attributes):
      return try quantizedConstant(
        inputs[0], by: floatQuantizer(node, values, attributes, shape: shape), at: node)
    case .quantizeLinear(let axis):
      return try quantizedConstant(
        inputs[0], by: linearQuantizer(node, values, axis: axis, shape: shape), at: node)
    case .dequantizeLinear(let axis):
      let (scale, zero) = try scaleAndZero(node, values, axis: axis, shape: shape)
      return dequantizedConstant(inputs[0], scale, zero)
    case .arithmetic(let operation): return try arithmetic(node, inputs, operation, shape: shape)
    case .pointwise(let function): return try pointwise(node, inputs[0], function)
    case .reshape: return inputs[0].reshaped(shape)
    case .transpose(let permutation): return inputs[0].transposed(permutation)
    case .cast, .identity: return inputs[0]
    case .concatenate(let axis):
      return concatenated(inputs, axis: axis < 0 ? axis + shape.rank : axis, shape: shape)
    case .convolution, .matrixMultiply, .batchNormalization, .maxPool, .averagePool, .pad, .argMax,
      .softmax, .topK, .slice, .recurrence:
      throw fault(
        .unsupportedForm, at: node, "all of its inputs are constant",
        remedy: "fold constants when the model is exported")
    }
  }

  /// Integers of constants stay far inside 64 bits.
  private static let largestConstant = 1 << 40

  /// Rule A22: the executor's float32 steps; where they are not elementary, the exact ones.
  private func quantizedConstant(
    _ array: ConstantArray, by quantizer: Quantizer, at node: SourceNode
  ) throws(DiagnosticList) -> ConstantArray {
    let integers =
      if let steps = quantizer.floatSteps {
        try floatIntegers(array, steps, at: node)
      } else {
        try exactIntegers(array, quantizer, at: node)
      }
    return constant(integers, meaning: quantizer.meaning, shape: array.shape)
  }

  private func floatIntegers(
    _ array: ConstantArray, _ steps: [FloatStep], at node: SourceNode
  ) throws(DiagnosticList) -> [Int] {
    let strides = array.shape.strides
    var integers: [Int] = []
    integers.reserveCapacity(array.count)
    for (index, float) in array.floats.enumerated() {
      let result = steps.reduce(float) { value, step in
        step.apply(to: value) { axis in index / strides[axis] % array.shape[axis] }
      }
      guard let integer = Int(exactly: result), integer.magnitude < Self.largestConstant else {
        throw noInteger(node, index)
      }
      integers.append(integer)
    }
    return integers
  }

  private func exactIntegers(
    _ array: ConstantArray, _ quantizer: Quantizer, at node: SourceNode
  ) throws(DiagnosticList) -> [Int] {
    var integers: [Int] = []
    for index in 0..<array.count {
      let channel = { (parameter: AxisValues) in
        parameter.axis.map {
          parameter.values[index / array.shape.strides[$0] % array.shape[$0]]
        } ?? parameter.values[0]
      }
      let steps = quantizer.steps.map { step -> ScalarStep in
        switch step {
        case .affine(let scale, let offset):
          .affine(scale: channel(scale), offset: channel(offset))
        case .function(let function): .function(function)
        }
      }
      guard let value = try? ScalarChain(steps).exact(at: array.value(at: index)),
        let integer = value.integer.flatMap({ Int(exactly: $0) }),
        integer.magnitude < Self.largestConstant
      else { throw noInteger(node, index) }
      integers.append(integer)
    }
    return integers
  }

  private func noInteger(_ node: SourceNode, _ index: Int) -> DiagnosticList {
    fault(
      .nonFiniteConstant, at: node, "element \(index) of its constant input has no integer value",
      remedy: "check the constant and its scale for huge or tiny values")
  }

  /// scale * integer + offset; a whole zero point is folded into the integers.
  private func constant(
    _ integers: [Int], meaning: MeaningParameters, shape: Shape
  ) -> ConstantArray {
    let zeros = integers.indices.map { wholeZero(meaning, shape, at: $0) }
    let known = zeros.compactMap { $0 }
    if known.count == integers.count {
      return ConstantArray(
        shape, .scaled(integers: zip(integers, known).map { $0 - $1 }, scale: meaning.scale))
    }
    let values = integers.enumerated().map { index, integer in
      element(meaning.scale, shape, at: index) * Rational(integer)
        + element(meaning.offset, shape, at: index)
    }
    return ConstantArray(shape, .exact(values))
  }

  /// -offset / scale at an element, where it is an integer.
  private func wholeZero(_ meaning: MeaningParameters, _ shape: Shape, at index: Int) -> Int? {
    let offset = element(meaning.offset, shape, at: index)
    if offset.isZero { return 0 }
    guard let reciprocal = element(meaning.scale, shape, at: index).reciprocal else { return nil }
    return (-(offset * reciprocal)).integer
      .flatMap { Int(exactly: $0) }.flatMap { $0.magnitude < Self.largestConstant ? $0 : nil }
  }

  private func element(_ parameter: AxisValues, _ shape: Shape, at index: Int) -> RealNumber {
    parameter.axis.map { parameter.values[index / shape.strides[$0] % shape[$0]] }
      ?? parameter.values[0]
  }

  private func dequantizedConstant(
    _ array: ConstantArray, _ scale: AxisValues, _ zero: AxisValues
  ) -> ConstantArray {
    guard let integers = array.integers else {
      let values = (0..<array.count).map { index in
        (array.value(at: index) - element(zero, array.shape, at: index))
          * element(scale, array.shape, at: index)
      }
      return ConstantArray(array.shape, .exact(values))
    }
    let offset = AxisValues(
      axis: scale.axis ?? zero.axis, values: (scale.values * zero.values).map { -$0 })
    return constant(
      integers, meaning: MeaningParameters(scale: scale, offset: offset), shape: array.shape)
  }
}
