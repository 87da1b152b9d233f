import Diagnostics
import FixedPoint
import Foundation
import NetworkIR

extension OperatorImporter {
  static let softmax = OperatorImporter(
    "SOFTMAX", code: 25,
    note: "int8 to int8 of up to 511 classes, int8 to int16 of up to 4095, int16 to int16",
    importOperator: importSoftmax)
}

/// The options of SOFTMAX.
private struct SoftmaxOptions: BuiltinOptions {
  static let unionNumber = 9
  let beta: Float

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    beta = try reader.float(0, of: table)
  }
}

@Sendable private func importSoftmax(_ context: inout ImportContext) throws(OperatorRefusal) {
  let beta = try context.options(SoftmaxOptions.self).beta
  let input = try context.inputTensor(0, "input").type
  let output = try context.outputTensor().type
  switch (input, output) {
  case (.int8, .int8), (.int8, .int16): try context.finishByteSoftmax(beta: beta)
  case (.int16, .int16): try context.finishWordSoftmax(beta: beta)
  default:
    throw context.refuse(
      "input", code: input == .float32 ? .notQuantized : .unsupportedForm,
      cause: "softmax from \(input.name) to \(output.name)",
      remedy: "int8 to int8, int8 to int16 and int16 to int16 are supported")
  }
}

extension ImportContext {
  /// Exponentials for every difference that counts (rule B30).
  fileprivate mutating func finishByteSoftmax(beta: Float) throws(OperatorRefusal) {
    let output: IntegerType = try outputTensor().type == .int8 ? .int8 : .int16
    let input = try softmaxInput(rowLimit: output == .int8 ? 511 : 4095)
    let (source, target) = try inputAndOutputAffine()
    try requireSoftmaxOutput(
      target, zeroPoint: output.range.lower, scale: output == .int8 ? 0x1p-8 : 0x1p-16,
      tolerance: output == .int8 ? 0 : 0x1p-16)
    let real = min(Double(beta) * Double(source.scale) * 0x1p26, 0x1p31 - 1)
    guard real > 1 else {
      throw refuse(
        "scale", cause: "beta * scale * 2^26 is \(real)",
        remedy: "the reference needs more than 1; export the model again with a larger scale")
    }
    let factor = QuantizedMultiplier(real)
    let differences = (31 << 26) >> factor.shift
    let exponentials = (0...min(differences, 255)).map { difference in
      exponential(
        highProduct(-difference << factor.shift, factor.multiplier), integerBits: 5)
    }
    let softmax = ByteSoftmax(
      diffMin: -differences, exponentials: exponentials, output: output)
    try finish(.softmax(.bytes(softmax)), [input])
  }

  /// Two tables and the scale of their argument (rule B31).
  fileprivate mutating func finishWordSoftmax(beta: Float) throws(OperatorRefusal) {
    let input = try softmaxInput(rowLimit: 65535)
    let (source, target) = try inputAndOutputAffine()
    try requireSoftmaxOutput(target, zeroPoint: 0, scale: 0x1p-15, tolerance: 0x1p-15)
    let product = product(source.scale, beta)
    let factor = QuantizedMultiplier(product.isFinite ? product / (10.0 / 65535.0) : 0x1p31)
    // A difference of 17 bits is shifted within 32.
    guard beta >= 0, factor.shift <= 15 else {
      throw refuse(
        "scale", cause: "beta * scale is \(product)",
        remedy: "the reference's 32 bits need a number from 0 to 5")
    }
    let softmax = WordSoftmax(
      inputMultiplier: factor.multiplier, inputShift: factor.shift,
      exponentialKnots: exponentialKnots(contract), reciprocalKnots: reciprocalKnots(contract))
    try finish(.softmax(.words(softmax)), [input])
  }

  /// In float64 by TensorFlow Lite Micro, in float32 by LiteRT (rule B31).
  private func product(_ scale: Float, _ beta: Float) -> Double {
    switch contract {
    case .tflm: Double(scale) * Double(beta)
    case .litert: Double(scale * beta)
    }
  }

  private mutating func softmaxInput(rowLimit: Int) throws(OperatorRefusal) -> TensorID {
    let input = try operand(0, "input")
    let shape = builder[input].shape
    guard let row = shape.dimensions.last, row <= rowLimit else {
      throw refuse(
        "input", cause: "its shape is \(shape)",
        remedy: "the reference takes rows of up to \(rowLimit) elements")
    }
    return input
  }

  private mutating func requireSoftmaxOutput(
    _ affine: AffineQuantization, zeroPoint: Int, scale: Float, tolerance: Float
  ) throws(OperatorRefusal) {
    guard affine.zeroPoint == zeroPoint, abs(affine.scale - scale) <= 0.001 * tolerance else {
      throw refuse(
        "output", cause: "its scale is \(affine.scale) and its zero point \(affine.zeroPoint)",
        remedy: "the reference needs the scale \(scale) and the zero point \(zeroPoint)")
    }
  }
}

/// exp(x) for x from -10 to 0.
private func exponentialKnots(_ contract: ReferenceContract) -> [Int] {
  switch contract {
  case .tflm:
    InterpolationTable(
      inputScale: Float(10) / 65535, inputZeroPoint: 32767, outputScale: 2 / 65535
    ).knots(of: exponential)
  case .litert:
    InterpolationTable(
      inputScale: 10.0 / 65535, inputZeroPoint: 32767, outputScale: 2.0 / 65535
    ).knots { exp($0) }
  }
}

/// 1 / (1 + x) for x from 0 to 1.
private func reciprocalKnots(_ contract: ReferenceContract) -> [Int] {
  switch contract {
  case .tflm:
    InterpolationTable(
      inputScale: Float(1) / 65535, inputZeroPoint: -32768, outputScale: 2 / 65535
    ).knots { 1 / (1 + $0) }
  case .litert:
    InterpolationTable(
      inputScale: 1.0 / 65535, inputZeroPoint: -32768, outputScale: 2.0 / 65535
    ).knots { 1 / (1 + $0) }
  }
}
