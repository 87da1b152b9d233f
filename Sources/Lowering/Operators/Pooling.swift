import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A18. A border that never wins is the least value that the element type and range allow:
  /// the range's lower end.
  mutating func emitMaxPool(_ window: WindowGeometry, _ context: StageContext) {
    let least = context.input().range.lower
    emitPool(window, padding: least, context, formula: "the largest of each window") { best, next in
      .maximum(best, next)
    }
  }

  /// Rule A18.
  mutating func emitSumPool(
    _ window: WindowGeometry, _ paddingValue: Int, _ context: StageContext
  ) {
    emitPool(window, padding: paddingValue, context, formula: "the sum of each window") {
      sum, next in
      sum + next
    }
  }

  private mutating func emitPool(
    _ window: WindowGeometry, padding: Int, _ context: StageContext, formula: String,
    _ combine: (Expression, Expression) -> Expression
  ) {
    let plane = PlaneGeometry(
      window, input: context.input().shape, output: context.output().shape)
    let source =
      window.isPadded ? emitPadded(plane, value: padding, context) : context.inputBuffer()
    let own = context.input().range
    let range = window.isPadded ? own.union(IntegerRange(exactly: padding)) : own
    var function = context.function(formula)
    let element = window.isPadded ? paddedElement(range) : context.input().type
    let x = function.pointer("x", to: element, in: .readOnlyRAM, range)
    let y = function.writer("y", of: context.output())
    let best = function.variable("result", poolRange(window, range, context.output().range))
    var body: [Statement] = [.define(best, .element(x, plane.taps[0]))]
    for tap in plane.taps.dropFirst() {
      body.append(.assign(best, combine(.local(best), .element(x, tap))))
    }
    body += [.store(.pointer(y), index: 0, .local(best)), .advance(y, 1)]
    callOnce(
      function.finish(
        [
          .point(x, Address(.buffer(source))),
          .point(y, Address(.buffer(context.outputBuffer()))),
        ] + overWindows(plane, x, body)))
  }

  /// Any partial maximum or sum of a window.
  private func poolRange(
    _ window: WindowGeometry, _ input: IntegerRange, _ output: IntegerRange
  ) -> IntegerRange {
    let whole = (try? input.scaled(by: window.kernelCount)) ?? IntegerType.int32.range
    return whole.union(input).union(output)
  }

  /// Channels, then rows, then columns; x steps to each window's start, the output is written in
  /// order.
  private func overWindows(
    _ plane: PlaneGeometry, _ x: PointerID, _ body: [Statement]
  ) -> [Statement] {
    let rowStep = plane.strideRows * plane.paddedColumns
    let planeCount = plane.paddedRows * plane.paddedColumns
    let columns: [Statement] = [
      .repeatTimes(plane.outputColumns, body + [.advance(x, .constant(plane.strideColumns))]),
      .advance(x, .constant(rowStep - plane.outputColumns * plane.strideColumns)),
    ]
    let rows: [Statement] = [
      .repeatTimes(plane.outputRows, columns),
      .advance(x, .constant(planeCount - plane.outputRows * rowStep)),
    ]
    return [.repeatTimes(plane.channels, rows)]
  }
}
