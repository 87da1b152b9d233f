import Diagnostics
import FixedPoint
import NetworkIR

/// One gate of an LSTM: a function of weighted inputs and weighted hidden state.
struct LSTMGate: Sendable {
  struct Part: Sendable {
    let linear: LinearWeights
    let factor: QuantizedMultiplier
  }

  /// In the order of the operator's inputs.
  static let names = ["input", "forget", "cell", "output"]

  let name: String
  let input: Part
  let recurrent: Part
  let shape: CurveShape
}

/// One time step of the LSTM with an int16 cell.
struct LSTMStep: Sendable {
  let batch: Int
  /// Of input and hidden state: int8 or int16.
  let activation: IntegerType
  let inputs: Int
  let units: Int
  let inputRange: IntegerRange
  /// As ``LSTMGate/names``.
  let gates: [LSTMGate]
  let hidden: AffineQuantization
  let cellScale: Float
  /// 0 for none.
  let cellClip: Float
  let cellCurve: InterpolatedCurve
}

extension LSTMStep {
  /// The step as a network: input [1, batch, inputs], states hidden and cell [1, batch, units],
  /// output the new hidden state.
  func network(named name: String) throws(DiagnosticList) -> Network {
    var body = StepBuilder(
      name: name, scheme: activation == .int16 ? .reducedTo16 : .doubleRounding)
    let x = try body.builder.addInput(
      name: "x", shape: Shape([1, batch, inputs]), range: inputRange, meaning: .itself,
      encoding: .integers)
    let stateShape = Shape([1, batch, units])
    let hidden = try body.addState("hidden", stateShape, activation)
    let cell = try body.addState("cell", stateShape, .int16)
    var outputs: [TensorID] = []
    for gate in gates { outputs.append(try body.add(gate, x, hidden)) }
    let newCell = try updatedCell(&body, cell, outputs)
    let squashed = try body.add(.curve(cellCurve), "squashed", newCell)
    let newHidden = try body.product(
      "hidden_next", squashed, outputs[3],
      factor(gateScale * gateScale / Double(self.hidden.scale)),
      offset: self.hidden.zeroPoint, clamp: activation.range)
    body.builder.setNext(of: hidden, to: newHidden)
    body.builder.setNext(of: cell, to: newCell)
    return try body.builder.build(outputs: [newHidden])
  }

  /// forget * cell + input * candidate, each product rounded to the cell's scale, the sum saturated
  /// and clipped.
  private func updatedCell(
    _ body: inout StepBuilder, _ cell: TensorID, _ gates: [TensorID]
  ) throws(DiagnosticList) -> TensorID {
    let scale = Double(cellScale)
    let kept = try body.product(
      "kept", gates[1], cell, factor(gateScale * scale / scale), clamp: words)
    let added = try body.product(
      "added", gates[0], gates[2], factor(gateScale * gateScale / scale), clamp: words)
    return try body.sum("cell_next", kept, added, within: cellRange)
  }

  private var cellRange: IntegerRange {
    guard cellClip > 0 else { return words }
    let limit = Int(min(Double(cellClip) / Double(cellScale), 32767))
    return IntegerRange(-limit, limit)
  }

  private func factor(_ real: Double) -> QuantizedMultiplier { QuantizedMultiplier(real) }

  /// Of the gates' outputs.
  private var gateScale: Double { 0x1p-15 }
}

private let words = IntegerType.int16.range

/// Builds the network of a step.
private struct StepBuilder {
  var builder: NetworkBuilder
  /// Of the sums of products.
  let scheme: ScalingScheme

  init(name: String, scheme: ScalingScheme) {
    builder = NetworkBuilder(name: name)
    self.scheme = scheme
  }

  mutating func addState(
    _ name: String, _ shape: Shape, _ type: IntegerType
  ) throws(DiagnosticList) -> TensorID {
    try builder.addState(
      name: name, shape: shape, range: type.range, meaning: .itself,
      initial: [Int](repeating: 0, count: shape.elementCount))
  }

  mutating func add(
    _ gate: LSTMGate, _ x: TensorID, _ hidden: TensorID
  ) throws(DiagnosticList) -> TensorID {
    let own = try add(gate.input, "\(gate.name)_input", x)
    let recurrent = try add(gate.recurrent, "\(gate.name)_recurrent", hidden)
    let sum = try sum("\(gate.name)_sum", own, recurrent, within: words)
    // Q3.12, so that 3/4 of 2^-9 is a step of the knots.
    let curve = InterpolatedCurve(
      shape: gate.shape, inputMultiplier: 3, inputShift: 0, knots: logisticKnots)
    return try add(.curve(curve), "\(gate.name)_gate", sum)
  }

  private mutating func add(
    _ part: LSTMGate.Part, _ name: String, _ input: TensorID
  ) throws(DiagnosticList) -> TensorID {
    let sums = try add(.dense(part.linear), "\(name)_sums", [input])
    let function = part.factor.function(scheme: scheme, clamp: words)
    return try add(.multiplier(function), name, sums)
  }

  mutating func add(
    _ function: RequantizeFunction, _ name: String, _ input: TensorID
  ) throws(DiagnosticList) -> TensorID {
    try add(.requantize(Requantize(functions: [function])), name, [input])
  }

  mutating func sum(
    _ name: String, _ first: TensorID, _ second: TensorID, within clamp: IntegerRange
  ) throws(DiagnosticList) -> TensorID {
    let one = AddendMap.weighted(Weight(1))
    let sum = try add(.mappedSum([one, one]), "\(name)_exact", [first, second])
    return try add(.shift(bits: 0, rounding: .floor, clamp: clamp), name, sum)
  }

  mutating func product(
    _ name: String, _ first: TensorID, _ second: TensorID, _ factor: QuantizedMultiplier,
    offset: Int = 0, clamp: IntegerRange
  ) throws(DiagnosticList) -> TensorID {
    let product = try add(.product(offsets: [0, 0]), "\(name)_product", [first, second])
    let function = factor.function(scheme: .doubleRounding, outputOffset: offset, clamp: clamp)
    return try add(.multiplier(function), name, product)
  }

  private mutating func add(
    _ kind: OperatorKind, _ name: String, _ inputs: [TensorID]
  ) throws(DiagnosticList) -> TensorID {
    try builder.add(kind, name: name, inputs: inputs, outputNames: [name], meanings: [.itself])[0]
  }
}
