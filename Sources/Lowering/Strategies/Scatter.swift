import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Column by column, and nothing but a step over its list for an input that is zero: a column lists
// the sums that it is added to and those that it is subtracted from, for each power of two, as
// distances in bytes. A list is filled up to fours with the distance 0, of a sum that nobody reads.

/// A layer as lists of sums per input.
struct ScatterLists {
  /// The element of the sums: 16 bits where every partial sum fits.
  let sums: IntegerType
  /// Powers of two from `lowest` on, one after another.
  let powers: Int
  let lowest: Int
  /// Rows that one list reaches, after a sum that takes what fills the lists up.
  let block: Int
  let parts: [Part]
  /// The element of the lists.
  let element: IntegerType

  /// The lists of a run of columns for a block of rows.
  struct Part {
    let run: ColumnRun
    /// Where the block's sums begin.
    let firstSum: Int
    /// Per column: its length; then per power the lengths of both lists, and the lists.
    let codes: [Int]
  }

  /// nil where runs are too many or the sums leave 32 bits.
  init?(_ job: LinearJob) {
    guard let runs = job.columnRuns, Self.sumRange(job) != nil else { return nil }
    sums = Self.sumElement(job)
    let masks = job.linear.weights.reduce(0) { $0 | $1.positive | $1.negative }
    lowest = masks == 0 ? 0 : masks.trailingZeroBitCount
    powers = max(1, masks.bitWidth - masks.leadingZeroBitCount - lowest)
    guard powers <= 8 else { return nil }
    let (block, lowest, powers) = (
      Self.block(of: runs[0].rows.count, sums.bytes), lowest, powers
    )
    self.block = block
    let bytes = sums.bytes
    var parts: [Part] = []
    for run in runs {
      for start in stride(from: run.rows.lowerBound, to: run.rows.upperBound, by: block) {
        let rows = start..<start + block
        parts.append(
          Part(
            run: run, firstSum: start / block * (block + 1),
            codes: run.columns.flatMap {
              Self.column($0, rows, job.linear, lowest, powers, bytes)
            }))
      }
    }
    self.parts = parts
    let longest = parts.flatMap(\.codes).max() ?? 0
    element = longest < 256 ? .uint8 : .uint16
    guard longest < 65_536 else { return nil }
  }

  /// Blocks of rows, each with a sum in front.
  func sumCount(_ job: LinearJob) -> Int { job.linear.outputs / block * (block + 1) }

  /// Every value of a sum on the way, that of the one that fills up too: at most three inputs of
  /// the largest power, of either sign.
  static func sumRange(_ job: LinearJob) -> IntegerRange? {
    let masks = job.linear.weights.reduce(0) { $0 | $1.positive | $1.negative }
    let top = max(0, masks.bitWidth - 1 - masks.leadingZeroBitCount)
    guard let range = try? job.accumulatorRange(),
      let one = try? job.inputRange.scaled(by: 6 << top)
    else { return nil }
    let all = range.union(one).union(IntegerRange(-one.upper, -min(0, one.lower)))
    return IntegerType.int32.range.contains(all) ? all : nil
  }

  static func sumElement(_ job: LinearJob) -> IntegerType {
    guard let range = sumRange(job) else { return .int32 }
    return IntegerType.int16.range.contains(range) ? .int16 : .int32
  }

  /// The most rows, a divisor of all, whose distances fit a byte; all rows where that is too few.
  private static func block(of rows: Int, _ bytes: Int) -> Int {
    let most = 255 / bytes
    if rows <= most { return rows }
    let sizes = stride(from: most, to: most / 4, by: -1)
    return sizes.first { rows.isMultiple(of: $0) } ?? rows
  }

  private static func column(
    _ column: Int, _ rows: Range<Int>, _ linear: LinearWeights, _ lowest: Int, _ powers: Int,
    _ bytes: Int
  ) -> [Int] {
    let lists = (lowest..<lowest + powers).flatMap { power -> [Int] in
      func list(_ isNegative: Bool) -> [Int] {
        let places = rows.filter { row in
          let weight = linear.weights[row * linear.inputs + column]
          return (isNegative ? weight.negative : weight.positive) >> power & 1 == 1
        }.map { ($0 - rows.lowerBound + 1) * bytes }
        return places + [Int](repeating: 0, count: -places.count & 3)
      }
      let (plus, minus) = (list(false), list(true))
      return [plus.count, minus.count] + plus + minus
    }
    return [lists.count + 1] + lists
  }
}

extension LinearJob {
  /// Measured on rv32ec: 5.5 instructions an entry of a nonzero input, 14 such an input and 6 more a
  /// power, 7 an input.
  func scatterPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let lists = ScatterLists(self) else { return nil }
    let columns = lists.parts.reduce(0) { $0 + $1.run.columns.count }
    let codes = lists.parts.reduce(0) { $0 + $1.codes.count }
    let entries = codes - columns * (1 + 2 * lists.powers)
    let times = positions.count
    let perInput = { (count: Int) in count * activeInputs / max(1, linear.inputs) * times }
    return StrategyPrice(
      .scatter, on: target,
      steps: [
        .init("call", 1, 800), .init("run", lists.parts.count * times, 3000),
        .init("input", columns * times, 700), .init("activeInput", perInput(columns), 800),
        .init("list", perInput(columns * lists.powers), 600),
        .init("entry", perInput(entries), 550), .init("row", linear.outputs * times, 1000),
      ] + subtractions(columns * times),
      code: [
        .init("function", 1, 12_000), .init("run", lists.parts.count, 4000),
        .init("row", linear.outputs, 400),
      ],
      tableBytes: codes * lists.element.bytes,
      scratchBytes: lists.sumCount(self) * lists.sums.bytes,
      shared: [SharedFlash(name: "lists of \(inputElement.rawValue)", bytes: 150)])
  }
}
