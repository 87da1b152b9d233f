import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let add = OperatorImporter(
    "ADD", code: 0, note: "int8, int16 and int32 that does not wrap; broadcasting"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    let options = try context.options(AddOptions.self)
    try context.importSum(options.activation, powerOfTwo: options.powerOfTwo, sign: 1)
  }

  static let sub = OperatorImporter(
    "SUB", code: 41, note: "int8, int16 and int32 that does not wrap; broadcasting"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    let options = try context.options(SubOptions.self)
    try context.importSum(options.activation, powerOfTwo: options.powerOfTwo, sign: -1)
  }
}

struct AddOptions: BuiltinOptions {
  static let unionNumber = 11
  let activation: FusedActivation
  let powerOfTwo: Bool

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    activation = try reader.choice(0, of: table, FusedActivation.self)
    powerOfTwo = try reader.flag(1, of: table, default: true)
  }
}

struct SubOptions: BuiltinOptions {
  static let unionNumber = 28
  let activation: FusedActivation
  let powerOfTwo: Bool

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    activation = try reader.choice(0, of: table, FusedActivation.self)
    powerOfTwo = try reader.flag(1, of: table, default: true)
  }
}

/// The factors of a sum: of each input, and of the result.
private struct SumFactors {
  let inputs: [QuantizedMultiplier]
  let zeroPoints: [Int]
  /// What the inputs are shifted by first.
  let shift: Int
  let output: FixedPointMultiplier

  /// Of an int8 element of an input: |x - zero point| < 2^8, so that nothing leaves 2^28.
  func scaled(_ x: Int, _ index: Int) -> Int {
    inputs[index].scaled((x - zeroPoints[index]) << shift, .doubleRounding) ?? 0
  }
}

extension ImportContext {
  /// Both inputs are brought to one scale in 32 bits, added or subtracted, and brought to the
  /// output's scale (rules B10 to B12).
  fileprivate mutating func importSum(
    _ activation: FusedActivation, powerOfTwo: Bool, sign: Int
  ) throws(OperatorRefusal) {
    if let scalar = try scalarByteOperand() {
      return try importSum(scalar, activation, sign: sign)
    }
    let operands = try binaryOperands()
    if operands.isPlain {
      let kind = OperatorKind.mappedSum([1, sign].map { .weighted(Weight($0)) })
      return try finishPlain(kind, operands, activation)
    }
    if contract == .litert && operands.isWide && powerOfTwo,
      let shifts = try powerShifts(operands)
    {
      return try importPowerSum(operands, activation, shifts: shifts, sign: sign)
    }
    let factors = try sumFactors(operands.tensors, operands.output, activation)
    let sum =
      try operands.isWide
      ? wideSum(operands.inputs, factors, sign: sign)
      : byteSum(operands.inputs, factors, sign: sign)
    try finish(.requantize(Requantize(functions: [.multiplier(factors.output)])), [sum])
  }

  /// With a constant of one element.
  private mutating func importSum(
    _ scalar: ScalarOperand, _ activation: FusedActivation, sign: Int
  ) throws(OperatorRefusal) {
    let factors = try sumFactors(
      [try inputTensor(0, "first"), try inputTensor(1, "second")], try outputTensor(), activation)
    try finishTable(scalar.input) { x in
      let operands = scalar.operands(x)
      return factors.output.value(
        at: factors.scaled(operands[0], 0) + sign * factors.scaled(operands[1], 1))
    }
  }

  private mutating func sumFactors(
    _ inputs: [TFLiteTensor], _ result: TFLiteTensor, _ activation: FusedActivation
  ) throws(OperatorRefusal) -> SumFactors {
    let first = try affine(of: inputs[0], "first")
    let second = try affine(of: inputs[1], "second")
    let output = try affine(of: result, "output")
    let shift = result.type == .int16 ? 15 : 20
    let reals = factors(first.scale, second.scale, output.scale, shift: shift)
    var multipliers: [QuantizedMultiplier] = []
    for real in reals { multipliers.append(try smallMultiplier(real)) }
    return SumFactors(
      inputs: [multipliers[0], multipliers[1]], zeroPoints: [first.zeroPoint, second.zeroPoint],
      shift: shift,
      output: multipliers[2].function(
        scheme: .doubleRounding, outputOffset: output.zeroPoint,
        clamp: try activationRange(activation, of: result)))
  }

  /// Rule B10.
  private func factors(
    _ first: Float, _ second: Float, _ output: Float, shift: Int
  ) -> [Double] {
    let common = 2 * Double(max(first, second))
    return [
      Double(first) / common, Double(second) / common,
      common / (Double(1 << shift) * Double(output)),
    ]
  }

  /// A factor that the reference demands to be below 1.
  private mutating func smallMultiplier(
    _ real: Double
  ) throws(OperatorRefusal) -> QuantizedMultiplier {
    let multiplier = QuantizedMultiplier(real)
    guard real > 0, real < 1, multiplier.shift <= 0 else {
      throw refuse(
        "output", cause: "its scale is too small beside the inputs'",
        remedy: "export the model again with scales that are closer to each other")
    }
    return multiplier
  }

  private mutating func byteSum(
    _ inputs: [TensorID], _ factors: SumFactors, sign: Int
  ) throws(OperatorRefusal) -> TensorID {
    let maps = zip([1, sign], inputs.indices).map { sign, index in
      AddendMap.table(
        LookupTable(
          first: -128,
          entries: (-128...127).map { sign * factors.scaled($0, index) }))
    }
    return try helper(.mappedSum(maps), inputs, suffix: "sum")
  }

  private mutating func wideSum(
    _ inputs: [TensorID], _ factors: SumFactors, sign: Int
  ) throws(OperatorRefusal) -> TensorID {
    var scaled: [TensorID] = []
    for (index, input) in inputs.enumerated() {
      let function = factors.inputs[index].function(
        inputOffset: -factors.zeroPoints[index], inputShift: factors.shift,
        scheme: .doubleRounding, clamp: IntegerType.int32.range)
      scaled.append(
        try helper(
          .requantize(Requantize(functions: [.multiplier(function)])), [input],
          suffix: index == 0 ? "first_scaled" : "second_scaled"))
    }
    let weights = [1, sign].map { AddendMap.weighted(Weight($0)) }
    return try helper(.mappedSum(weights), scaled, suffix: "sum")
  }
}
