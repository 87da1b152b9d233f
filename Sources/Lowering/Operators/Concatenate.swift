import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: each input's block at its place along the axis.
  mutating func emitConcatenate(_ axis: Int, _ context: StageContext) {
    var function = context.function("the inputs one after another along axis \(axis)")
    let strides = context.output().shape.strides
    var body: [Statement] = []
    var start = 0
    for index in context.stage.main.inputs.indices {
      let shape = context.input(index).shape
      body += copyTensor(
        index, context, &function, fromStrides: context.inputStrides(index), intoStrides: strides,
        sizes: shape.dimensions, offset: start * strides[axis])
      start += shape[axis]
    }
    callOnce(function.finish(body))
  }
}
