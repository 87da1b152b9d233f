import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: the value everywhere, then the input's elements at their places.
  mutating func emitDilate(_ factors: [Int], _ value: Int, _ context: StageContext) {
    var function = context.function("the input's elements \(factors) apart, \(value) between")
    let into = function.writer("border", of: context.output())
    let strides = context.output().shape.strides
    let fill: [Statement] = [
      .point(into, Address(.buffer(context.outputBuffer()))),
      .repeatTimes(
        context.output().shape.elementCount,
        [.store(.pointer(into), index: 0, .constant(value)), .advance(into, 1)]),
    ]
    let copy = copyTensor(
      0, context, &function, fromStrides: context.input().shape.strides,
      intoStrides: zip(factors, strides).map { $0 * $1 },
      sizes: context.input().shape.dimensions, offset: 0)
    // With nothing between its elements the value need not fit the output.
    let isWhole = context.input().shape == context.output().shape
    callOnce(function.finish(isWhole ? copy : fill + copy))
  }
}
