import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let svdf = OperatorImporter(
    "SVDF", code: 27, note: "int8 with int8 state, for LiteRT not, or int16 state",
    importOperator: importSVDF)
}

/// The options of SVDF; the fused activation has no effect in the integer kernels.
private struct SVDFOptions: BuiltinOptions {
  static let unionNumber = 6
  let rank: Int

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    rank = try reader.integer(0, of: table, Int32.self)
  }
}

/// The sizes and zero points of an SVDF.
private struct SVDFLayout {
  let batch: Int
  let rank: Int
  let filters: Int
  let inputs: Int
  let memory: Int
  let state: ElementType
  var units: Int { filters / rank }
  /// The filters of all batches.
  var rows: Int { batch * filters }
}

/// Input [batch, inputs], weights [filters, inputs], time weights [filters, memory], bias [units], state
/// [batch, filters * memory]; output [batch, units].
@Sendable private func importSVDF(_ context: inout ImportContext) throws(OperatorRefusal) {
  let input = try context.operand(0, "input")
  let layout = try context.svdfLayout(of: input)
  if layout.state == .int8 { try context.requireMicro("SVDF with an int8 state") }
  let state = try context.variableTensor(
    4, "state", shape: Shape([layout.rows, layout.memory]), type: layout.state)
  let feature = try context.svdfFeature(input, layout)
  let memory = try context.shiftedMemory(state, with: feature, layout)
  context.builder.setNext(of: state, to: memory)
  try context.finishSVDF(memory, layout)
}

extension ImportContext {
  fileprivate mutating func svdfLayout(of input: TensorID) throws(OperatorRefusal) -> SVDFLayout {
    let rank = try options(SVDFOptions.self).rank
    let features = try shape(of: try inputTensor(1, "feature weights"), "feature weights")
    let times = try inputTensor(2, "time weights")
    let timeShape = try shape(of: times, "time weights")
    let shape = builder[input].shape
    guard shape.rank == 2, features.rank == 2, timeShape.rank == 2,
      features[1] == shape[1], timeShape[0] == features[0], rank >= 1, features[0] % rank == 0,
      times.type == .int8 || times.type == .int16,
      try inputTensor(0, "input").type == .int8, try outputTensor().type == .int8
    else {
      throw refuse(
        "shapes", cause: "input \(shape), weights \(features) and \(timeShape), rank \(rank)",
        remedy: "int8 with matching int8 and int8 or int16 weights is supported")
    }
    return SVDFLayout(
      batch: shape[0], rank: rank, filters: features[0], inputs: shape[1], memory: timeShape[1],
      state: times.type)
  }

  /// The newest column of the state, [1, filters] (rule B42).
  fileprivate mutating func svdfFeature(
    _ input: TensorID, _ layout: SVDFLayout
  ) throws(OperatorRefusal) -> TensorID {
    let source = try affine(of: try inputTensor(0, "input"), "input")
    let tensor = try inputTensor(4, "state")
    let state = try affine(of: tensor, "state")
    let range = try integerRange(of: tensor, "state")
    let weights = try matrix(
      1, "feature weights", rows: layout.filters, columns: layout.inputs)
    let linear = try linearWeights(
      weights.weights, bias: [Int](repeating: 0, count: layout.filters),
      inputZeroPoint: source.zeroPoint)
    let sums = try helper(.dense(linear), [input], suffix: "feature_sums")
    let factor = try scaleRatio(source.scale, times: weights.scale, over: state.scale)
    let function = factor.function(scheme: .doubleRounding, clamp: range)
    let column = try helper(
      .requantize(Requantize(functions: [.multiplier(function)])), [sums], suffix: "feature")
    if state.zeroPoint == 0 { return column }
    return try wrapped(column, adding: state.zeroPoint)
  }

  /// The reference adds the state's zero point behind the clamp, in 8 bits that wrap.
  private mutating func wrapped(
    _ column: TensorID, adding zeroPoint: Int
  ) throws(OperatorRefusal) -> TensorID {
    guard isByte(column) else {
      throw refuse(
        "state", cause: "its zero point is \(zeroPoint)", remedy: "an int16 state needs 0")
    }
    let table = try table(column) { Int(Int8(truncatingIfNeeded: $0 + zeroPoint)) }
    return try helper(
      .requantize(Requantize(functions: [table])), [column], suffix: "feature_offset")
  }

  /// The state without its oldest column and with the newest.
  fileprivate mutating func shiftedMemory(
    _ state: TensorID, with feature: TensorID, _ layout: SVDFLayout
  ) throws(OperatorRefusal) -> TensorID {
    let meaning = builder[state].meaning
    let column = try helper(
      .reshape, [feature], suffix: "column", meaning: meaning,
      reshapedTo: Shape([layout.rows, 1]))
    guard layout.memory > 1 else { return column }
    let slice = Slice(
      starts: [0, 1], steps: [1, 1], sizes: [layout.rows, layout.memory - 1])
    let kept = try helper(.slice(slice), [state], suffix: "kept", meaning: meaning)
    return try helper(.concatenate(axis: 1), [kept, column], suffix: "memory", meaning: meaning)
  }

  /// Each unit sums its filters over time: a convolution with a group per unit. The reference's
  /// products of int16 may wrap; here their sum is exact (rule B42).
  fileprivate mutating func finishSVDF(
    _ memory: TensorID, _ layout: SVDFLayout
  ) throws(OperatorRefusal) {
    let state = try affine(of: try inputTensor(4, "state"), "state")
    let target = try affine(of: try outputTensor(), "output")
    let weights = try matrix(
      2, "time weights", rows: layout.filters, columns: layout.memory, type: layout.state)
    let linear = try linearWeights(
      weights.weights, bias: try vector(3, "bias", count: layout.units, type: .int32),
      inputZeroPoint: state.zeroPoint)
    let geometry = WindowGeometry(
      kernel: [layout.memory], strides: [1], dilations: [1], paddingBefore: [0],
      paddingAfter: [0])
    let convolution = Convolution(
      geometry: geometry, groups: layout.batch * layout.units, paddingValue: 0,
      linear: linear.repeated(layout.batch))
    let image = try helper(
      .reshape, [memory], suffix: "image", meaning: builder[memory].meaning,
      reshapedTo: Shape([1, layout.rows, layout.memory]))
    let sums = try helper(
      .convolution(convolution), [image], suffix: "sums", allowsWide: layout.state == .int16)
    let factor = try scaleRatio(state.scale, times: weights.scale, over: target.scale)
    let function = factor.function(
      scheme: .doubleRounding, outputOffset: target.zeroPoint, clamp: IntegerType.int8.range)
    let row = try helper(
      .requantize(Requantize(functions: [.multiplier(function)])), [sums], suffix: "row",
      meaning: try meaning(of: try outputTensor(), "output"))
    try finish(.reshape, [row], reshapedTo: Shape([layout.batch, layout.units]))
  }
}
