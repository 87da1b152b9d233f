import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let fullyConnected = OperatorImporter(
    "FULLY_CONNECTED", code: 9,
    note: "int8 and int16; constant int8 or packed int4 weights, a scale for all or per output",
    importOperator: importFullyConnected)
}

/// The options of FULLY_CONNECTED.
struct FullyConnectedOptions: BuiltinOptions {
  static let unionNumber = 8
  let activation: FusedActivation
  let isShuffled: Bool
  let declaresNarrowBias: Bool

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    activation = try reader.choice(0, of: table, FusedActivation.self)
    isShuffled = try reader.integer(1, of: table, Int8.self) != 0
    declaresNarrowBias =
      try reader.integer(4, of: table, Int8.self) == ElementType.int32.rawValue
  }
}

/// Input [..., inputs] of any shape that divides into rows, weights [outputs, inputs], bias
/// [outputs].
@Sendable private func importFullyConnected(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  let options = try context.options(FullyConnectedOptions.self)
  if options.isShuffled {
    throw context.refuse(
      "options", cause: "the weights are shuffled", remedy: "export them in the default format")
  }
  let tensors = try context.linearTensors(
    takesNarrowBias: context.takesNarrowBias(declared: options.declaresNarrowBias))
  let weightShape = try context.shape(of: tensors.weights, "weights")
  guard weightShape.rank == 2 else {
    throw context.refuse(
      "weights", code: .inconsistentModel, cause: "their shape is \(weightShape)",
      remedy: "two axes are needed")
  }
  let input = try context.operand(0, "input")
  let linear = try context.matrix(tensors, rows: weightShape[0])
  let output = try context.matrixOutput(tensors, rows: weightShape[0], options.activation)
  try context.addMatrix(linear, output, input: input, tensors: tensors)
}

extension ImportContext {
  /// The weights less their zero point, which FULLY_CONNECTED alone of all layers obeys where there
  /// is one scale (rule B7).
  fileprivate mutating func matrix(
    _ tensors: LinearTensors, rows: Int
  ) throws(OperatorRefusal) -> LinearWeights {
    let affines = try affines(of: tensors.weights, "weights")
    let offset = affines.count == 1 ? affines[0].zeroPoint : 0
    let weights = try constant(tensors.weights, "weights").map { $0 - offset }
    return try linearWeights(
      weights, rows: rows, tensors: tensors,
      inputZeroPoint: try affine(of: tensors.input, "input").zeroPoint)
  }

  fileprivate mutating func matrixOutput(
    _ tensors: LinearTensors, rows: Int, _ activation: FusedActivation
  ) throws(OperatorRefusal) -> LinearOutput {
    let channels = try channelOutput(tensors, channels: rows, activation: activation)
    return LinearOutput(
      multipliers: channels.multipliers, scheme: scheme(of: tensors),
      zeroPoint: try affine(of: tensors.output, "output").zeroPoint, clamp: channels.clamp)
  }

  /// LiteRT rounds once, of any type (rule B8).
  private func scheme(of tensors: LinearTensors) -> ScalingScheme {
    switch contract {
    case .tflm: tensors.scheme
    case .litert: .singleRounding
    }
  }

  fileprivate mutating func addMatrix(
    _ linear: LinearWeights, _ output: LinearOutput, input: TensorID, tensors: LinearTensors
  ) throws(OperatorRefusal) {
    let shape = builder[input].shape
    let count = shape.elementCount
    guard count % linear.inputs == 0 else {
      throw refuse(
        "input", code: .inconsistentModel,
        cause: "its \(count) elements do not divide into rows of \(linear.inputs)",
        remedy: "export the model again")
    }
    var rows = input
    if shape.dimensions.last != linear.inputs {
      rows = try helper(
        .reshape, [input], suffix: "rows", meaning: builder[input].meaning,
        reshapedTo: Shape([count / linear.inputs, linear.inputs]))
    }
    let sums = try helper(
      .dense(linear), [rows], suffix: "accumulator", allowsWide: tensors.hasWideSums)
    let declared = try self.shape(of: tensors.output, "output")
    let requantize = output.requantize(axis: builder[sums].shape.rank - 1)
    if builder[sums].shape == declared { return try finish(requantize, [sums]) }
    let flat = try helper(
      requantize, [sums], suffix: "flat", meaning: try meaning(of: tensors.output, "output"))
    try finish(.reshape, [flat], reshapedTo: declared)
  }
}
