import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  mutating func emitSquares(_ job: LinearJob) {
    guard let form = SquaresForm(job) else { return emitRowSquares(job) }
    var emitter = SquaresEmitter(job, form, strategy: .squares, in: &self)
    let rows = SquareRows(job.linear.outputs, registers: registers)
    let weights = table(
      job.name + "_weights", emitter.interleaved(rows), as: .uint8,
      note: "column by column, \(rows.size) rows at a time, plus \(SquareTable.lead)")
    let constants = table(
      job.name + "_constants", form.constants,
      note: "twice the bias less the squares of the weights, one a row")
    let ending = blockEnding(&emitter)
    let body = emitter.loops(
      rows, weights, (constants, element(of: constants), range(of: constants)), ending)
    finish(&emitter, body)
  }

  mutating func emitUnrolledSquares(_ job: LinearJob) {
    guard let form = SquaresForm(job) else { return }
    var emitter = SquaresEmitter(job, form, strategy: .unrolledSquares, in: &self)
    let ending = blockEnding(&emitter)
    let body = emitter.unrolled(SquareRows(job.linear.outputs, registers: registers), ending)
    finish(&emitter, body)
  }

  private mutating func finish(_ emitter: inout SquaresEmitter, _ sums: [Statement]) {
    let job = emitter.job
    let ending =
      job.finishesStraight ? straightRowsFromSums(job, sums: emitter.sums, &emitter.frame) : []
    callOnce(emitter.frame.function.finish(emitter.frame.overPositions(sums + ending)))
  }

  /// What finishes each block of rows from its sums in a loop; nil where every row of a position is
  /// finished by steps of its own.
  private mutating func blockEnding(_ emitter: inout SquaresEmitter) -> BlockEnding? {
    let job = emitter.job
    guard !job.finishesStraight else { return nil }
    let next = emitter.frame.function.pointer(
      "next", to: .int32, in: .writableRAM, job.totalRange())
    let total = emitter.frame.function.constant("total", job.totalRange())
    let plan = requantizePlan(job.requantize, of: total, in: &emitter.frame.function)
    let sums = Address(.buffer(emitter.sums))
    return BlockEnding(
      start: [.point(next, sums)] + plan.start, restart: .repoint(next, sums),
      row: [.define(total, .element(next)), .advance(next, 1)] + plan.steps
        + emitter.frame.store(plan.result) + plan.advance)
  }

  /// Requantises every row from its finished sum, each by steps of its own.
  mutating func straightRowsFromSums(
    _ job: LinearJob, sums: BufferID, _ frame: inout RowFrame
  ) -> [Statement] {
    (0..<job.linear.outputs).flatMap { row in
      let total = frame.function.constant("total_\(row)", job.totalRange())
      let plan = rowPlan(row, of: job, sum: total, in: &frame.function)
      let load = Expression.load(.buffer(sums), index: .constant(row))
      return [.define(total, load)] + plan.start + plan.steps + frame.store(plan.result)
    }
  }
}
