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
    let sums = arenaBuffer(
      job.name + "_pair_totals", .int32, count: job.linear.outputs,
      PositionPairs.words(job.totalRange()), live: job.step...job.step)
    functions.append(packing(pairs, words))
    let pack = FunctionID(functions.count - 1)
    let rows = capturing { $0.emit(pairs.job(words: words, sums: sums), by: kernel) }
    functions.append(parting(job, sums))
    let part = FunctionID(functions.count - 1)
    let frame = RowFrame(pairs.whole, strategy: strategy)
    let loop = pairs.whole.positions.loops.last
    func turn(_ apart: (input: Int, output: Int)) -> [Statement] {
      let (x, y) = (MemoryBase.pointer(frame.x), MemoryBase.pointer(frame.y))
      return
        [.call(pack, [.address(Address(x)), .address(Address(x, offset: apart.input))])] + rows
        + [.call(part, [.address(Address(y)), .address(Address(y, offset: apart.output))])]
    }
    callOnce(
      frame.function.finish(
        frame.overPairs(
          turn((loop?.inputStep ?? 0, loop?.outputStep ?? 0)), last: turn((0, 0)))))
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
    let halves = PairHalves(job, in: &function)
    let plans = [halves.first, halves.second].map {
      requantizePlan(job.requantize, of: $0, in: &function)
    }
    return function.finish(halves.body(job, plans, from: sums))
  }
}

/// Writes the loops that pack words.
private struct PairPacker {
  private let first: PointerID
  private let second: PointerID
  private let word: PointerID

  init(_ job: LinearJob, in function: inout FunctionBuilder) {
    func input(_ name: String) -> PointerID {
      function.pointerParameter(name, to: job.inputElement, in: .readOnlyRAM, job.inputRange)
    }
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
    .store(
      .pointer(word), index: .constant(index),
      .element(first, index * step) + (.element(second, index * step) << 16))
  }

  private func advance(inputs: Int, words: Int) -> [Statement] {
    let moves = [(first, inputs), (second, inputs), (word, words)]
    return moves.filter { $0.1 != 0 }.map { .advance($0.0, .constant($0.1)) }
  }
}

/// The two sums of a word: with S + 2^15 in 0..<2^16, S' is floor((S + 2^16 S' + 2^15) / 2^16).
private struct PairHalves {
  let first: LocalID
  let second: LocalID
  private let word: LocalID
  private let low: LocalID
  private let next: PointerID
  private let outputs: [PointerID]

  init(_ job: LinearJob, in function: inout FunctionBuilder) {
    let words = PositionPairs.words(job.totalRange())
    outputs = ["first", "second"].map {
      function.pointerParameter($0, to: job.outputElement, in: .writableRAM, job.outputRange)
    }
    next = function.pointer("next", to: .int32, in: .writableRAM, words)
    word = function.constant("word", words)
    low = function.variable("low", words)
    let reason = "the sum over the whole row at one of the word's two positions"
    first = function.promised("first_total", job.totalRange(), because: reason)
    second = function.promised("second_total", job.totalRange(), because: reason)
  }

  /// Both rows of a word in one turn; where channels have constants of their own, first all rows of
  /// the first position, then those of the second.
  func body(_ job: LinearJob, _ plans: [RequantizePlan], from sums: BufferID) -> [Statement] {
    let (outputs, rows) = (job.linear.outputs, job.positions.rowStride)
    let load: [Statement] = [.define(word, .element(next)), .advance(next, 1)]
    let start = Statement.point(next, Address(.buffer(sums)))
    let both = [store(0, plans[0], rows), store(1, plans[1], rows)]
    if (job.requantize?.functions.count ?? 1) == 1 {
      let turn = load + secondHalf + firstHalf + both[0] + both[1]
      return [start] + plans[0].start + plans[1].start + [.repeatTimes(outputs, turn)]
    }
    return [start] + plans[0].start
      + [.repeatTimes(outputs, load + secondHalf + firstHalf + both[0])]
      + [.repoint(next, Address(.buffer(sums)))] + plans[1].start
      + [.repeatTimes(outputs, load + secondHalf + both[1])]
  }

  private func store(_ half: Int, _ plan: RequantizePlan, _ step: Int) -> [Statement] {
    plan.steps + [
      .store(.pointer(outputs[half]), index: 0, plan.result),
      .advance(outputs[half], .constant(step)),
    ] + plan.advance
  }

  private var secondHalf: [Statement] {
    [.define(second, (.local(word) + 32_768) >> 16)]
  }

  private var firstHalf: [Statement] {
    [
      .define(low, .local(word)), .assign(low, .local(low) - (.local(second) << 16)),
      .define(first, .local(low)),
    ]
  }
}
