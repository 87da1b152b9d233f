import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: a scan per place; each finds the largest element that comes behind the one found
  /// before in the order of descending values and ascending indices.
  mutating func emitTopK(_ count: Int, _ axis: Int, _ context: StageContext) {
    var function = context.function("the \(count) largest along axis \(axis) and their indices")
    let scan = TopKScan(count: count, axis: axis, context, in: &function)
    let outer = context.input().shape.dimensions[..<axis].reduce(1, *)
    callOnce(
      function.finish([
        .point(scan.line, Address(.buffer(context.inputBuffer()))),
        .point(scan.values, Address(.buffer(context.outputBuffer(0)))),
        .point(scan.indices, Address(.buffer(context.outputBuffer(1)))),
        .repeatTimes(outer, scan.block),
      ]))
  }
}

/// The lines along the axis, one after another.
private struct TopKScan {
  let line: PointerID
  let values: PointerID
  let indices: PointerID
  private let count: Int
  private let length: Int
  private let stride: Int
  private let range: IntegerRange
  private let element: PointerID
  private let index: LocalID
  private let lastValue: LocalID
  private let lastIndex: LocalID
  private let best: LocalID
  private let bestIndex: LocalID
  private let value: LocalID
  private let limit: LocalID
  private let found: LocalID
  private let foundIndex: LocalID

  init(count: Int, axis: Int, _ context: StageContext, in function: inout FunctionBuilder) {
    let input = context.input()
    self.count = count
    length = input.shape[axis]
    stride = input.shape.strides[axis]
    range = input.range
    let places = IntegerRange(0, length)
    line = function.reader("line", of: input)
    element = function.reader("element", of: input)
    values = function.writer("values", of: context.output(0))
    indices = function.writer("indices", of: context.output(1))
    index = function.variable("index", places)
    lastValue = function.variable("last_value", IntegerRange(range.lower - 1, range.upper + 1))
    lastIndex = function.variable("last_index", places)
    best = function.variable("best", IntegerRange(range.lower - 1, range.upper))
    bestIndex = function.variable("best_index", places)
    value = function.constant("value", range)
    limit = function.constant("limit", IntegerRange(range.lower - 1, range.upper + 2))
    found = function.promised("found", range, because: "there are as many elements as places")
    foundIndex = function.promised(
      "found_index", IntegerRange(0, length - 1), because: "an element's index")
  }

  /// All lines that start within one stride.
  var block: [Statement] {
    [
      .repeatTimes(stride, scanLine + [.advance(line, 1)]),
      .advance(line, .constant((length - 1) * stride)),
      .advance(values, .constant((count - 1) * stride)),
      .advance(indices, .constant((count - 1) * stride)),
    ]
  }

  /// Before the first place, everything comes behind a value above the range.
  private var scanLine: [Statement] {
    [
      .define(lastValue, .constant(range.upper + 1)), .define(lastIndex, 0),
      .repeatTimes(count, place),
      .advance(values, .constant(1 - count * stride)),
      .advance(indices, .constant(1 - count * stride)),
    ]
  }

  private var place: [Statement] {
    [
      .define(best, .constant(range.lower - 1)), .define(bestIndex, 0), .define(index, 0),
      .point(element, Address(.pointer(line))),
      .repeatTimes(length, compare),
      .assign(lastValue, .local(best)), .assign(lastIndex, .local(bestIndex)),
      .define(found, .local(best)), .define(foundIndex, .local(bestIndex)),
      .store(.pointer(values), index: 0, .local(found)),
      .store(.pointer(indices), index: 0, .local(foundIndex)),
      .advance(values, .constant(stride)), .advance(indices, .constant(stride)),
    ]
  }

  /// An element comes behind the last one if it is less, or equal with a higher index.
  private var compare: [Statement] {
    let isBehind = Expression.select(
      Condition(.local(index), .greater, .local(lastIndex)), 1, otherwise: 0)
    let take: [Statement] = [
      .assign(best, .local(value)), .assign(bestIndex, .local(index)),
    ]
    let greater = Statement.branch(
      Condition(.local(value), .greater, .local(best)), then: take, otherwise: [])
    return [
      .define(value, .element(element)), .define(limit, .local(lastValue) + isBehind),
      .branch(
        Condition(.local(value), .less, .local(limit)), then: [greater], otherwise: []),
      .advance(element, .constant(stride)), .assign(index, .local(index) + 1),
    ]
  }
}
