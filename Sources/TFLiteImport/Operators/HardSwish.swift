import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let hardSwish = OperatorImporter(
    "HARD_SWISH", code: 117, note: "int8", importOperator: importHardSwish)
}

@Sendable private func importHardSwish(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireBytes()
  let (source, target) = try context.inputAndOutputAffine()
  guard let function = HardSwish(source, target) else { throw context.refuseScale() }
  guard function.outputFactor.shift <= 0 else {
    throw context.refuse(
      "scales", cause: "the output's scale is below 1/128 of the input's",
      remedy: "the reference refuses it; export the model again with a larger output scale")
  }
  try context.finishTable(try context.operand(0, "input"), function.value)
}

/// The kernel in 16-bit steps (rule B27).
private struct HardSwish {
  let input: AffineQuantization
  let output: AffineQuantization
  let outputFactor: QuantizedMultiplier
  /// To a scale where 32768 is the number 3.
  let rampFactor: QuantizedMultiplier

  /// nil where a factor leaves float32.
  init?(_ input: AffineQuantization, _ output: AffineQuantization) {
    self.input = input
    self.output = output
    let fine = Float(1) / 128 * input.scale
    let (toOutput, toRamp) = (fine / output.scale, fine / (Float(3) / 32768))
    guard toOutput.isFinite, toRamp.isFinite else { return nil }
    outputFactor = HardSwish.reduced(QuantizedMultiplier(Double(toOutput)))
    rampFactor = HardSwish.reduced(QuantizedMultiplier(Double(toRamp)))
  }

  /// The multiplier in 16 bits.
  private static func reduced(_ factor: QuantizedMultiplier) -> QuantizedMultiplier {
    QuantizedMultiplier(
      multiplier: min((factor.multiplier + (1 << 15)) >> 16, 0x7FFF), shift: factor.shift)
  }

  func value(at stored: Int) -> Int? {
    // 9 bits and 7 more fit 16, -32768 * 2 does not occur.
    let x = (stored - input.zeroPoint) << 7
    let scaled = product(x, outputFactor.multiplier)
    // From [-1, 1] to [0, 1].
    let ramp = (self.ramp(x) + (1 << 15)) >> 1
    let result = roundedWordShift(ramp * scaled / (1 << 15), -outputFactor.shift)
    return limited(result + output.zeroPoint, to: IntegerType.int8.range)
  }

  /// x / 3, saturated, in Q15.
  private func ramp(_ x: Int) -> Int {
    let shift = rampFactor.shift
    guard shift > 0 else {
      return roundedWordShift(product(x, rampFactor.multiplier), -shift)
    }
    let high = product(shifted(x, shift - 1), rampFactor.multiplier)
    return shifted(high, 1)
  }

  /// value / 2^bits, halves away from zero. The reference's mask has 16 bits: beyond 15, whatever is
  /// not negative gives 1 and the rest -1.
  private func roundedWordShift(_ value: Int, _ bits: Int) -> Int {
    if bits > 15 { return value >= 0 ? 1 : -1 }
    return roundedShift(value, bits)
  }

  /// a * b / 2^15, halves upwards.
  private func product(_ first: Int, _ second: Int) -> Int {
    (first * second + (1 << 14)) >> 15
  }

  private func shifted(_ value: Int, _ bits: Int) -> Int {
    limited(value << min(bits, 31), to: IntegerType.int16.range)
  }
}
