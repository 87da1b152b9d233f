import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A31.
  mutating func emitProduct(_ offsets: [Int], _ context: StageContext) {
    var function = context.function("y = (x0 + \(offsets[0])) * (x1 + \(offsets[1]))")
    let y = function.writer("y", of: context.output())
    var start: [Statement] = [.point(y, Address(.buffer(context.outputBuffer())))]
    var load: [Statement] = []
    var operands: [Operand] = []
    let factors = offsets.enumerated().map { index, offset in
      let tensor = context.input(index)
      let x = operand("x\(index)", index, context, in: &function)
      let factor = function.constant("factor", tensor.range.moved(by: offset))
      start.append(x.start)
      load.append(.define(factor, .element(x.pointer) + .constant(offset)))
      operands.append(x)
      return factor
    }
    let product = multiplication(factors[0], factors[1], in: &function)
    let value = function.constant("value", context.computed.range)
    let element = finished(
      .local(product.product), as: value, into: y, context, in: &function)
    callOnce(
      function.finish(
        start + element.start
          + forEachElement(
            of: context.output().shape, operands, into: y, load + product.steps + element.steps)))
  }

  /// Stores an element, through the requantisation where the stage ends in one.
  mutating func finished(
    _ element: Expression, as value: LocalID, into y: PointerID, _ context: StageContext,
    in function: inout FunctionBuilder
  ) -> (start: [Statement], steps: [Statement]) {
    guard let requantization = context.stage.requantization else {
      return ([], [.store(.pointer(y), index: 0, element)])
    }
    let plan = requantizePlan(requantization, of: value, in: &function)
    return (
      plan.start,
      [.define(value, element)] + plan.steps + [.store(.pointer(y), index: 0, plan.result)]
    )
  }
}

extension IntegerRange {
  func moved(by offset: Int) -> IntegerRange { IntegerRange(lower + offset, upper + offset) }
}
