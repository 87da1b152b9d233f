import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: a running best per row; `>` keeps the first of equals, `>=` the last.
  mutating func emitArgMax(_ axis: Int, _ selectsLast: Bool, _ context: StageContext) {
    var function = context.function("index of the largest along axis \(axis)")
    let input = context.input()
    let shape = input.shape, stride = shape.strides[axis], count = shape[axis]
    let x = function.reader("x", of: input)
    let y = function.writer("y", of: context.output())
    let best = function.variable("best", input.range)
    let bestIndex = function.variable("best_index", IntegerRange(0, max(0, count - 1)))
    let index = function.variable("index", IntegerRange(0, count))
    let comparison: Condition.Comparison = selectsLast ? .greaterOrEqual : .greater
    let row: [Statement] = [
      .define(best, .element(x)), .define(bestIndex, 0), .define(index, 0),
      .repeatTimes(
        count,
        [
          .branch(
            Condition(.element(x), comparison, .local(best)),
            then: [.assign(best, .element(x)), .assign(bestIndex, .local(index))], otherwise: []),
          .advance(x, .constant(stride)), .assign(index, .local(index) + 1),
        ]),
      .store(.pointer(y), index: 0, .local(bestIndex)), .advance(y, 1),
      .advance(x, .constant(1 - count * stride)),
    ]
    let outer = shape.dimensions[..<axis].reduce(1, *)
    let block: [Statement] = [
      .repeatTimes(stride, row), .advance(x, .constant((count - 1) * stride)),
    ]
    callOnce(
      function.finish([
        .point(x, Address(.buffer(context.inputBuffer()))),
        .point(y, Address(.buffer(context.outputBuffer()))), .repeatTimes(outer, block),
      ]))
  }
}
