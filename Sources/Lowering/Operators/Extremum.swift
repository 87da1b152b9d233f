import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A32.
  mutating func emitExtremum(_ extremum: Extremum, _ context: StageContext) {
    var function = context.function("y = the \(extremum.rawValue) of x0 and x1")
    let left = operand("x0", 0, context, in: &function)
    let right = operand("x1", 1, context, in: &function)
    let y = function.writer("y", of: context.output())
    let value: Expression =
      switch extremum {
      case .smallest: .minimum(.element(left.pointer), .element(right.pointer))
      case .largest: .maximum(.element(left.pointer), .element(right.pointer))
      }
    callOnce(
      function.finish(
        [left.start, right.start, .point(y, Address(.buffer(context.outputBuffer())))]
          + forEachElement(
            of: context.output().shape, [left, right], into: y,
            [.store(.pointer(y), index: 0, value)])))
  }
}
