import FixedPoint
import KernelIR
import NetworkIR

// The parts of a split row are added as high * 2^16 + low, low from 0 to 65535. A sum that fits 32
// bits all the same is requantised as any other; a wider one by rule A25, A26 or A27, bit by
// bit.

extension ProgramBuilder {
  /// Computes the parts, and at each position the outputs.
  mutating func emitSplit(_ job: LinearJob, _ split: SplitRows, by strategy: LinearStrategy) {
    let preview = split.job(job, sums: job.output, ending: nil)
    let sums = arenaBuffer(
      job.names[0] + "_parts", .int32, count: split.linear.outputs, preview.outputRange,
      live: job.step...job.step)
    let function = endingFunction(job, split, sums: sums, preview.outputRange)
    functions.append(function)
    let ending = PositionEnding(
      function: FunctionID(functions.count - 1), output: job.output, element: job.outputElement,
      range: job.outputRange)
    emit(split.job(job, sums: sums, ending: ending), by: strategy)
  }

  /// Adds the parts of each row and its bias, requantises and stores.
  private mutating func endingFunction(
    _ job: LinearJob, _ split: SplitRows, sums: BufferID, _ range: IntegerRange
  ) -> KernelFunction {
    var function = FunctionBuilder(
      name: job.names[0] + "_ending",
      note: FunctionNote(
        nodes: job.names,
        formula: "y[o] = bias[o] + the \(split.parts) parts of row o as high * 2^16 + low"
          + (job.requantize == nil ? "" : ", then requantised"), strategy: "two words"))
    let y = function.pointerParameter(
      "y", to: job.outputElement, in: .writableRAM, job.outputRange)
    let total = PairTotal(job, split, sums: sums, range, in: &function, &self)
    let plan =
      IntegerType.int32.range.contains(job.totalRange())
      ? wordPlan(total, job, in: &function) : widePlan(total, job, in: &function)
    let store: [Statement] = [
      .store(.pointer(y), index: 0, plan.result), .advance(y, .constant(job.positions.rowStride)),
    ]
    return function.finish(
      total.start + plan.start + [
        .repeatTimes(job.linear.outputs, total.row + plan.steps + store + plan.advance)
      ])
  }

  /// The sum fits a word: its two halves are put together.
  private mutating func wordPlan(
    _ pair: PairTotal, _ job: LinearJob, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let total = function.promised("total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: total, in: &function)
    let join = Statement.define(total, (.local(pair.high) << 16) + .local(pair.low))
    return RequantizePlan(
      start: plan.start, steps: [join] + plan.steps, result: plan.result, advance: plan.advance)
  }

  /// Rules A25 to A27 of a sum in two words.
  private mutating func widePlan(
    _ pair: PairTotal, _ job: LinearJob, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let scales = (job.requantize?.functions ?? []).compactMap { WideScale($0) }
    return scaledRows(
      scales, (pair.high, pair.low), job.totalRange(), job.outputRange, in: &function)
  }
}

/// A row's sum as high * 2^16 + low.
private struct PairTotal {
  let start: [Statement]
  /// What defines both for the next row.
  let row: [Statement]
  let high: LocalID
  let low: LocalID

  init(
    _ job: LinearJob, _ split: SplitRows, sums: BufferID, _ range: IntegerRange,
    in function: inout FunctionBuilder, _ builder: inout ProgramBuilder
  ) {
    let halves = IntegerRange(0, 65_535)
    let highs = builder.table(
      job.names[0] + "_bias_high", job.linear.bias.map { $0 >> 16 }, note: "one a row")
    let lows = builder.table(
      job.names[0] + "_bias_low", job.linear.bias.map { $0 & 65_535 }, note: "one a row")
    let biasHigh = function.pointer(
      "bias_high", to: builder.element(of: highs), in: .flash, builder.range(of: highs))
    let biasLow = function.pointer(
      "bias_low", to: builder.element(of: lows), in: .flash, builder.range(of: lows))
    let part = function.pointer("part", to: .int32, in: .readOnlyRAM, range)
    start = [
      .point(biasHigh, Address(.table(highs))), .point(biasLow, Address(.table(lows))),
      .point(part, Address(.buffer(sums))),
    ]
    let highSum = function.variable("high_sum", IntegerType.int32.range)
    let lowSum = function.variable("low_sum", IntegerRange(0, 2 * halves.upper))
    let sum = function.constant("sum", range)
    let rest = function.variable("sum_low", range.union(halves))
    let upper = function.constant("sum_high", range.shiftedRight(by: 16))
    high = function.promised(
      "high", job.totalRange().shiftedRight(by: 16), because: LinearJob.totalReason)
    low = function.promised("low", halves, because: "its carry is in the high word")
    row = [
      .define(highSum, .element(biasHigh)), .define(lowSum, .element(biasLow)),
      .advance(biasHigh, 1), .advance(biasLow, 1),
      .repeatTimes(
        split.parts,
        [
          .define(sum, .element(part)), .advance(part, 1), .define(upper, .local(sum) >> 16),
          .define(rest, .local(sum)), .assign(rest, .local(rest) - (.local(upper) << 16)),
          .assign(lowSum, .local(lowSum) + .local(rest)),
          .assign(highSum, .local(highSum) + .local(upper) + (.local(lowSum) >> 16)),
          .assign(lowSum, .and(.local(lowSum), .constant(halves.upper))),
        ]),
      .define(high, .local(highSum)), .define(low, .local(lowSum)),
    ]
  }
}
