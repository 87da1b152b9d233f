import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A19: insertion into a descending list of the best so far; an equal value goes behind, so the lowest index wins.
  mutating func emitTopK(_ count: Int, _ axis: Int, _ context: StageContext) {
    var function = context.function("the \(count) largest along axis \(axis) and their indices")
    let walk = TopKWalk(count: count, axis: axis, context, in: &function)
    let shape = context.input().shape
    let outer = shape.dimensions[..<axis].reduce(1, *)
    callOnce(
      function.finish([
        .point(walk.x, Address(.buffer(context.inputBuffer()))),
        .point(walk.values, Address(.buffer(context.outputBuffer(0)))),
        .point(walk.indices, Address(.buffer(context.outputBuffer(1)))),
        .repeatTimes(outer, walk.block),
      ]))
  }
}

/// One row at a time: every element sinks to its place among the k best.
private struct TopKWalk {
  let x: PointerID
  let values: PointerID
  let indices: PointerID
  private let count: Int
  private let length: Int
  private let stride: Int
  private let range: IntegerRange
  private let index: LocalID
  private let value: LocalID
  private let valueIndex: LocalID
  private let heldValue: LocalID
  private let heldIndex: LocalID

  init(count: Int, axis: Int, _ context: StageContext, in function: inout FunctionBuilder) {
    let input = context.input()
    self.count = count
    length = input.shape[axis]
    stride = input.shape.strides[axis]
    range = input.range
    let positions = IntegerRange(0, max(0, length))
    x = function.reader("x", of: input)
    values = function.writer("values", of: context.output(0))
    indices = function.writer("indices", of: context.output(1))
    index = function.variable("index", positions)
    value = function.variable("value", input.range)
    valueIndex = function.variable("value_index", positions)
    heldValue = function.constant("held_value", input.range)
    heldIndex = function.constant("held_index", positions)
  }

  /// All rows that start within one stride.
  var block: [Statement] {
    [
      .repeatTimes(stride, row), .advance(x, .constant((length - 1) * stride)),
      .advance(values, .constant((count - 1) * stride)),
      .advance(indices, .constant((count - 1) * stride)),
    ]
  }

  private var row: [Statement] {
    [
      .define(index, 0), .repeatTimes(count, insert(isFilling: true)),
    ] + (length > count ? [.repeatTimes(length - count, insert(isFilling: false))] : []) + [
      .advance(x, .constant(1 - length * stride)), .advance(values, 1), .advance(indices, 1),
    ]
  }

  /// The first k elements fill the list with the least value first, so that every later comparison is defined.
  private func insert(isFilling: Bool) -> [Statement] {
    let place: [Statement] = (0..<count).flatMap { sink($0, isFilling: isFilling) }
    return [.define(value, .element(x)), .define(valueIndex, .local(index))] + place + [
      .advance(x, .constant(stride)), .assign(index, .local(index) + 1),
    ]
  }

  /// Where the element is greater than the one held at the place (or the place is not filled yet), they change roles.
  private func sink(_ place: Int, isFilling: Bool) -> [Statement] {
    let slot = Expression.constant(place * stride)
    let held = Expression.load(.pointer(values), index: slot)
    let swap: [Statement] = [
      .define(heldValue, held), .define(heldIndex, .load(.pointer(indices), index: slot)),
      .store(.pointer(values), index: slot, .local(value)),
      .store(.pointer(indices), index: slot, .local(valueIndex)),
      .assign(value, .local(heldValue)), .assign(valueIndex, .local(heldIndex)),
    ]
    let greater = Statement.branch(
      Condition(.local(value), .greater, held), then: swap, otherwise: [])
    guard isFilling else { return [greater] }
    let fill: [Statement] = [
      .store(.pointer(values), index: slot, .local(value)),
      .store(.pointer(indices), index: slot, .local(valueIndex)),
    ]
    return [
      .branch(
        Condition(.local(index), .greater, .constant(place)), then: [greater],
        otherwise: [
          .branch(
            Condition(.local(index), .equal, .constant(place)), then: fill, otherwise: [])
        ])
    ]
  }
}
