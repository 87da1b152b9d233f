import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// The operator's function: two positions' inputs become words, the kernel computes the words'
  /// sums, and these are taken apart and requantised. At an odd end the last position is both.
  mutating func emitPairs(
    _ job: LinearJob, _ strategy: LinearStrategy, of kernel: LinearStrategy
  ) {
    guard let pairs = PositionPairs(job) else { return emit(job, by: kernel) }
    let words = arenaBuffer(
      job.name + "_words", .int32, count: pairs.offsets.count, PositionPairs.words(job.inputRange),
      live: job.step...job.step)
    functions.append(packing(pairs, words))
    let pack = FunctionID(functions.count - 1)
    let outputs =
      kernel.finishesPairs
      ? finishedRows(pairs, words, kernel) : partedRows(pairs, words, kernel)
    let frame = RowFrame(pairs.whole, strategy: strategy)
    let (x, y) = (MemoryBase.pointer(frame.x), MemoryBase.pointer(frame.y))
    func turn(_ input: Int, _ output: Int) -> [Statement] {
      [.call(pack, [.address(Address(x)), .address(Address(x, offset: input))])]
        + outputs([.address(Address(y)), .address(Address(y, offset: output))])
    }
    let apart = pairs.whole.positions.loops.last
    callOnce(
      frame.function.finish(
        frame.overPairs(
          turn(apart?.inputStep ?? 0, apart?.outputStep ?? 0), last: turn(0, 0))))
  }

  /// The calls that make outputs of words, for the addresses of the outputs: of one function that
  /// computes sums and takes them apart row by row.
  private mutating func finishedRows(
    _ pairs: PositionPairs, _ words: BufferID, _ kernel: LinearStrategy
  ) -> ([Argument]) -> [Statement] {
    var job = pairs.job(words: words, sums: words)
    job.pairEnding = pairs.ending
    let calls = capturing { $0.emit(job, by: kernel) }
    return { outputs in
      calls.map { if case .call(let function, _) = $0 { .call(function, outputs) } else { $0 } }
    }
  }

  /// As ``finishedRows(_:_:_:)``, the sums in memory between two functions.
  private mutating func partedRows(
    _ pairs: PositionPairs, _ words: BufferID, _ kernel: LinearStrategy
  ) -> ([Argument]) -> [Statement] {
    let job = pairs.whole
    let sums = arenaBuffer(
      job.name + "_pair_totals", .int32, count: job.linear.outputs,
      PositionPairs.words(job.totalRange()), live: job.step...job.step)
    let calls = capturing { $0.emit(pairs.job(words: words, sums: sums), by: kernel) }
    functions.append(parting(job, sums))
    let part = FunctionID(functions.count - 1)
    return { calls + [.call(part, $0)] }
  }

  /// One row of two positions: the sum of words, taken apart, requantised and stored.
  mutating func finishPair(
    _ row: Int, of job: LinearJob, _ ending: PairEnding, sum: Expression, _ frame: inout RowFrame
  ) -> [Statement] {
    guard let other = frame.second else { return [] }
    let bias = job.linear.bias[row]
    let words = rowTotal(job.linear.row(row), bias, job)
    let halves = PairHalves(words, row: "_\(row)", in: &frame.function)
    var one = job
    one.requantize = ending.requantize
    let plans = [halves.first, halves.second].map {
      rowPlan(row, of: one, sum: $0, in: &frame.function)
    }
    return [.define(halves.word, sum + .constant(bias))] + halves.secondHalf + halves.firstHalf
      + zip(plans, [frame.y, other]).flatMap { plan, output in
        plan.start + plan.steps + [
          .store(.pointer(output), index: 0, plan.result),
          .advance(output, .constant(ending.rowStride)),
        ]
      }
  }

  /// Makes words of the inputs of two positions.
  private func packing(_ pairs: PositionPairs, _ words: BufferID) -> KernelFunction {
    let job = pairs.whole
    var function = FunctionBuilder(
      name: job.name + "_pack",
      note: FunctionNote(
        nodes: job.names,
        formula: "word[i] = first[i] + 2^16 second[i], i < \(pairs.offsets.count)",
        strategy: "two positions to a word"))
    let packer = PairPacker(job, in: &function)
    return function.finish(packer.body(pairs, into: words))
  }

  /// Takes the sums of two positions out of their words and makes outputs of them.
  private mutating func parting(_ job: LinearJob, _ sums: BufferID) -> KernelFunction {
    var function = FunctionBuilder(
      name: job.name + "_part",
      note: FunctionNote(
        nodes: job.names,
        formula: "word[o] is the sum of the first + 2^16 that of the second, o < "
          + "\(job.linear.outputs)" + (job.requantize == nil ? "" : ", then requantised"),
        strategy: "two positions to a word"))
    let loop = PartingLoop(job, sums, in: &function)
    let plans = [loop.halves.first, loop.halves.second].map {
      requantizePlan(job.requantize, of: $0, in: &function)
    }
    return function.finish(loop.body(job, plans))
  }
}

/// Writes the loops that pack words.
private struct PairPacker {
  private let first: PointerID
  private let second: PointerID
  private let word: PointerID
  private let origin: Int

