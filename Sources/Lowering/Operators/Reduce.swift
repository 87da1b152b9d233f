import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A33: for each output in order, loops over the reduced axes.
  mutating func emitReduce(_ reduction: Reduction, _ axes: [Int], _ context: StageContext) {
    var function = context.function("the \(reduction.rawValue) along the axes \(axes)")
    let input = context.input()
    let x = function.reader("x", of: input)
    let y = function.writer("y", of: context.output())
    let shape = input.shape, strides = shape.strides
    func loops(over isIncluded: (Int) -> Bool) -> [LoopNest.Loop] {
      (0..<shape.rank).filter(isIncluded).map {
        LoopNest.Loop(count: shape[$0], steps: [x: strides[$0]])
      }
    }
    let inner = LoopNest(loops { axes.contains($0) })
    let result = function.variable(
      "result", reduction.partialRange(of: input.range, count: inner.count))
    let body: [Statement] =
      [.define(result, .constant(reduction.start(of: input.range)))]
      + inner.around([.assign(result, reduction.combined(.local(result), .element(x)))])
      + [.store(.pointer(y), index: 0, .local(result)), .advance(y, 1)]
    callOnce(
      function.finish(
        [
          .point(x, Address(.buffer(context.inputBuffer()))),
          .point(y, Address(.buffer(context.outputBuffer()))),
        ] + LoopNest(loops { !axes.contains($0) }).around(body)))
  }
}

extension Reduction {
  /// What the elements are combined with first: nothing for a sum, what never wins for an extreme.
  fileprivate func start(of range: IntegerRange) -> Int {
    switch self {
    case .sum: 0
    case .smallest: range.upper
    case .largest: range.lower
    }
  }

  fileprivate func combined(_ result: Expression, _ next: Expression) -> Expression {
    switch self {
    case .sum: result + next
    case .smallest: .minimum(result, next)
    case .largest: .maximum(result, next)
    }
  }

  /// Of the result after any number of elements.
  fileprivate func partialRange(of range: IntegerRange, count: Int) -> IntegerRange {
    switch self {
    case .sum:
      ((try? range.scaled(by: count)) ?? IntegerType.int32.range)
        .union(IntegerRange(exactly: 0))
    case .smallest, .largest: range
    }
  }
}
