import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Per row: [groups], then per group from the largest power of two down: [gap, plus count, minus
// count, plus offsets, minus offsets]. The accumulator is shifted left by the gap before the group
// is added (Horner's scheme), so that a weight of k terms is gathered k times and shifted with its
// whole group.

extension LinearJob {
  /// Measured on rv32ec: 4.5 instructions a term in fours, 6 one by one.
  func indexListsPrice(_ target: TargetProfile) -> StrategyPrice? {
    let lists = indexLists()
    let width = IntegerType.narrowest(holding: hull(lists))?.bytes ?? 4
    let groups = (0..<linear.outputs).reduce(0) { $0 + powers(ofRow: $1).count }
    let times = positions.count
    let rows = linear.outputs * times
    let steps: [StrategyWork.Count] =
      takesFours
      ? [.init("longGroup", groups * times, 3200), .init("termOfFour", termCount * times, 450)]
      : [.init("group", groups * times, 1400), .init("term", termCount * times, 600)]
    return StrategyPrice(
      .indexLists, on: target,
      steps: [.init("call", 1, 800), .init("position", times, 1400), .init("row", rows, 2000)]
        + steps,
      code: [
        takesFours ? .init("longFunction", 1, 27_000) : .init("function", 1, 17_000),
        .init("bias", biasBytes, 100),
      ],
      tableBytes: lists.count * width)
  }

  /// Lists are so long, eight offsets a sign and group on average, that taking four at a time pays.
  fileprivate var takesFours: Bool {
    let groups = (0..<linear.outputs).reduce(0) { $0 + powers(ofRow: $1).count }
    return termCount >= 16 * groups
  }

  var biasBytes: Int {
    linear.outputs * (IntegerType.narrowest(holding: hull(linear.bias))?.bytes ?? 4)
  }

  /// The powers of two that a row uses, largest first.
  fileprivate func powers(ofRow row: Int) -> [Int] {
    Set(linear.row(row).flatMap { $0.terms.map(\.exponent) }).sorted(by: >)
  }

  fileprivate func indexLists() -> [Int] {
    (0..<linear.outputs).flatMap(rowList)
  }

  private func rowList(_ row: Int) -> [Int] {
    let powers = powers(ofRow: row)
    var codes: [Int] = []
    var groups = 0
    for (index, power) in powers.enumerated() {
      let gap = index == 0 ? 0 : powers[index - 1] - power
      let added = groupCodes(row, power: power, gap: gap)
      codes += added.codes
      groups += added.groups
    }
    if let last = powers.last, last > 0 {
      codes += [last, 0, 0]
      groups += 1
    }
    return [groups] + codes
  }

  /// A group is split where it has more than 255 offsets of a sign, so that its counts fit a byte.
  private func groupCodes(_ row: Int, power: Int, gap: Int) -> (codes: [Int], groups: Int) {
    var plus = offsets(ofRow: row, power: power, isNegative: false)[...]
    var minus = offsets(ofRow: row, power: power, isNegative: true)[...]
    var codes: [Int] = []
    var groups = 0
    repeat {
      let (some, others) = (plus.prefix(255), minus.prefix(255))
      codes += [groups == 0 ? gap : 0, some.count, others.count] + some + others
      plus = plus.dropFirst(255)
      minus = minus.dropFirst(255)
      groups += 1
    } while !plus.isEmpty || !minus.isEmpty
    return (codes, groups)
  }

  private func offsets(ofRow row: Int, power: Int, isNegative: Bool) -> [Int] {
    linear.row(row).enumerated().compactMap { column, weight in
      let mask = isNegative ? weight.negative : weight.positive
      return mask >> power & 1 == 1 ? offsets.offset(row: row, column: column) : nil
    }
  }
}

extension ProgramBuilder {
  mutating func emitIndexLists(_ job: LinearJob) {
    var frame = RowFrame(job, strategy: .indexLists)
    let lists = table(
      job.name + "_lists", job.indexLists(),
      note: "offsets of each row's inputs per power of two")
    let biases = table(job.name + "_bias", job.linear.bias, note: "one a row")
    let list = frame.function.pointer("list", to: element(of: lists), in: .flash, range(of: lists))
    let bias = frame.function.pointer(
      "bias", to: element(of: biases), in: .flash, range(of: biases))
    let range = (try? job.accumulatorRange()) ?? IntegerType.int32.range
    let sum = frame.function.variable("sum", range)
    let total = frame.function.promised(
      "total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: total, in: &frame.function)
    let row: [Statement] =
      [.define(sum, 0)] + groupLoop(job, list, sum, x: frame.x, in: &frame.function)
      + [.define(total, .local(sum) + .element(bias)), .advance(bias, 1)]
      + plan.steps + frame.store(plan.result) + plan.advance
    let position: [Statement] =
      [.point(list, Address(.table(lists))), .point(bias, Address(.table(biases)))] + plan.start
      + [.repeatTimes(job.linear.outputs, row)]
    callOnce(frame.function.finish(frame.overPositions(position)))
  }

  /// Adds the groups of one row to the sum.
  private func groupLoop(
    _ job: LinearJob, _ list: PointerID, _ sum: LocalID, x: PointerID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let groups = function.constant("groups", IntegerRange(0, 255))
    let plus = function.constant("plus", IntegerRange(0, 255))
    let minus = function.constant("minus", IntegerRange(0, 255))
    let gather = Gather(list: list, sum: sum, x: x, takesFours: job.takesFours)
    return [
      .define(groups, .element(list)), .advance(list, 1),
      .repeatLocal(
        groups,
        [
          .assign(sum, .shiftLeftBy(.local(sum), .element(list))),
          .define(plus, .element(list, 1)), .define(minus, .element(list, 2)), .advance(list, 3),
        ] + gather.loops(plus, isNegative: false, in: &function)
          + gather.loops(minus, isNegative: true, in: &function)),
    ]
  }
}

/// Adds the elements that a list names to a sum, or subtracts them.
private struct Gather {
  let list: PointerID
  let sum: LocalID
  let x: PointerID
  let takesFours: Bool

  /// As many elements as the local says: four at a time and the rest one by one, or all one by one.
  func loops(
    _ count: LocalID, isNegative: Bool, in function: inout FunctionBuilder
  ) -> [Statement] {
    guard takesFours else { return [.repeatLocal(count, turn(1, isNegative))] }
    let fours = function.constant("fours", IntegerRange(0, 63))
    let rest = function.constant("rest", IntegerRange(0, 3))
    return [
      .define(fours, .local(count) >> 2), .repeatLocal(fours, turn(4, isNegative)),
      .define(rest, .and(.local(count), 3)), .repeatLocal(rest, turn(1, isNegative)),
    ]
  }

  private func turn(_ elements: Int, _ isNegative: Bool) -> [Statement] {
    (0..<elements).map { index in
      let element = Expression.load(.pointer(x), index: .element(list, index))
      return .assign(sum, isNegative ? .local(sum) - element : .local(sum) + element)
    } + [.advance(list, .constant(elements))]
  }
}
