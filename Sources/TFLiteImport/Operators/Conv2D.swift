import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let conv2D = OperatorImporter(
    "CONV_2D", code: 3,
    note: "int8 and int16; grouped, strided, dilated; constant int8 or packed int4 weights",
    imageInput: 0,
    importOperator: importConv2D)
}

/// The options of CONV_2D.
struct Conv2DOptions: BuiltinOptions {
  static let unionNumber = 1
  let padding: WindowPadding
  let strides: [Int]
  let activation: FusedActivation
  let dilations: [Int]
  let declaresNarrowBias: Bool

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    padding = try reader.choice(0, of: table, WindowPadding.self)
    strides = [
      try reader.integer(2, of: table, Int32.self), try reader.integer(1, of: table, Int32.self),
    ]
    activation = try reader.choice(3, of: table, FusedActivation.self)
    dilations = [
      try reader.integer(5, of: table, Int32.self, default: 1),
      try reader.integer(4, of: table, Int32.self, default: 1),
    ]
    declaresNarrowBias =
      try reader.integer(6, of: table, Int8.self) == ElementType.int32.rawValue
  }
}

/// Input [1, height, width, channels], weights [outputs, height, width, channels / groups], bias
/// [outputs].
@Sendable private func importConv2D(_ context: inout ImportContext) throws(OperatorRefusal) {
  let options = try context.options(Conv2DOptions.self)
  let tensors = try context.linearTensors(
    takesNarrowBias: context.takesNarrowBias(declared: options.declaresNarrowBias))
  let input = try context.operand(0, "input")
  let shape = try context.kernelShape(of: tensors.weights)
  let channels = context.builder[input].shape.dimensions.last ?? 0
  guard channels % shape[3] == 0, shape[0] % max(channels / shape[3], 1) == 0 else {
    throw context.refuse(
      "weights", code: .inconsistentModel,
      cause: "their shape \(shape) does not divide \(channels) input channels",
      remedy: "export the model again")
  }
  let placement = WindowPlacement(
    padding: options.padding, kernel: [shape[1], shape[2]], strides: options.strides,
    dilations: options.dilations)
  let rows = context.channelMajor(try context.constant(tensors.weights, "weights"), shape)
  try context.addConvolution(
    placement, rows, groups: channels / shape[3], input: input, tensors: tensors,
    output: try context.channelOutput(
      tensors, channels: shape[0], activation: options.activation))
}

extension ImportContext {
  /// The shape of the weights of a convolution.
  mutating func kernelShape(of weights: TFLiteTensor) throws(OperatorRefusal) -> Shape {
    let shape = try shape(of: weights, "weights")
    guard shape.rank == 4 else {
      throw refuse(
        "weights", code: .inconsistentModel, cause: "their shape is \(shape)",
        remedy: "four axes are needed")
    }
    return shape
  }

  /// [outputs, height, width, channels] as rows of [channel, position].
  func channelMajor(_ weights: [Int], _ shape: Shape) -> [Int] {
    let positions = shape[1] * shape[2]
    let channels = shape[3]
    var rows: [Int] = []
    rows.reserveCapacity(weights.count)
    for output in 0..<shape[0] {
      for channel in 0..<channels {
        for position in 0..<positions {
          rows.append(weights[(output * positions + position) * channels + channel])
        }
      }
    }
    return rows
  }

  /// The sums of a convolution, then its output. Padding counts as the input's zero point, so that
  /// it adds nothing.
  mutating func addConvolution(
    _ placement: WindowPlacement, _ weights: [Int], groups: Int, input: TensorID,
    tensors: LinearTensors, output: LinearOutput
  ) throws(OperatorRefusal) {
    let zeroPoint = try convolutionZeroPoint(of: tensors.input, "input")
    let geometry = try geometry(placement, over: builder[input].shape)
    let rows = try shape(of: tensors.output, "output").dimensions.last ?? 1
    guard weights.count % rows == 0 else {
      throw refuse(
        "output", code: .inconsistentModel, cause: "it has \(rows) channels",
        remedy: "one per row of weights is needed")
    }
    let convolution = Convolution(
      geometry: geometry, groups: groups, paddingValue: zeroPoint,
      linear: try linearWeights(
        weights, rows: rows, tensors: tensors, inputZeroPoint: zeroPoint))
    let sums = try helper(
      .convolution(convolution), [input], suffix: "accumulator", allowsWide: tensors.hasWideSums)
    try finish(output.requantize(axis: 3), [sums])
  }
}
