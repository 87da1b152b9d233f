import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let pRelu = OperatorImporter(
    "PRELU", code: 54, note: "int8 and int16; constant int8 slopes that broadcast to the input",
    importOperator: importPRelu)
}

/// The kernel with one slope (rule B33).
private struct SlopeFunction {
  let zeroPoint: Int
  let outputZeroPoint: Int
  let positive: QuantizedMultiplier
  let negative: QuantizedMultiplier

  func value(at stored: Int, slope: Int) -> Int? {
    let x = stored - zeroPoint
    let scaled =
      x >= 0
      ? positive.scaled(x, .doubleRounding) : negative.scaled(x * slope, .doubleRounding)
    guard let scaled else { return nil }
    return limited(scaled + outputZeroPoint, to: IntegerType.int8.range)
  }
}

@Sendable private func importPRelu(_ context: inout ImportContext) throws(OperatorRefusal) {
  let output = try context.sameTypeOutput()
  let (source, target) = try context.inputAndOutputAffine()
  let tensor = try context.inputTensor(1, "slopes")
  guard tensor.type == .int8 else {
    throw context.refuse(
      "input slopes", cause: "their type is \(tensor.type.name)",
      remedy: "int8 is supported: LiteRT reads the bytes of others as if they were")
  }
  let slope = try context.affine(of: tensor, "slopes")
  let function = SlopeFunction(
    zeroPoint: source.zeroPoint, outputZeroPoint: target.zeroPoint,
    positive: try context.scaleRatio(source.scale, over: target.scale),
    negative: try context.scaleRatio(source.scale, times: slope.scale, over: target.scale))
  let slopes = try context.constant(1, "slopes").map { $0 - slope.zeroPoint }
  let shape = try context.shape(of: tensor, "slopes")
  if output.type == .int16 {
    return try context.finishWordSlopes(slopes, shape: shape, function: function)
  }
  try context.finishSlopes(slopes, shape: shape, function: function)
}

extension ImportContext {
  /// One table where all slopes are one, one per index of the axis where they vary along one, else
  /// one per element.
  fileprivate mutating func finishSlopes(
    _ slopes: [Int], shape: Shape, function: SlopeFunction
  ) throws(OperatorRefusal) {
    let input = try operand(0, "input")
    let full = builder[input].shape
    let strides = try slopeStrides(of: shape, to: full)
    let varying = strides.indices.filter { strides[$0] != 0 }
    if varying.count <= 1 {
      let functions = try slopeTables(slopes, input, function)
      return try finish(
        .requantize(Requantize(axis: varying.first, functions: functions)), [input])
    }
    let flat = try helper(
      .reshape, [input], suffix: "flat", meaning: builder[input].meaning.withoutAxis,
      reshapedTo: Shape([full.elementCount]))
    let each = try expanded(slopes, strides, to: full)
    let functions = try slopeTables(each, flat, function)
    let mapped = try helper(
      .requantize(Requantize(axis: 0, functions: functions)), [flat], suffix: "mapped")
    try finishMovement(mapped, shapedAs: try outputTensor())
  }

  private mutating func slopeTables(
    _ slopes: [Int], _ input: TensorID, _ function: SlopeFunction
  ) throws(OperatorRefusal) -> [RequantizeFunction] {
    // Elements of one slope share the storage of its table.
    var tables: [Int: RequantizeFunction] = [:]
    for slope in Set(slopes) {
      tables[slope] = try table(input) { function.value(at: $0, slope: slope) }
    }
    return slopes.compactMap { tables[$0] }
  }

  /// How far the next slope lies along each axis of the input, 0 where the slopes repeat.
  private mutating func slopeStrides(
    of shape: Shape, to full: Shape
  ) throws(OperatorRefusal) -> [Int] {
    guard let strides = broadcastStrides(of: shape, to: full) else {
      throw refuse(
        "input slopes", code: .inconsistentModel,
        cause: "their shape \(shape) does not broadcast to \(full)",
        remedy: "export the model again")
    }
    return strides
  }