  init(_ job: LinearJob, in function: inout FunctionBuilder) {
    func input(_ name: String) -> PointerID {
      function.pointerParameter(name, to: job.inputElement, in: .readOnlyRAM, job.storedRange)
    }
    origin = job.origin
    first = input("first")
    second = input("second")
    word = function.pointer(
      "word", to: .int32, in: .writableRAM, PositionPairs.words(job.inputRange))
  }

  func body(_ pairs: PositionPairs, into words: BufferID) -> [Statement] {
    let start = pairs.offsets.first ?? 0
    return [.point(word, Address(.buffer(words)))] + advance(inputs: start, words: 0)
      + loops(pairs.loops[...])
  }

  private func loops(_ loops: ArraySlice<PositionPairs.Loop>) -> [Statement] {
    guard let loop = loops.first else { return [packed(0, step: 0)] }
    if loops.count > 1 {
      let span = loops.dropFirst().first.map { $0.count * $0.step } ?? 0
      let turn = self.loops(loops.dropFirst()) + advance(inputs: loop.step - span, words: 0)
      return [.repeatTimes(loop.count, turn)]
    }
    // Few instructions of a turn are its pointers' steps.
    let unrolled = loop.count <= 4 ? loop.count : [4, 3, 2].first { loop.count % $0 == 0 } ?? 1
    let turn =
      (0..<unrolled).map { packed($0, step: loop.step) }
      + advance(inputs: unrolled * loop.step, words: unrolled)
    return [.repeatTimes(loop.count / unrolled, turn)]
  }

  private func packed(_ index: Int, step: Int) -> Statement {
    let word = Expression.element(first, index * step) + (.element(second, index * step) << 16)
    return .store(
      .pointer(self.word), index: .constant(index),
      origin == 0 ? word : word - .constant(origin * PositionPairs.unit))
  }

  private func advance(inputs: Int, words: Int) -> [Statement] {
    let moves = [(first, inputs), (second, inputs), (word, words)]
    return moves.filter { $0.1 != 0 }.map { .advance($0.0, .constant($0.1)) }
  }
}

/// Walks over the words of all rows.
private struct PartingLoop {
  let halves: PairHalves
  private let sums: BufferID
  private let next: PointerID
  private let outputs: [PointerID]

  init(_ job: LinearJob, _ sums: BufferID, in function: inout FunctionBuilder) {
    self.sums = sums
    let words = PositionPairs.words(job.totalRange())
    outputs = ["first", "second"].map {
      function.pointerParameter($0, to: job.outputElement, in: .writableRAM, job.outputRange)
    }
    next = function.pointer("next", to: .int32, in: .writableRAM, words)
    halves = PairHalves(words, row: "", in: &function)
  }

  /// Both rows of a word in one turn; where channels have constants of their own, first all rows of
  /// the first position, then those of the second.
  func body(_ job: LinearJob, _ plans: [RequantizePlan]) -> [Statement] {
    let (rows, step) = (job.linear.outputs, job.positions.rowStride)
    let load: [Statement] =
      [.define(halves.word, .element(next)), .advance(next, 1)] + halves.secondHalf
    let start = Statement.point(next, Address(.buffer(sums)))
    let both = [store(0, plans[0], step), store(1, plans[1], step)]
    if (job.requantize?.functions.count ?? 1) == 1 {
      let turn = load + halves.firstHalf + both[0] + both[1]
      return [start] + plans[0].start + plans[1].start + [.repeatTimes(rows, turn)]
    }
    return [start] + plans[0].start
      + [.repeatTimes(rows, load + halves.firstHalf + both[0])]
      + [.repoint(next, Address(.buffer(sums)))] + plans[1].start
      + [.repeatTimes(rows, load + both[1])]
  }

  private func store(_ half: Int, _ plan: RequantizePlan, _ step: Int) -> [Statement] {
    plan.steps + [
      .store(.pointer(outputs[half]), index: 0, plan.result),
      .advance(outputs[half], .constant(step)),
    ] + plan.advance
  }
}

/// The two sums of a word: with S + 2^15 in 0..<2^16, S' is floor((S + 2^16 S' + 2^15) / 2^16).
private struct PairHalves {
  let word: LocalID
  let first: LocalID
  let second: LocalID
  private let low: LocalID

  /// - Parameter row: what the names end in.
  init(_ words: IntegerRange, row: String, in function: inout FunctionBuilder) {
    // Both halves have the range that the words have, by the unit.
    let sums = IntegerRange(words.lower / PositionPairs.unit, words.upper / PositionPairs.unit)
    let reason = "the sum over the whole row at one of the word's two positions"
    word = function.promised("word" + row, words, because: LinearJob.totalReason)
    // First the word, then the first sum alone.
    low = function.variable("low" + row, words.union(sums))
    first = function.promised("first_total" + row, sums, because: reason)
    second = function.promised("second_total" + row, sums, because: reason)
  }

  var secondHalf: [Statement] { [.define(second, (.local(word) + 32_768) >> 16)] }

  var firstHalf: [Statement] {
    [
      .define(low, .local(word)), .assign(low, .local(low) - (.local(second) << 16)),
      .define(first, .local(low)),
    ]
  }
}
