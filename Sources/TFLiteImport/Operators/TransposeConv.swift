import Diagnostics
import FixedPoint
import NetworkIR

extension OperatorImporter {
  static let transposeConv = OperatorImporter(
    "TRANSPOSE_CONV", code: 67, note: "int8 and int16; constant int8 weights", imageInput: 2,
    importOperator: importTransposeConv)
}

struct TransposeConvOptions: BuiltinOptions {
  static let unionNumber = 49
  let padding: WindowPadding
  let strides: [Int]
  let activation: FusedActivation

  init(_ table: FlatTable, _ reader: inout FlatBufferReader) throws(DiagnosticList) {
    padding = try reader.choice(0, of: table, WindowPadding.self)
    strides = [
      try reader.integer(2, of: table, Int32.self), try reader.integer(1, of: table, Int32.self),
    ]
    activation = try reader.choice(3, of: table, FusedActivation.self)
  }
}

/// Input [1, height, width, channels], weights [outputs, height, width, channels]: a convolution of
/// stride 1 by the turned kernel over the input's elements `strides` apart (rule B16).
@Sendable private func importTransposeConv(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  let options = try context.options(TransposeConvOptions.self)
  let tensors = try context.linearTensors(input: 2, weights: 1, bias: 3)
  let input = try context.operand(2, "input")
  let shape = try context.kernelShape(of: tensors.weights)
  let output = try context.shape(of: tensors.output, "output")
  try context.requireImage(context.builder[input].shape)
  try context.requireImage(output)
  guard context.builder[input].shape[3] == shape[3], output[3] == shape[0] else {
    throw context.refuse(
      "weights", code: .inconsistentModel,
      cause: "their shape \(shape) suits neither the input's channels nor the output's",
      remedy: "export the model again")
  }
  let placement = WindowPlacement(
    padding: options.padding, kernel: [shape[1], shape[2]], strides: options.strides,
    dilations: [1, 1])
  let spread = try context.spread(input, placement, output: output, tensors: tensors)
  let rows = context.channelMajor(try context.constant(tensors.weights, "weights"), shape)
  try context.addTurned(
    rows, spread, kernel: placement.kernel, tensors: tensors,
    output: try context.channelOutput(
      tensors, channels: shape[0], activation: options.activation))
}

extension ImportContext {
  /// The input's elements apart, with zero points between and around, so that a convolution without
  /// padding gives the output.
  fileprivate mutating func spread(
    _ input: TensorID, _ placement: WindowPlacement, output: Shape, tensors: LinearTensors
  ) throws(OperatorRefusal) -> TensorID {
    let zeroPoint = try convolutionZeroPoint(of: tensors.input, "input")
    let meaning = builder[input].meaning
    let forward = try geometry(placement, over: output)
    let dilated = try helper(
      .dilate(factors: [1] + placement.strides + [1], value: zeroPoint), [input],
      suffix: "spread", meaning: meaning)
    let shape = builder[dilated].shape
    let before = (0..<2).map { placement.kernel[$0] - 1 - forward.paddingBefore[$0] }
    let after = (0..<2).map { axis in
      output[axis + 1] + placement.kernel[axis] - 1 - shape[axis + 1] - before[axis]
    }
    let kept = (0..<2).map { shape[$0 + 1] + min(after[$0], 0) }
    guard before.allSatisfy({ $0 >= 0 }), kept.allSatisfy({ $0 >= 1 }) else {
      throw refuse(
        "output", cause: "its shape \(output) does not suit the input, strides and window",
        remedy: "export the model again")
    }
    var result = dilated
    if kept != [shape[1], shape[2]] {
      result = try helper(
        .slice(
          Slice(
            starts: [0, 0, 0, 0], steps: [1, 1, 1, 1], sizes: [1, kept[0], kept[1], shape[3]])),
        [result], suffix: "cut", meaning: meaning)
    }
    return try helper(
      .pad(
        before: [0] + before + [0], after: [0] + after.map { max($0, 0) } + [0], value: zeroPoint),
      [result], suffix: "padded", meaning: meaning)
  }

  /// The convolution by the kernel turned by half a turn.
  fileprivate mutating func addTurned(
    _ weights: [Int], _ input: TensorID, kernel: [Int], tensors: LinearTensors,
    output: LinearOutput
  ) throws(OperatorRefusal) {
    let positions = kernel[0] * kernel[1]
    let turned = weights.indices.map { index in
      weights[index - index % positions + positions - 1 - index % positions]
    }
    let placement = WindowPlacement(
      padding: .valid, kernel: kernel, strides: [1, 1], dilations: [1, 1])
    try addConvolution(
      placement, turned, groups: 1, input: input, tensors: tensors, output: output)
  }
}
