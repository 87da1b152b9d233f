import Diagnostics
import FixedPoint
import NetworkIR

// LiteRT's 16-bit sums of scales that are powers of two (rule B12).
extension ImportContext {
  /// How far each input is shifted right to the output's scale; nil where a scale is no power of
  /// two or a zero point is not 0, so that the general form holds.
  mutating func powerShifts(_ operands: BinaryOperands) throws(OperatorRefusal) -> [Int]? {
    let output = try affine(of: operands.output, "output")
    let inputs = [
      try affine(of: operands.tensors[0], "first"), try affine(of: operands.tensors[1], "second"),
    ]
    guard (inputs + [output]).allSatisfy({ $0.zeroPoint == 0 }),
      let scale = output.scale.nearPowerOfTwo
    else { return nil }
    var shifts: [Int] = []
    for input in inputs {
      guard let power = input.scale.nearPowerOfTwo else { return nil }
      shifts.append(scale - power)
    }
    return shifts
  }

  /// Both inputs in the output's scale, halves away from zero; the sum saturates.
  mutating func importPowerSum(
    _ operands: BinaryOperands, _ activation: FusedActivation, shifts: [Int], sign: Int
  ) throws(OperatorRefusal) {
    guard shifts.contains(0), shifts.allSatisfy({ (0...31).contains($0) }) else {
      throw refuse(
        "output", cause: "its scale is not that of one input with the other's below",
        remedy: "give the output the larger of the inputs' scales, as the reference demands")
    }
    guard sign < 0 || operands.tensors[0].dimensions == operands.tensors[1].dimensions else {
      throw refuse(
        "inputs", cause: "the reference does not repeat 16-bit inputs of power-of-two scales",
        remedy: "give both inputs one shape, or unset pot_scale_int16")
    }
    var scaled: [TensorID] = []
    for (index, input) in operands.inputs.enumerated() {
      let function = RequantizeFunction.shift(
        bits: shifts[index], rounding: .halfAwayFromZero, clamp: IntegerType.int16.range)
      scaled.append(
        shifts[index] == 0
          ? input
          : try helper(
            .requantize(Requantize(functions: [function])), [input],
            suffix: index == 0 ? "first_scaled" : "second_scaled"))
    }
    let weights = [1, sign].map { AddendMap.weighted(Weight($0)) }
    let sum = try helper(.mappedSum(weights), scaled, suffix: "sum")
    let clamp = try activationRange(activation, of: operands.output)
    try finish(
      .requantize(Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: clamp)])), [sum])
  }
}

extension Float {
  /// The exponent of the power of two that a positive number is within 2^0.001 of.
  fileprivate var nearPowerOfTwo: Int? {
    // 2^0.001 and 2 / 2^0.001.
    if significand < 1.000_693_4 { return Int(exponent) }
    return significand > 1.998_614_2 ? Int(exponent) + 1 : nil
  }
}
