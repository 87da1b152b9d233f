import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// w x = ((x + w)^2 - x^2 - w^2) / 2, summed over a row: the sum of x^2 is the same for all rows of a
// position, that of w^2 a constant, and (x + w)^2 is one look-up in a table that every layer
// shares. Rows are taken in blocks, so that x makes one pointer into the table for all of them.

/// A layer as sums of squares.
struct SquaresForm {
  /// Subtracted from every input, so that it has eight bits.
  let center: Int
  /// How the columns lie in memory: nested loops, outermost first, in steps of elements.
  let nest: [ColumnLoop]
  /// The columns in the order of the loops.
  let order: [Int]
  /// What is added to each row's sum of squares, less the inputs' squares, before it is halved.
  let constants: [Int]
  /// The range of a row's sum of squares.
  let sumRange: IntegerRange
  let needsWideTable: Bool

  struct ColumnLoop: Hashable {
    let count: Int
    let step: Int
  }

  /// nil where the inputs or weights have more than eight bits, rows read different inputs, or a sum
  /// leaves the word.
  init?(_ job: LinearJob) {
    let bytes = IntegerRange(-128, 127)
    guard let count = job.inputRange.count, count <= 256, let offsets = job.sharedOffsets else {
      return nil
    }
    center = bytes.contains(job.inputRange) ? 0 : job.inputRange.lower + 128
    let weights = job.linear.weights.map(\.value)
    guard weights.allSatisfy(bytes.contains) else { return nil }
    order = offsets.indices.sorted { offsets[$0] < offsets[$1] }
    nest = Self.nest(order.map { offsets[$0] })
    let center = center
    let inputs = job.linear.inputs
    constants = (0..<job.linear.outputs).map { row in
      let values = weights[row * inputs..<(row + 1) * inputs]
      return values.reduce(2 * job.linear.bias[row]) { $0 - $1 * $1 + 2 * center * $1 }
    }
    needsWideTable = weights.contains(-128) && job.inputRange.lower - center == -128
    sumRange = IntegerRange(0, inputs << 16)
    let all = hull(constants)
    let reach = IntegerRange(all.lower - inputs << 14, all.upper + sumRange.upper)
    let words = IntegerType.int32.range
    guard words.contains(reach), words.contains(sumRange) else { return nil }
  }

  /// The table of squares: 511 of 16 bits, or one more, of 32.
  var sharedTable: SharedFlash { SquareTable.shared(isWide: needsWideTable) }

  /// Ascending offsets as nested loops.
  static func nest(_ offsets: [Int]) -> [ColumnLoop] {
    var loops: [ColumnLoop] = []
    var starts = offsets
    while starts.count > 1 {
      let step = starts[1] - starts[0]
      var run = 2
      while run < starts.count, starts[run] - starts[run - 1] == step { run += 1 }
      let firsts = stride(from: 0, to: starts.count, by: run).map { starts[$0] }
      let isRegular =
        starts.count % run == 0
        && starts.indices.allSatisfy { starts[$0] == firsts[$0 / run] + $0 % run * step }
      guard isRegular else { return [] }
      loops.insert(ColumnLoop(count: run, step: step), at: 0)
      starts = firsts
    }
    return loops.isEmpty ? [ColumnLoop(count: 1, step: 1)] : loops
  }
}

extension LinearJob {
  /// The offsets that all rows read, or nil where rows differ.
  fileprivate var sharedOffsets: [Int]? {
    switch offsets {
    case .columns: return Array(0..<linear.inputs)
    case .taps(let taps, let groupBase):
      guard Set(groupBase).count == 1, let base = groupBase.first else { return nil }
      return taps.map { base + $0 }
    }
  }

  /// Measured on rv32ic: 5 instructions a product and 5 a column and block of rows.
  func squaresPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let form = SquaresForm(self), !form.nest.isEmpty else { return rowSquaresPrice(target) }
    let rows = SquareRows(linear.outputs, registers: target.machine.generalRegisters)
    let times = positions.count
    // In the turns of several loops more pointers are live than small cores have registers.
    let product = form.nest.count > 1 ? "nestedProduct" : "product"
    return StrategyPrice(
      .squares, on: target,
      steps: [
        .init("call", 1, 800), .init("position", times, 2000),
        .init("row", linear.outputs * times, 1200), .init("column", linear.inputs * times, 700),
        .init("columnOfBlock", linear.inputs * rows.blocks * times, 500),
        .init(product, linear.weights.count * times, 500),
      ],
      code: [
        .init("function", 1, 22_000), .init("row", linear.outputs, 400),
        .init("rowOfBlock", rows.size, 2600),
      ],
      tableBytes: linear.weights.count, scratchBytes: 4 * sumCount(rows), shared: [form.sharedTable]
    )
  }

  /// Measured on rv32ic: 2 instructions and 6 bytes a product, 4 instructions a column and block of
  /// rows.
  func unrolledSquaresPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let form = SquaresForm(self), linear.weights.count <= 16_384 else { return nil }
    let rows = SquareRows(linear.outputs, registers: target.machine.generalRegisters)
    let times = positions.count
    let columns = linear.inputs * rows.blocks
    return StrategyPrice(
      .unrolledSquares, on: target,
      steps: [
        .init("call", 1, 800), .init("position", times, 2000),
        .init("row", linear.outputs * times, 1000), .init("column", linear.inputs * times, 500),
        .init("columnOfBlock", columns * times, 400),
        .init("product", linear.weights.count * times, 200),
      ],
      code: [
        .init("function", 1, 6000), .init("row", linear.outputs, 1400),
        .init("column", linear.inputs, 1000), .init("columnOfBlock", columns, 1000),
        .init("product", linear.weights.count, 600),
      ],
      scratchBytes: 4 * sumCount(rows), shared: [form.sharedTable])
  }

  /// Sums that wait for their requantisation: a block's, or those of all rows.
  func sumCount(_ rows: SquareRows) -> Int { finishesStraight ? linear.outputs : rows.size }

  private var functionCount: Int { requantize?.functions.count ?? 0 }

  /// Whether each row's own requantisation is written out: it runs often enough to pay its flash.
  var finishesStraight: Bool { functionCount > 1 && positions.count >= 8 }
}

/// How the rows are taken in blocks.
struct SquareRows {
  /// Rows of a block.
  let size: Int
  /// Rows of a last, smaller block; 0 for none.
  let rest: Int
  let blocks: Int

  /// As many rows as registers hold sums beside the pointers; fewer where that leaves none over.
  init(_ outputs: Int, registers: Int) {
    let most = min(outputs, registers >= 24 ? 8 : 4)
    let even = (1...most).last { outputs % $0 == 0 && 2 * $0 > most }
    size = even ?? most
    rest = outputs % size
    blocks = (outputs + size - 1) / size
  }
}
