import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: the output in order, the input by permuted strides.
  mutating func emitTranspose(_ permutation: [Int], _ context: StageContext) {
    var function = context.function("axes in the order \(permutation)")
    let strides = context.input().shape.strides
    let copy = copyTensor(
      0, context, &function, fromStrides: permutation.map { strides[$0] },
      intoStrides: context.output().shape.strides, sizes: context.output().shape.dimensions,
      offset: 0)
    callOnce(function.finish(copy))
  }
}
