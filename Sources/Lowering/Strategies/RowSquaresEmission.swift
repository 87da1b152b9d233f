import FixedPoint
import KernelIR
import NetworkIR

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
        job.name + "_sums", .int32, count: job.linear.outputs, job.totalRange(),
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
      job.name + "_weights",
      (0..<job.linear.outputs).flatMap { row in
        form.order.map { job.linear.weights[row * inputs + $0].value + SquareTable.lead }
      }, as: .uint8, note: "row by row, plus \(SquareTable.lead)")
    constants = builder.table(
      job.name + "_constants", form.constants,
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
      .point(square, squares.start()),
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
      .repoint(square, squares.start()),
      .advance(square, .element(walk, offset) - .constant(form.center)),
      .assign(sum, .local(sum) + (whole - own)),
    ]
  }

  private func repeated(_ count: Int, _ body: [Statement]) -> [Statement] {
    count > 1 ? [.repeatTimes(count, body)] : body
  }
}
