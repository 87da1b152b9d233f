import FixedPoint
import NetworkIR
import TargetDescription

// Depthwise and grouped layers as sums of squares. Rows share no inputs there, so no sum of x^2
// serves several of them: each product is half of (x + w)^2 - x^2, two entries of the table of
// squares from one pointer to x^2, and the squares of the weights go into the row's constant.

/// A layer of groups of rows, each group on inputs of its own, as sums of squares.
struct RowSquaresForm {
  /// Subtracted from every input, so that it has eight bits.
  let center: Int
  /// The offsets of a row's columns from the first, as nested loops, outermost first.
  let nest: [SquaresForm.ColumnLoop]
  /// The columns in the order of the loops, and their offsets from the first.
  let order: [Int]
  let offsets: [Int]
  /// Where the first group begins, how far the next is, and how many rows each has.
  let firstOffset: Int
  let groupStep: Int
  let rowsPerGroup: Int
  /// What each row's sum starts with.
  let constants: [Int]
  /// Every partial sum of a row: twice the result and squares of weights.
  let sumRange: IntegerRange
  let needsWideTable: Bool

  /// nil where the inputs or weights have more than eight bits, groups stand at odd places, or a
  /// sum leaves the word.
  init?(_ job: LinearJob) {
    let bytes = IntegerRange(-128, 127)
    guard case .taps(let taps, let groupBase) = job.offsets, let count = job.inputRange.count,
      count <= 256, let groups = Groups(groupBase)
    else { return nil }
    let weights = job.linear.weights.map(\.value)
    guard weights.allSatisfy(bytes.contains) else { return nil }
    center = bytes.contains(job.inputRange) ? 0 : job.inputRange.lower + 128
    order = taps.indices.sorted { taps[$0] < taps[$1] }
    let start = taps.min() ?? 0
    offsets = order.map { taps[$0] - start }
    nest = SquaresForm.nest(offsets)
    (firstOffset, groupStep, rowsPerGroup) = (groups.first + start, groups.step, groups.rows)
    let (center, inputs) = (center, job.linear.inputs)
    let rows = (0..<job.linear.outputs).map { weights[$0 * inputs..<($0 + 1) * inputs] }
    constants = zip(rows, job.linear.bias).map { row, bias in
      row.reduce(2 * bias) { $0 - $1 * $1 + 2 * center * $1 }
    }
    let x = IntegerRange(job.inputRange.lower - center, job.inputRange.upper - center)
    needsWideTable = weights.contains(-128) && x.lower == -128
    sumRange = zip(rows, constants).reduce(IntegerRange(exactly: 0)) { hull, row in
      hull.union(Self.sums(of: row.0, from: row.1, x))
    }
    // Beside the sum stands one square that is not yet reduced.
    let reach = IntegerRange(sumRange.lower, sumRange.upper + 1 << 16)
    guard !nest.isEmpty, IntegerType.int32.range.contains(reach) else { return nil }
  }

  /// Every partial sum of a row's differences of squares, in any order.
  private static func sums(
    of weights: ArraySlice<Int>, from constant: Int, _ x: IntegerRange
  ) -> IntegerRange {
    let start = IntegerRange(exactly: constant)
    return weights.reduce(start) { sum, weight in
      let ends = [x.lower, x.upper].map { (2 * $0 + weight) * weight }
      return IntegerRange(sum.lower + min(0, ends.min() ?? 0), sum.upper + max(0, ends.max() ?? 0))
    }
  }

  /// Rows in groups of one size that stand at even distances.
  private struct Groups {
    let first: Int
    let step: Int
    let rows: Int

    init?(_ bases: [Int]) {
      guard let first = bases.first, let last = bases.last, first != last else { return nil }
      rows = bases.count { $0 == first }
      let (rows, count) = (rows, bases.count / rows)
      step = bases[min(rows, bases.count - 1)] - first
      self.first = first
      let step = step
      let isEven =
        bases.count == rows * count
        && bases.indices.allSatisfy { bases[$0] == first + $0 / rows * step }
      guard isEven, step > 0 else { return nil }
    }
  }
}

extension LinearJob {
  /// Measured on rv32ic: 9 instructions and 28 bytes a product, which a loop over the window's rows
  /// writes out for one of them.
  func rowSquaresPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let form = RowSquaresForm(self) else { return nil }
    let isWritten = form.isWrittenOut(registers: target.machine.generalRegisters)
    let rows = linear.outputs * positions.count
    let turns = isWritten ? 1 : form.turns
    return StrategyPrice(
      .squares, on: target,
      steps: [
        .init("call", 1, 800), .init("ownRow", rows, 1200),
        .init("ownProduct", linear.inputs * rows, 900),
        .init("ownTurn", isWritten ? 0 : turns * rows, 400),
      ],
      code: [
        .init("ownFunction", 1, 15_000), .init("row", linear.outputs, 400),
        .init("ownProduct", linear.inputs / turns, 2800), .init("loop", form.nest.count, 2400),
      ],
      tableBytes: linear.weights.count, scratchBytes: finishesStraight ? 4 * linear.outputs : 0,
      shared: [form.sharedTable])
  }
}

extension RowSquaresForm {
  var sharedTable: SharedFlash { SquareTable.shared(isWide: needsWideTable) }

  /// Whether all of a row's products are written out one after another: where offsets of any size
  /// cost nothing and the pointers keep to the registers.
  func isWrittenOut(registers: Int) -> Bool { registers >= 24 && order.count <= 9 }

  /// Products that are written out in the innermost loop.
  var unrolled: Int {
    let count = nest.last?.count ?? 1
    return count <= 5 ? count : count % 2 == 0 ? 2 : 1
  }

  /// How often the innermost loop runs for a row.
  var turns: Int { order.count / unrolled }
}
