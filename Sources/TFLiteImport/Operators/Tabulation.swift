import Diagnostics
import FixedPoint
import NetworkIR

extension ImportContext {
  /// Adds the output of an operator that maps each 8-bit element by itself, as a table over the
  /// values that its input takes.
  ///
  /// - Parameter function: nil where the reference's 32-bit arithmetic would overflow.
  mutating func finishTable(
    _ input: TensorID, _ function: (Int) -> Int?
  ) throws(OperatorRefusal) {
    try finish(.requantize(Requantize(functions: [try table(input, function)])), [input])
  }

  /// A table over the values that a tensor takes.
  mutating func table(
    _ input: TensorID, _ function: (Int) -> Int?
  ) throws(OperatorRefusal) -> RequantizeFunction {
    let range = builder[input].range
    var entries: [Int] = []
    for value in range.lower...range.upper {
      guard let entry = function(value) else { throw refuseScale() }
      entries.append(entry)
    }
    return .table(LookupTable(first: range.lower, entries: entries))
  }

  /// Adds the output that a fixed-point multiplier gives: as a table where the input has few values.
  mutating func finishScaled(
    _ input: TensorID, _ function: FixedPointMultiplier
  ) throws(OperatorRefusal) {
    if isByte(input) { return try finishTable(input, function.value) }
    try finish(.requantize(Requantize(functions: [.multiplier(function)])), [input])
  }

  /// Whether every element fits 8 bits, signed or not.
  func isByte(_ id: TensorID) -> Bool {
    let range = builder[id].range
    return range.upper - range.lower < 256
  }

  /// Refuses multipliers that shift by more to the left than the reference's words can.
  mutating func requireShifts(_ kind: OperatorKind) throws(OperatorRefusal) {
    guard case .requantize(let requantize) = kind else { return }
    let multipliers = requantize.functions.flatMap(\.multipliers)
    if multipliers.contains(where: { $0.shift > $0.scheme.shifts.upperBound }) {
      throw refuseScale()
    }
  }

  mutating func refuseScale() -> OperatorRefusal {
    refuse(
      "scales", code: .rangeOverflow,
      cause: "the ratio of input and output scale makes the reference's arithmetic leave 32 bits",
      remedy: "export the model again with a larger output scale")
  }

  /// The scale and zero point of the operator's input and output.
  mutating func inputAndOutputAffine(
    input: Int = 0
  ) throws(OperatorRefusal) -> (input: AffineQuantization, output: AffineQuantization) {
    (
      try affine(of: try inputTensor(input, "input"), "input"),
      try affine(of: try outputTensor(), "output")
    )
  }

  /// Refuses every input type but int8.
  mutating func requireBytes() throws(OperatorRefusal) {
    let output = try sameTypeOutput()
    guard output.type == .int8 else {
      throw refuse(
        "input", cause: "the reference kernel takes int8 only",
        remedy: "quantise this operator to int8")
    }
  }

  /// Refuses what is only known of TensorFlow Lite Micro.
  mutating func requireMicro(_ what: String) throws(OperatorRefusal) {
    switch contract {
    case .tflm: return
    case .litert:
      throw refuse(
        cause: "\(what) is computed otherwise by LiteRT, which this version does not reproduce",
        remedy: "compile with --contract tflm")
    }
  }
}

extension FixedPointMultiplier {
  /// The value at an integer, or nil beyond the reference's 32 bits.
  func value(at x: Int) -> Int? {
    let factor = QuantizedMultiplier(multiplier: multiplier, shift: shift)
    guard let scaled = factor.scaled((x + inputOffset) << inputShift, scheme) else { return nil }
    return limited(scaled + outputOffset, to: clamp)
  }
}

extension RequantizeFunction {
  /// The fixed-point multipliers of a function.
  fileprivate var multipliers: [FixedPointMultiplier] {
    switch self {
    case .multiplier(let multiplier): [multiplier]
    case .bySign(let negative, let other): [negative, other]
    case .shift, .table, .shiftThenTable, .steps, .chain, .quotient, .curve: []
    }
  }
}
