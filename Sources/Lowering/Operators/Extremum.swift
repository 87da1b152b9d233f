import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A32.
  mutating func emitExtremum(_ extremum: Extremum, _ context: StageContext) {
    var function = context.function("y = the \(extremum.rawValue) of x0 and x1")
    let left = function.reader("x0", of: context.input(0))
    let right = function.reader("x1", of: context.input(1))
    let y = function.writer("y", of: context.output())
    let value: Expression =
      switch extremum {
      case .smallest: .minimum(.element(left), .element(right))
      case .largest: .maximum(.element(left), .element(right))
      }
    callOnce(
      function.finish([
        .point(left, Address(.buffer(context.inputBuffer(0)))),
        .point(right, Address(.buffer(context.inputBuffer(1)))),
        .point(y, Address(.buffer(context.outputBuffer()))),
        .repeatTimes(
          context.output().shape.elementCount,
          [
            .store(.pointer(y), index: 0, value), .advance(left, 1), .advance(right, 1),
            .advance(y, 1),
          ]),
      ]))
  }
}
