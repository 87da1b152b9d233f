import FixedPoint
import KernelIR
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

extension ProgramBuilder {
  mutating func emitRowSquares(_ job: LinearJob) {
    guard let form = RowSquaresForm(job) else { return }
    var emitter = RowSquaresEmitter(job, form, in: &self)
    let ending = rowEnding(&emitter)
    let row = emitter.row(ending.row)
    let rows = emitter.groups(row)
    let body = emitter.start + ending.start + rows + ending.end(&self, &emitter.frame)
    callOnce(emitter.frame.function.finish(emitter.frame.overPositions(body)))
  }

  /// How a row's sum becomes its output: at once, or from memory by steps of its own.
  private mutating func rowEnding(_ emitter: inout RowSquaresEmitter) -> RowEnding {
    let job = emitter.job
    let half = Expression.local(emitter.sum) >> 1
    guard !job.finishesStraight else {
      let sums = arenaBuffer(
        job.names[0] + "_sums", .int32, count: job.linear.outputs, job.totalRange(),
        live: job.step...job.step)
      let place = emitter.frame.function.pointer(
        "total", to: .int32, in: .writableRAM, job.totalRange())
      return RowEnding(
        start: [.point(place, Address(.buffer(sums)))],
        row: [.store(.pointer(place), index: 0, half), .advance(place, 1)], sums: sums, job: job)
    }
    let total = emitter.frame.function.promised(
      "total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: total, in: &emitter.frame.function)
    return RowEnding(
      start: plan.start,
      row: [.define(total, half)] + plan.steps + emitter.frame.store(plan.result) + plan.advance,
      sums: nil, job: job)
  }
}

/// What stands before all rows, behind each and behind all of them.
private struct RowEnding {
  let start: [Statement]
  let row: [Statement]
  let sums: BufferID?
  let job: LinearJob

  func end(_ builder: inout ProgramBuilder, _ frame: inout RowFrame) -> [Statement] {
    sums.map { builder.straightRowsFromSums(job, sums: $0, &frame) } ?? []
  }
}

/// Writes the differences of squares of one position's rows.
private struct RowSquaresEmitter {
  let job: LinearJob
  let form: RowSquaresForm
  var frame: RowFrame
  let sum: LocalID
  private let isWrittenOut: Bool
  private let squares: SquareTable
  private let weights: TableID
  private let constants: TableID
  private let weight: PointerID
  private let constant: PointerID
  private let square: PointerID
  private let walk: PointerID

  init(_ job: LinearJob, _ form: RowSquaresForm, in builder: inout ProgramBuilder) {
    self.job = job
    self.form = form
    isWrittenOut = form.isWrittenOut(registers: builder.registers)
    frame = RowFrame(job, strategy: .squares)
    squares = builder.squareTable(isWide: form.needsWideTable)
    let inputs = job.linear.inputs
    weights = builder.table(
      job.names[0] + "_weights",
      (0..<job.linear.outputs).flatMap { row in
        form.order.map { job.linear.weights[row * inputs + $0].value + SquareTable.lead }
      }, as: .uint8, note: "row by row, plus \(SquareTable.lead)")
    constants = builder.table(
      job.names[0] + "_constants", form.constants,
      note: "twice the bias less the squares of the weights, one a row")
    weight = frame.function.pointer("weight", to: .uint8, in: .flash, IntegerRange(0, 255))
    constant = frame.function.pointer(
      "constant", to: builder.element(of: constants), in: .flash, builder.range(of: constants))
    square = frame.function.pointer("square", to: squares.element, in: .flash, squares.range)
    walk = frame.function.pointer("input", to: job.inputElement, in: .readOnlyRAM, job.inputRange)
    sum = frame.function.variable("sum", form.sumRange)
  }

  var start: [Statement] {
    [
      .point(weight, Address(.table(weights))), .point(constant, Address(.table(constants))),
      .point(walk, Address(.pointer(frame.x), offset: form.firstOffset)),
      .point(square, squares.start),
    ]
  }

  /// All rows of a position.
  func groups(_ row: [Statement]) -> [Statement] {
    let rows = repeated(form.rowsPerGroup, row)
    let count = job.linear.outputs / form.rowsPerGroup
    return repeated(count, rows + [.advance(walk, .constant(form.groupStep))])
  }

  /// A row's sum, and what follows it. The input's pointer returns to the row's first column.
  func row(_ ending: [Statement]) -> [Statement] {
    let inputs = form.order.count
    let products =
      isWrittenOut
      ? (0..<inputs).flatMap { product(at: form.offsets[$0], $0) }
        + [.advance(weight, .constant(inputs))]
      : loops
    return [.define(sum, .element(constant)), .advance(constant, 1)] + products + ending
  }

  private var loops: [Statement] {
    guard let inner = form.nest.last else { return [] }
    let unrolled = form.unrolled
    var body = (0..<unrolled).flatMap { product(at: $0 * inner.step, $0) }
    body += [
      .advance(weight, .constant(unrolled)), .advance(walk, .constant(unrolled * inner.step)),
    ]
    body = repeated(inner.count / unrolled, body)
    var moved = inner.count * inner.step
    for loop in form.nest.dropLast().reversed() {
      if loop.step != moved { body.append(.advance(walk, .constant(loop.step - moved))) }
      body = repeated(loop.count, body)
      moved = loop.count * loop.step
    }
    return body + [.advance(walk, .constant(-moved))]
  }

  /// Adds (x + w)^2 - x^2.
  private func product(at offset: Int, _ number: Int) -> [Statement] {
    let whole = Expression.load(.pointer(square), index: .element(weight, number))
    let own = Expression.element(square, SquareTable.lead)
    return [
      .repoint(square, squares.start),
      .advance(square, .element(walk, offset) - .constant(form.center)),
      .assign(sum, .local(sum) + (whole - own)),
    ]
  }

  private func repeated(_ count: Int, _ body: [Statement]) -> [Statement] {
    count > 1 ? [.repeatTimes(count, body)] : body
  }
}
