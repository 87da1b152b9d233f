import FixedPoint
import KernelIR
import NetworkIR

/// The job of a linear stage with placeholder buffers, for pricing; nil for other stages.
func previewJob(_ stage: Stage, step: Int, _ network: Network) -> LinearJob? {
  let nowhere = BufferID(0)
  guard let first = stage.main.inputs.first else { return nil }
  let input = network[first]
  let output = network[stage.outputs[0]]
  switch stage.main.kind {
  case .dense(let linear):
    return denseJob(linear, stage, step, input: (input, nowhere), output: (output, nowhere))
  case .convolution(let convolution):
    return convolutionJob(
      convolution, stage, step, input: (input, nowhere), output: (output, nowhere))
  case .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad,
    .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence,
    .constant:
    return nil
  }
}

/// Rule A10: every row of the last axis is one position.
func denseJob(
  _ linear: LinearWeights, _ stage: Stage, _ step: Int, input: (Tensor, BufferID),
  output: (Tensor, BufferID)
) -> LinearJob {
  let rows = input.0.shape.elementCount / max(1, linear.inputs)
  let loops = [
    Positions.Loop(count: rows, inputStep: linear.inputs, outputStep: linear.outputs)
  ]
  return LinearJob(
    names: stage.names, linear: linear, requantize: stage.requantization, input: input.1,
    output: output.1, inputRange: input.0.range, inputElement: input.0.type,
    outputElement: output.0.type, outputRange: output.0.range,
    positions: Positions(loops: loops, rowStride: 1), offsets: .columns, strip: nil,
    step: step, commonest: stage.commonest)
}

extension ProgramBuilder {
  mutating func emitDense(
    _ linear: LinearWeights, _ context: StageContext, _ strategy: LinearStrategy
  ) {
    let job = denseJob(
      linear, context.stage, context.step, input: (context.input(), context.inputBuffer()),
      output: (context.output(), context.outputBuffer()))
    emit(job, by: strategy)
  }
}