  /// The slope of every element of the input.
  private mutating func expanded(
    _ slopes: [Int], _ strides: [Int], to full: Shape
  ) throws(OperatorRefusal) -> [Int] {
    guard full.elementCount <= slopeLimit else {
      throw refuse(
        "input slopes", code: .tooLarge,
        cause: "each of \(full.elementCount) elements has a slope of its own",
        remedy: "share the slopes along all axes but one, or use up to \(slopeLimit) elements")
    }
    let axes = zip(zip(full.strides, full.dimensions), strides)
    return (0..<full.elementCount).map { element in
      slopes[axes.reduce(0) { $0 + element / $1.0.0 % $1.0.1 * $1.1 }]
    }
  }
}

/// Elements of an input whose slopes vary along several axes: each gets a function of its own.
private let slopeLimit = 1 << 16

/// How far the next element lies along each axis of the full shape, 0 where the smaller shape
/// repeats; nil where it does not broadcast.
private func broadcastStrides(of shape: Shape, to full: Shape) -> [Int]? {
  guard shape.rank <= full.rank else { return nil }
  let offset = full.rank - shape.rank
  var strides = [Int](repeating: 0, count: full.rank)
  for (axis, stride) in shape.strides.enumerated() where shape[axis] != 1 {
    guard shape[axis] == full[axis + offset] else { return nil }
    strides[axis + offset] = stride
  }
  return strides
}

// MARK: Words

extension ImportContext {
  /// The parts above and below the zero point: the one scaled, the other weighted by the slopes, as
  /// a convolution with a group per element, and scaled; then their sum.
  fileprivate mutating func finishWordSlopes(
    _ slopes: [Int], shape: Shape, function: SlopeFunction
  ) throws(OperatorRefusal) {
    let input = try operand(0, "input")
    let full = builder[input].shape
    let strides = try slopeStrides(of: shape, to: full)
    let count = full.elementCount
    let flat = try helper(.reshape, [input], suffix: "flat", reshapedTo: Shape([1, count, 1]))
    let zero = function.zeroPoint
    let range = builder[input].range
    let above = try clamped(flat, "above", IntegerRange(zero, max(zero, range.upper)))
    let below = try clamped(flat, "below", IntegerRange(min(zero, range.lower), zero))
    let weighted = try weighted(below, try expanded(slopes, strides, to: full), zeroPoint: zero)
    // Either part is the output's zero point or 0, so that a wide clamp of the other is none.
    let wide = IntegerRange(-(1 << 17), 1 << 17)
    let parts = [
      try scaled(
        above,
        function.positive.function(
          inputOffset: -zero, scheme: .doubleRounding, outputOffset: function.outputZeroPoint,
          clamp: wide), "above_scaled"),
      try scaled(
        weighted, function.negative.function(scheme: .doubleRounding, clamp: wide),
        "below_scaled"),
    ]
    let one = AddendMap.weighted(Weight(1))
    let sum = try helper(.mappedSum([one, one]), parts, suffix: "sum")
    let words = try clamped(sum, "words", IntegerType.int16.range)
    try finishMovement(words, shapedAs: try outputTensor())
  }

  private mutating func clamped(
    _ input: TensorID, _ suffix: String, _ range: IntegerRange
  ) throws(OperatorRefusal) -> TensorID {
    try helper(
      .requantize(Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: range)])),
      [input], suffix: suffix)
  }

  private mutating func scaled(
    _ input: TensorID, _ function: FixedPointMultiplier, _ suffix: String
  ) throws(OperatorRefusal) -> TensorID {
    return try helper(
      .requantize(Requantize(functions: [.multiplier(function)])), [input], suffix: suffix)
  }

  /// Each element of [1, elements, 1] less the zero point, times its own weight.
  private mutating func weighted(
    _ input: TensorID, _ weights: [Int], zeroPoint: Int
  ) throws(OperatorRefusal) -> TensorID {
    let linear = try linearWeights(
      weights, bias: [Int](repeating: 0, count: weights.count), inputZeroPoint: zeroPoint)
    let geometry = WindowGeometry(
      kernel: [1], strides: [1], dilations: [1], paddingBefore: [0], paddingAfter: [0])
    return try helper(
      .convolution(
        Convolution(
          geometry: geometry, groups: weights.count, paddingValue: 0, linear: linear)),
      [input], suffix: "weighted")
  }
}
