import Diagnostics
import FixedPoint
import NetworkIR

/// The tensors of a layer with constant weights: input, weights, an optional bias, output.
struct LinearTensors: Sendable {
  let input: TFLiteTensor
  let weights: TFLiteTensor
  let bias: TFLiteTensor?
  let output: TFLiteTensor
}

extension LinearTensors {
  /// The references' sums have 64 bits only where inputs are int16 and no bias is int32.
  var hasWideSums: Bool { input.type == .int16 && bias?.type != .int32 }

  /// Of convolutions, and of all layers of TensorFlow Lite Micro (rule B8).
  var scheme: ScalingScheme { hasWideSums ? .reducedTo16 : .doubleRounding }
}

/// The steps behind the sum of products.
struct LinearOutput: Sendable {
  /// One per output channel, or one for all.
  let multipliers: [QuantizedMultiplier]
  let scheme: ScalingScheme
  let zeroPoint: Int
  let clamp: IntegerRange
}

extension ImportContext {
  /// - Parameters: The numbers of the inputs, and whether an int32 bias is understood
  ///   beside int16 inputs.
  mutating func linearTensors(
    input: Int = 0, weights: Int = 1, bias: Int = 2, takesNarrowBias: Bool = false
  ) throws(OperatorRefusal) -> LinearTensors {
    let tensors = LinearTensors(
      input: try inputTensor(input, "input"), weights: try inputTensor(weights, "weights"),
      bias: optionalInputNumber(bias).map { graph.tensors[$0] }, output: try outputTensor())
    try requireLayerTypes(tensors)
    try requireBiasType(tensors, takesNarrowBias: takesNarrowBias)
    return tensors
  }

  private mutating func requireLayerTypes(_ tensors: LinearTensors) throws(OperatorRefusal) {
    let input = tensors.input.type
    let isWide = input == .int16
    guard input == .int8 || isWide, tensors.output.type == input else {
      throw refuse(
        "input", code: input == .float32 ? .notQuantized : .unsupportedForm,
        cause: "its type is \(input.name), the output's \(tensors.output.type.name)",
        remedy: "quantise the whole model to int8 or int16 with a representative data set")
    }
    guard tensors.weights.type == .int8 || (tensors.weights.type == .int4 && !isWide) else {
      throw refuse(
        "weights", cause: "their type is \(tensors.weights.type.name)",
        remedy: isWide ? "use int8 weights" : "use int8 or int4 weights")
    }
  }

  /// Whether an int32 bias is understood beside int16 inputs by CONV_2D and FULLY_CONNECTED, where
  /// LiteRT takes it for an int64 one unless the options say otherwise (rule B8).
  func takesNarrowBias(declared: Bool) -> Bool {
    switch contract {
    case .tflm: true
    case .litert: declared
    }
  }

  private mutating func requireBiasType(
    _ tensors: LinearTensors, takesNarrowBias: Bool
  ) throws(OperatorRefusal) {
    guard let bias = tensors.bias?.type else { return }
    let isWide = tensors.input.type == .int16
    guard bias == (isWide ? .int64 : .int32) || (isWide && takesNarrowBias && bias == .int32) else {
      throw refuse(
        "bias", cause: "its type is \(bias.name)",
        remedy: isWide ? "use an int64 bias" : "use an int32 bias")
    }
  }

  /// Rows of weights with the input's zero point folded into the bias (rule B5).
  mutating func linearWeights(
    _ weights: [Int], rows: Int, tensors: LinearTensors, inputZeroPoint: Int
  ) throws(OperatorRefusal) -> LinearWeights {
    try linearWeights(
      weights, bias: try biasValues(tensors, count: rows), inputZeroPoint: inputZeroPoint)
  }

  /// The same with a row per element of the bias.
  mutating func linearWeights(
    _ weights: [Int], bias: [Int], inputZeroPoint: Int
  ) throws(OperatorRefusal) -> LinearWeights {
    let width = weights.count / bias.count
    var folded: [Int] = []
    for row in bias.indices {
      let sum = weights[row * width..<(row + 1) * width].reduce(0, +)
      // |zero point * sum| < 2^16 * 2^17 * 2^24.
      let (value, overflow) = bias[row].subtractingReportingOverflow(inputZeroPoint * sum)
      if overflow {
        throw refuse(
          "bias", code: .rangeOverflow, cause: "it leaves 64 bits with the input's zero point",
          remedy: "export the model again")
      }
      folded.append(value)
    }
    return LinearWeights(
      outputs: bias.count, inputs: width, weights: weights.map(Weight.init), bias: folded)
  }

  private mutating func biasValues(
    _ tensors: LinearTensors, count: Int
  ) throws(OperatorRefusal) -> [Int] {
    guard let tensor = tensors.bias else { return [Int](repeating: 0, count: count) }
    let bias = try constant(tensor, "bias")
    guard bias.count == count else {
      throw refuse(
        "bias", code: .inconsistentModel, cause: "it has \(bias.count) elements",
        remedy: "\(count) are needed, one per output channel")
    }
    return bias
  }

  /// The multipliers of a layer whose weights may have a scale per output channel (rule B6).
  mutating func channelMultipliers(
    _ tensors: LinearTensors, channels: Int
  ) throws(OperatorRefusal) -> [QuantizedMultiplier] {
    let input = Double(try affine(of: tensors.input, "input").scale)
    let output = Double(try affine(of: tensors.output, "output").scale)
    let scales = try affines(of: tensors.weights, "weights").map { Double($0.scale) }
    guard scales.count == 1 || scales.count == channels else {
      throw refuse(
        "weights", code: .inconsistentModel, cause: "they have \(scales.count) scales",
        remedy: "1 or \(channels) are needed")
    }
    return scales.map { QuantizedMultiplier(input * $0 / output) }
  }

  /// What stands behind the sums of a convolution.
  mutating func channelOutput(
    _ tensors: LinearTensors, channels: Int, activation: FusedActivation
  ) throws(OperatorRefusal) -> LinearOutput {
    LinearOutput(
      multipliers: try channelMultipliers(tensors, channels: channels),
      scheme: tensors.scheme,
      zeroPoint: try convolutionZeroPoint(of: tensors.output, "output"),
      clamp: try activationRange(activation, of: tensors.output))
  }

  /// Convolutions of 16 bits take no heed of zero points (rule B5).
  mutating func convolutionZeroPoint(
    of tensor: TFLiteTensor, _ role: String
  ) throws(OperatorRefusal) -> Int {
    tensor.type == .int16 ? 0 : try affine(of: tensor, role).zeroPoint
  }
}

extension LinearOutput {
  /// - Parameter axis: The channels' axis of the sums.
  func requantize(axis: Int) -> OperatorKind {
    let functions = multipliers.map { multiplier in
      RequantizeFunction.multiplier(
        multiplier.function(scheme: scheme, outputOffset: zeroPoint, clamp: clamp))
    }
    return .requantize(
      Requantize(axis: functions.count == 1 ? nil : axis, functions: functions))
  }
}
