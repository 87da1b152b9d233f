import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let sequenceLSTM = OperatorImporter(
    "UNIDIRECTIONAL_SEQUENCE_LSTM", code: 44,
    note: "int8 or int16 with an int16 cell; time or batch first; no projection or peepholes",
    importOperator: importSequenceLSTM)
}

/// The options of UNIDIRECTIONAL_SEQUENCE_LSTM.
private struct SequenceLSTMOptions: BuiltinOptions {
  static let unionNumber = 71
  let activation: FusedActivation
  let cellClip: Float
  let timeMajor: Bool

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    activation = try reader.choice(0, of: table, FusedActivation.self)
    cellClip = try reader.float(1, of: table)
    timeMajor = try reader.flag(3, of: table)
  }
}

/// Input [steps, batch, inputs] or [batch, steps, inputs]; output the same with units.
@Sendable private func importSequenceLSTM(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireMicro("UNIDIRECTIONAL_SEQUENCE_LSTM")
  let options = try context.options(SequenceLSTMOptions.self)
  try context.requirePlainLSTM(options)
  let input = try context.operand(0, "input")
  let shape = context.builder[input].shape
  let weights = try context.shape(of: try context.inputTensor(1, "input weights"), "weights")
  guard shape.rank == 3, let units = weights.dimensions.first else {
    throw context.refuse(
      "input", code: .inconsistentModel, cause: "its shape is \(shape)",
      remedy: "three axes are needed")
  }
  let step = try context.lstmStep(
    batch: shape[options.timeMajor ? 1 : 0], inputs: shape[2], units: units,
    clip: options.cellClip, range: context.builder[input].range)
  try context.addRecurrence(step, input: input, timeMajor: options.timeMajor)
}

extension ImportContext {
  private func isPresent(_ index: Int) -> Bool { optionalInputNumber(index) != nil }

  fileprivate mutating func requirePlainLSTM(
    _ options: SequenceLSTMOptions
  ) throws(OperatorRefusal) {
    let variants = Array(9..<12) + Array(16..<18) + Array(20..<24)
    guard !variants.contains(where: isPresent), (1..<9).allSatisfy(isPresent),
      (12..<16).allSatisfy(isPresent)
    else {
      throw refuse(
        "inputs", cause: "peepholes, projection, layer norm or a coupled input gate",
        remedy: "the reference supports the plain LSTM with four gates and biases")
    }
    guard options.activation == .tanh, options.cellClip >= 0 else {
      throw refuse(
        "options", cause: "activation \(options.activation), cell clip \(options.cellClip)",
        remedy: "the reference supports tanh and a clip of at least 0")
    }
    _ = try sameTypeOutput()
  }

  /// The parameters of one time step (rules B43 to B45).
  fileprivate mutating func lstmStep(
    batch: Int, inputs: Int, units: Int, clip: Float, range: IntegerRange
  ) throws(OperatorRefusal) -> LSTMStep {
    let source = try affine(of: try inputTensor(0, "input"), "input")
    let hidden = try affine(of: try inputTensor(18, "hidden state"), "hidden state")
    let cell = try affine(of: try inputTensor(19, "cell state"), "cell state")
    var gates: [LSTMGate] = []
    for index in LSTMGate.names.indices {
      gates.append(
        try lstmGate(index, from: source, hidden: hidden, inputs: inputs, units: units))
    }
    let isWide = try inputTensor(0, "input").type == .int16
    return LSTMStep(
      batch: batch, activation: isWide ? .int16 : .int8, inputs: inputs, units: units,
      inputRange: range, gates: gates, hidden: hidden,
      cellScale: cell.scale, cellClip: clip, cellCurve: try cellCurve(scale: cell.scale))
  }

  /// A gate by its place in ``LSTMGate/names``.
  private mutating func lstmGate(
    _ index: Int, from source: AffineQuantization, hidden: AffineQuantization, inputs: Int,
    units: Int
  ) throws(OperatorRefusal) -> LSTMGate {
    let name = LSTMGate.names[index]
    let biasType: ElementType = try inputTensor(0, "input").type == .int16 ? .int64 : .int32
    let bias = try vector(12 + index, "\(name) bias", count: units, type: biasType)
    let own = try matrix(1 + index, "\(name) weights", rows: units, columns: inputs)
    let recurrent = try matrix(
      5 + index, "recurrent \(name) weights", rows: units, columns: units)
    return LSTMGate(
      name: name, input: try gatePart(own, bias: bias, from: source),
      recurrent: try gatePart(
        recurrent, bias: [Int](repeating: 0, count: units), from: hidden),
      shape: name == "cell" ? .tanh : .logistic)
  }

  private mutating func gatePart(
    _ matrix: (weights: [Int], scale: Float), bias: [Int], from source: AffineQuantization
  ) throws(OperatorRefusal) -> LSTMGate.Part {
    LSTMGate.Part(
      linear: try linearWeights(matrix.weights, bias: bias, inputZeroPoint: source.zeroPoint),
      factor: QuantizedMultiplier(Double(source.scale) * Double(matrix.scale) / 0x1p-12))
  }

  /// The hyperbolic tangent of the cell, whose scale counts as the nearest power of two.
  private mutating func cellCurve(scale: Float) throws(OperatorRefusal) -> InterpolatedCurve {
    let left = 12 + binaryLogarithm(scale).rounded
    guard (-31...13).contains(left) else {
      throw refuse(
        "cell state", cause: "its scale is \(scale)",
        remedy: "a scale from 2^-43 to 2 is supported; 2^-11 is usual")
    }
    return InterpolatedCurve(
      shape: .tanh, inputMultiplier: left < 0 ? 3 : 3 << left, inputShift: max(-left, 0),
      knots: logisticKnots)
  }

  fileprivate mutating func addRecurrence(
    _ step: LSTMStep, input: TensorID, timeMajor: Bool
  ) throws(OperatorRefusal) {
    let shape = Shape([1, step.batch, step.units])
    let hidden = try variableTensor(
      18, "hidden state", shape: shape, type: try inputTensor(0, "input").type)
    let cell = try variableTensor(19, "cell state", shape: shape, type: .int16)
    let rows = try exchanged(input, timeMajor, suffix: "by_time")
    let body: Network
    do throws(DiagnosticList) {
      body = try step.network(named: helperName("step"))
    } catch {
      throw refuse(error)
    }
    let names = ["rows", "hidden", "cell"].map(helperName)
    let results = try add(
      .recurrence(Recurrence(body: body, steps: builder[rows].shape[0])), [rows, hidden, cell],
      name: operation.name, outputs: names,
      meanings: [hidden, hidden, cell].map { builder[$0].meaning }, reshapedTo: nil)
    builder.setNext(of: hidden, to: results[1])
    builder.setNext(of: cell, to: results[2])
    try finishMovement(
      try exchanged(results[0], timeMajor, suffix: "by_batch"), shapedAs: try outputTensor())
  }

  /// Between the file's order and time first.
  private mutating func exchanged(
    _ input: TensorID, _ timeMajor: Bool, suffix: String
  ) throws(OperatorRefusal) -> TensorID {
    if timeMajor { return input }
    let tensor = builder[input]
    let (first, second) = (tensor.shape[0], tensor.shape[1])
    if first == 1 || second == 1 {
      return try helper(
        .reshape, [input], suffix: suffix, meaning: tensor.meaning.withoutAxis,
        reshapedTo: Shape([second, first, tensor.shape[2]]))
    }
    return try helper(
      .transpose(permutation: [1, 0, 2]), [input], suffix: suffix,
      meaning: tensor.meaning.withoutAxis)
  }
}
