import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let logistic = OperatorImporter(
    "LOGISTIC", code: 14, note: "int8 and int16; output scale 1/256 or 1/32768",
    importOperator: importLogistic)
}

@Sendable private func importLogistic(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.importSigmoid(.logistic)
}

extension ImportContext {
  /// LOGISTIC and TANH.
  mutating func importSigmoid(_ shape: CurveShape) throws(OperatorRefusal) {
    let output = try sameTypeOutput()
    let input = try operand(0, "input")
    let (source, target) = try inputAndOutputAffine()
    if output.type == .int16 {
      try requireWordScale(source, target)
      return try finish(
        .requantize(Requantize(functions: [.curve(try curve(shape, scale: source.scale))])),
        [input])
    }
    guard shape == .tanh || target.zeroPoint == -128 else {
      throw refuse(
        "output", cause: "its zero point is \(target.zeroPoint)", remedy: "-128 is needed")
    }
    switch contract {
    case .tflm: try finishTable(input, ByteSigmoid(shape: shape, source).value)
    case .litert: try finishFloatTable(shape == .tanh ? floatTangent : floatLogistic)
    }
  }

  private mutating func requireWordScale(
    _ source: AffineQuantization, _ target: AffineQuantization
  ) throws(OperatorRefusal) {
    guard source.zeroPoint == 0, target.zeroPoint == 0 else {
      throw refuse(
        "zero points", cause: "they are \(source.zeroPoint) and \(target.zeroPoint)",
        remedy: "int16 needs 0")
    }
    guard binaryLogarithm(target.scale) == BinaryLogarithm(rounded: -15, isExact: true) else {
      throw refuse(
        "output", cause: "its scale is \(target.scale)", remedy: "int16 needs the scale 1/32768")
    }
  }

  /// The parameters of an int16 curve (rule B22).
  mutating func curve(
    _ shape: CurveShape, scale: Float
  ) throws(OperatorRefusal) -> InterpolatedCurve {
    let logarithm = binaryLogarithm(scale)
    let left = 12 + logarithm.rounded
    if logarithm.isExact, left == 0 || (left == 1 && shape == .tanh) {
      return InterpolatedCurve(
        shape: shape, inputMultiplier: 3 << left, inputShift: 0, knots: logisticKnots)
    }
    var multiplier = Double(scale) * 4096 * 3
    var shift = 0
    while multiplier <= 32767.0 / 2, shift <= 30 {
      shift += 1
      multiplier *= 2
    }
    guard multiplier < 32768 else {
      throw refuse(
        "input", cause: "the scale \(scale) is too large for the reference's int16 kernel",
        remedy: "use a scale below 2.6")
    }
    return InterpolatedCurve(
      shape: shape, inputMultiplier: Int(multiplier), inputShift: shift, knots: logisticKnots)
  }
}

/// The int8 kernel of LOGISTIC or TANH (rule B23).
private struct ByteSigmoid {
  let shape: CurveShape
  let zeroPoint: Int
  let factor: QuantizedMultiplier
  /// From here on the function is saturated.
  let radius: Int

  init(shape: CurveShape, _ input: AffineQuantization) {
    self.shape = shape
    zeroPoint = input.zeroPoint
    factor = QuantizedMultiplier(Double(input.scale) * 0x1p27)
    // 15 * 2^27 / 2^shift; scales are positive floats, so shift lies between -122 and 155.
    let bound = (15 * 0x1p27 * Double(sign: .plus, exponent: -factor.shift, significand: 1))
    radius = Int(min(bound, 0x1p31).rounded(.down))
  }

  func value(at stored: Int) -> Int? {
    let x = stored - zeroPoint
    if x <= -radius { return -128 }
    if x >= radius { return 127 }
    guard let scaled = factor.scaled(x, .doubleRounding) else { return nil }
    switch shape {
    case .logistic:
      return limited(roundedShift(logisticFunction(scaled), 23) - 128, to: IntegerType.int8.range)
    case .tanh:
      return limited(roundedShift(hyperbolicTangent(scaled), 24), to: IntegerType.int8.range)
    }
  }
}
