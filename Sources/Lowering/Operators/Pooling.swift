import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A18. A border that never wins is the least value that the element type and range allow:
  /// the range's lower end.
  mutating func emitMaxPool(_ window: WindowGeometry, _ context: StageContext) {
    let least = context.input().range.lower
    emit(
      PoolJob(
        window: window, padding: least, formula: "the largest of each window", start: least,
        combine: Expression.maximum), context)
  }

  /// Rule A18.
  mutating func emitSumPool(
    _ window: WindowGeometry, _ paddingValue: Int, _ context: StageContext
  ) {
    emit(
      PoolJob(
        window: window, padding: paddingValue, formula: "the sum of each window", start: 0,
        combine: +), context)
  }

  private mutating func emit(_ pool: PoolJob, _ context: StageContext) {
    switch pool.window.layout {
    case .channelsFirst: emitChannelsFirstPool(pool, context)
    case .channelsLast:
      let own = context.input().range
      let inputs = pool.window.isPadded ? own.union(IntegerRange(exactly: pool.padding)) : own
      emitChannelsLastPool(
        pool, poolRange(pool.window, inputs, context.output().range), context)
    }
  }

  private mutating func emitChannelsFirstPool(_ pool: PoolJob, _ context: StageContext) {
    let (window, padding) = (pool.window, pool.padding)
    let plane = PlaneGeometry(
      window, input: context.input().shape, output: context.output().shape)
    let source =
      window.isPadded ? emitPadded(plane, value: padding, context) : context.inputBuffer()
    let own = context.input().range
    let range = window.isPadded ? own.union(IntegerRange(exactly: padding)) : own
    var function = context.function(pool.formula)
    let element = window.isPadded ? paddedElement(range) : context.input().type
    let x = function.pointer("x", to: element, in: .readOnlyRAM, range)
    let y = function.writer("y", of: context.output())
    let best = function.variable("result", poolRange(window, range, context.output().range))
    var body: [Statement] = [.define(best, .element(x, plane.taps[0]))]
    for tap in plane.taps.dropFirst() {
      body.append(.assign(best, pool.combine(.local(best), .element(x, tap))))
    }
    body += [.store(.pointer(y), index: 0, .local(best)), .advance(y, 1)]
    callOnce(
      function.finish(
        [
          .point(x, Address(.buffer(source))),
          .point(y, Address(.buffer(context.outputBuffer()))),
        ] + overWindows(plane, x, body)))
  }

  /// Any partial maximum or sum of a window. Sums fit 32 bits by the rules of networks; a whole that
  /// does not is of a maximum, which is one of its inputs.
  private func poolRange(
    _ window: WindowGeometry, _ input: IntegerRange, _ output: IntegerRange
  ) -> IntegerRange {
    let whole = (try? input.scaled(by: window.kernelCount)) ?? IntegerType.int32.range
    let parts = IntegerType.int32.range.contains(whole) ? whole.union(input) : input
    return parts.union(output)
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
