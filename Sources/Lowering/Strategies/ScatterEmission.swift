import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  mutating func emitScatter(_ job: LinearJob) {
    guard let lists = ScatterLists(job) else { return }
    let range = columnHull(job, .scatter).sums
    let sums = arenaBuffer(
      job.name + "_sums", lists.sums, count: lists.sumCount(job), range,
      live: job.step...job.step)
    var frame = RowFrame(job, strategy: .scatter)
    let blocks = SumBlocks(
      buffer: sums, element: lists.sums, range: range, size: lists.block, skipped: 1)
    let fill = fillSums(job, blocks, &frame)
    let loop = share(scatterLoop(job, lists, blocks))
    let calls = lists.parts.enumerated().map { index, part in
      let codes = table(
        job.name + "_lists" + (lists.parts.count > 1 ? "_\(index)" : ""), part.codes,
        as: lists.element,
        note: "per input: bytes of its lists; lengths of plus and minus; distances of sums")
      return Statement.call(
        loop,
        [
          .address(Address(.pointer(frame.x), offset: part.run.offset)),
          .address(Address(.pointer(frame.x), offset: part.run.offset + part.run.columns.count)),
          .address(Address(.table(codes))),
          .address(Address(.buffer(sums), offset: part.firstSum)),
        ])
    }
    let rows = finishSums(job, blocks, &frame)
    callOnce(frame.function.finish(frame.overPositions(fill + calls + rows)))
  }

  /// The loop over inputs, one function for all layers that share element types and powers.
  private func scatterLoop(
    _ job: LinearJob, _ lists: ScatterLists, _ blocks: SumBlocks
  ) -> KernelFunction {
    var function = FunctionBuilder(
      name: "scatter",
      note: FunctionNote(
        nodes: job.names,
        formula: "sums[o] += weight[o, i] * x[i] for each input i that is not 0",
        strategy: "scatter, shared by layers"))
    let inputs = columnHull(job, .scatter).inputs
    let loop = ScatterLoop(job, inputs, lists, blocks, in: &function)
    let column = loop.column(lists, in: &function)
    return function.finish([.repeatUntil(loop.x, reaches: loop.end, column)])
  }
}

/// The pointers of the scatter loop.
private struct ScatterLoop {
  let x: PointerID
  let end: PointerID
  private let list: PointerID
  private let sums: PointerID
  private let inputs: IntegerRange
  private let job: LinearJob
  private let codes: IntegerRange

  init(
    _ job: LinearJob, _ inputs: IntegerRange, _ lists: ScatterLists, _ blocks: SumBlocks,
    in function: inout FunctionBuilder
  ) {
    self.inputs = inputs
    self.job = job
    codes = lists.element.range
    let stored = IntegerRange(inputs.lower + job.origin, inputs.upper + job.origin)
    x = function.pointerParameter("x", to: job.inputElement, in: .readOnlyRAM, stored)
    end = function.pointerParameter("x_end", to: job.inputElement, in: .readOnlyRAM, stored)
    list = function.pointerParameter("list", to: lists.element, in: .flash, codes)
    sums = function.pointerParameter("sums", to: blocks.element, in: .writableRAM, blocks.range)
  }

  /// One input: nothing but a step over its lists where it is zero.
  func column(_ lists: ScatterLists, in function: inout FunctionBuilder) -> [Statement] {
    let input = function.constant("input", inputs)
    let size = function.constant("size", codes)
    let place = function.pointer("place", to: lists.element, in: .flash, codes)
    let adding =
      lists.powers == 1
      ? onePower(input, lists, place, in: &function)
      : allPowers(input, lists, place, in: &function)
    return [
      .define(input, job.taken(.element(x))), .define(size, .element(list)), .advance(x, 1),
      .branch(
        Condition(.local(input), .notEqual, 0),
        then: [
          .comment("what filled the lists up is forgotten"),
          .store(.pointer(sums), index: 0, 0), .point(place, Address(.pointer(list), offset: 1)),
        ] + adding, otherwise: []),
      .advance(list, .local(size)),
    ]
  }

  private func onePower(
    _ input: LocalID, _ lists: ScatterLists, _ place: PointerID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    guard lists.lowest > 0 else { return bothLists(input, lists, place, in: &function) }
    let value = function.constant("value", scaled(by: lists.lowest))
    return [.define(value, .local(input) << lists.lowest)]
      + bothLists(value, lists, place, in: &function)
  }

  /// The value doubles from one power to the next.
  private func allPowers(
    _ input: LocalID, _ lists: ScatterLists, _ place: PointerID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let value = function.variable("value", scaled(by: lists.lowest + lists.powers))
    return [
      .define(value, .local(input) << lists.lowest),
      .repeatTimes(
        lists.powers,
        bothLists(value, lists, place, in: &function)
          + [.assign(value, .local(value) + .local(value))]),
    ]
  }

  /// Inputs times every power up to the given one.
  private func scaled(by power: Int) -> IntegerRange {
    let most = (try? inputs.scaled(by: 1 << power)) ?? IntegerType.int32.range
    return inputs.union(most).intersection(IntegerType.int32.range) ?? IntegerType.int32.range
  }

  /// Adds the value to the sums of one list and subtracts it from those of the next.
  private func bothLists(
    _ value: LocalID, _ lists: ScatterLists, _ place: PointerID,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let plus = function.constant("plus", codes)
    let minus = function.constant("minus", codes)
    let header: [Statement] = [
      .define(plus, .element(place)), .define(minus, .element(place, 1)), .advance(place, 2),
    ]
    return header
      + oneList(plus, value, isNegative: false, lists, place, in: &function)
      + oneList(minus, value, isNegative: true, lists, place, in: &function)
  }

  private func oneList(
    _ count: LocalID, _ value: LocalID, isNegative: Bool, _ lists: ScatterLists,
    _ place: PointerID, in function: inout FunctionBuilder
  ) -> [Statement] {
    let listEnd = function.pointer(
      isNegative ? "minus_end" : "plus_end", to: lists.element, in: .flash, codes)
    let turn = (0..<4).map { index -> Statement in
      let at = Expression.elementAt(byte: .element(place, index), size: lists.sums.bytes)
      let sum = Expression.load(.pointer(sums), index: at)
      return .store(
        .pointer(sums), index: at, isNegative ? sum - .local(value) : sum + .local(value))
    }
    return [
      .branch(
        Condition(.local(count), .notEqual, 0),
        then: [
          .point(listEnd, Address(.pointer(place))), .advance(listEnd, .local(count)),
          .repeatUntil(place, reaches: listEnd, turn + [.advance(place, 4)]),
        ], otherwise: [])
    ]
  }
}
