import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rules A12 to A16 as an operator of its own: every element, per tensor or per index of the
  /// axis.
  mutating func emitRequantize(_ requantize: Requantize, _ context: StageContext) {
    var function = context.function("y = f(x) for each element")
    let input = context.input()
    let x = operand("x", 0, context, in: &function)
    let y = function.writer("y", of: context.output())
    let value = function.constant("value", input.range)
    let plan = requantizePlan(requantize, of: value, in: &function)
    let start = [x.start, .point(y, Address(.buffer(context.outputBuffer())))]
    guard x.isContiguous else {
      let element = [.define(value, .element(x.pointer))] + plan.steps
      let store = Statement.store(.pointer(y), index: 0, plan.result)
      let body = forEachElement(of: input.shape, [x], into: y, element + [store])
      return callOnce(function.finish(start + plan.start + body))
    }
    let element: [Statement] =
      [.define(value, .element(x.pointer)), .advance(x.pointer, 1)] + plan.steps
      + [.store(.pointer(y), index: 0, plan.result), .advance(y, 1)]
    let (outer, channels, inner) = split(input.shape, requantize)
    let channel = [Statement.repeatTimes(inner, element)] + plan.advance
    let body = plan.start + [.repeatTimes(channels, channel)]
    callOnce(function.finish(start + (outer > 1 ? [.repeatTimes(outer, body)] : body)))
  }

  /// How many times all channels come, how many channels there are, and how many elements each has
  /// in a row.
  private func split(
    _ shape: Shape, _ requantize: Requantize
  ) -> (outer: Int, channels: Int, inner: Int) {
    guard let axis = requantize.axis, requantize.functions.count > 1 else {
      return (1, 1, shape.elementCount)
    }
    return (
      shape.dimensions[..<axis].reduce(1, *), shape[axis],
      shape.dimensions[(axis + 1)...].reduce(1, *)
    )
  }
}
