import FixedPoint
import KernelIR
import NetworkIR

// Where the sum of a row leaves 32 bits, its columns are split into parts whose sums do not. Each
// part is a row of its own, so that every strategy computes parts as it computes rows; behind all
// parts of a position, a function adds them as two words.

/// A linear operator whose rows are parts of the rows of another one.
struct SplitRows {
  /// Row o * parts + k is part k of row o, without a bias; what it leaves out has the weight 0.
  let linear: LinearWeights
  /// Parts of each row.
  let parts: Int

  /// nil where all sums fit 32 bits, or one product alone does not.
  init?(_ job: LinearJob) {
    if let range = try? job.accumulatorRange(), IntegerType.int32.range.contains(range) {
      return nil
    }
    let rows = (0..<job.linear.outputs).compactMap {
      Self.parts(of: job.linear.row($0), input: job.inputRange)
    }
    guard rows.count == job.linear.outputs else { return nil }
    let parts = rows.map(\.count).max() ?? 1
    self.parts = parts
    let weights = rows.enumerated().flatMap { row, ranges in
      (0..<parts).flatMap { part in
        job.linear.row(row).enumerated().map { column, weight in
          part < ranges.count && ranges[part].contains(column) ? weight : .zero
        }
      }
    }
    linear = LinearWeights(
      outputs: job.linear.outputs * parts, inputs: job.linear.inputs, weights: weights,
      bias: [Int](repeating: 0, count: job.linear.outputs * parts))
  }

  /// As few runs of columns as have sums of 32 bits; nil where one product leaves them.
  private static func parts(of row: ArraySlice<Weight>, input: IntegerRange) -> [Range<Int>]? {
    let words = IntegerType.int32.range
    var parts: [Range<Int>] = []
    var start = 0
    var sum = IntegerRange(exactly: 0)
    for (column, weight) in row.enumerated() {
      guard
        let own = try? partialSumRange(row: [weight], bias: 0, input: input, grain: .term),
        words.contains(own), let next = try? sum.adding(own)
      else { return nil }
      if words.contains(next) {
        sum = next
      } else {
        parts.append(start..<column)
        (start, sum) = (column, own)
      }
    }
    return parts + [start..<row.count]
  }

  /// The job that computes the parts of one position after another into the same memory.
  func job(
    _ whole: LinearJob, sums: BufferID, ending: PositionEnding?
  ) -> LinearJob {
    LinearJob(
      names: whole.names, linear: linear, requantize: nil, input: whole.input, output: sums,
      inputRange: whole.inputRange, inputElement: whole.inputElement, outputElement: .int32,
      outputRange: (try? linear.accumulatorRange(input: whole.inputRange))
        ?? IntegerType.int32.range,
      positions: Positions(loops: whole.positions.loops, rowStride: 1),
      offsets: whole.offsets.repeated(parts), strip: whole.strip, step: whole.step, ending: ending,
      activePermille: whole.activePermille)
  }
}

/// What makes a position's outputs of its finished rows, instead of the rows themselves.
struct PositionEnding: Hashable {
  /// Takes where the position's outputs begin.
  let function: FunctionID
  let output: BufferID
  let element: IntegerType
  let range: IntegerRange
}

extension TapOffsets {
  /// Every row so many times.
  fileprivate func repeated(_ count: Int) -> TapOffsets {
    switch self {
    case .columns: .columns
    case .taps(let taps, let groupBase):
      .taps(taps, groupBase: groupBase.flatMap { [Int](repeating: $0, count: count) })
    }
  }
}

extension LinearJob {
  /// The job whose rows the strategies compute, without its buffers: its parts, where it is split.
  var computed: LinearJob {
    SplitRows(self)?.job(self, sums: output, ending: nil) ?? self
  }
}

extension StrategyPrice {
  /// Counted: 8 steps a part, 20 a bit of the multiplier and its shift, for each row.
  func addingEnding(of job: LinearJob, parts: Int) -> StrategyPrice {
    let rows = job.linear.outputs
    let work = StrategyWork(
      steps: [.init("wideEnding", rows * job.positions.count, 50_000)],
      code: [.init("wideEndings", 1, 50_000), .init("wideEnding", rows, 1000)])
    return adding(work, scratchBytes: 4 * parts * rows)
  }
}
