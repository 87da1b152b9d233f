import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let depthwiseConv2D = OperatorImporter(
    "DEPTHWISE_CONV_2D", code: 4,
    note: "int8 and int16; any multiplier, strided, dilated; constant int8 or packed int4 weights",
    imageInput: 0,
    importOperator: importDepthwiseConv2D)
}

/// The options of DEPTHWISE_CONV_2D. Its depth multiplier is not read: the shapes have it.
struct DepthwiseConv2DOptions: BuiltinOptions {
  static let unionNumber = 2
  let padding: WindowPadding
  let strides: [Int]
  let activation: FusedActivation
  let dilations: [Int]

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    padding = try reader.choice(0, of: table, WindowPadding.self)
    strides = [
      try reader.integer(2, of: table, Int32.self), try reader.integer(1, of: table, Int32.self),
    ]
    activation = try reader.choice(4, of: table, FusedActivation.self)
    dilations = [
      try reader.integer(6, of: table, Int32.self, default: 1),
      try reader.integer(5, of: table, Int32.self, default: 1),
    ]
  }
}

/// Input [1, height, width, channels], weights [1, height, width, outputs], bias [outputs]; outputs
/// is a multiple of channels.
@Sendable private func importDepthwiseConv2D(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  let options = try context.options(DepthwiseConv2DOptions.self)
  let tensors = try context.linearTensors()
  let input = try context.operand(0, "input")
  let shape = try context.kernelShape(of: tensors.weights)
  let channels = context.builder[input].shape.dimensions.last ?? 1
  guard shape[0] == 1, shape[3] % channels == 0 else {
    throw context.refuse(
      "weights", code: .inconsistentModel,
      cause: "their shape \(shape) does not suit \(channels) input channels",
      remedy: "export the model again")
  }
  let placement = WindowPlacement(
    padding: options.padding, kernel: [shape[1], shape[2]], strides: options.strides,
    dilations: options.dilations)
  let weights = try context.constant(tensors.weights, "weights")
  let positions = shape[1] * shape[2]
  let rows = (0..<weights.count).map { weights[$0 % positions * shape[3] + $0 / positions] }
  try context.addConvolution(
    placement, rows, groups: channels, input: input, tensors: tensors,
    output: try context.channelOutput(
      tensors, channels: shape[3], activation: options.activation))
}
