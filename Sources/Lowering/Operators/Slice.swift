import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: the output in order, the input by strides of its own, which may be 0 or negative.
  mutating func emitSlice(_ slice: Slice, _ context: StageContext) {
    var function = context.function(
      "elements from \(slice.starts) on, \(slice.steps) apart, \(slice.sizes) of them")
    let strides = context.input().shape.strides
    let start = zip(slice.starts, strides).reduce(0) { $0 + $1.0 * $1.1 }
    let copy = copyTensor(
      0, context, &function, fromStrides: zip(slice.steps, strides).map { $0 * $1 },
      intoStrides: context.output().shape.strides, sizes: slice.sizes, offset: 0,
      fromOffset: start)
    callOnce(function.finish(copy))
  }
}
