import FixedPoint
import KernelIR
import NetworkIR

/// Sums in scratch memory, one for each row, in blocks that have unread sums in front.
struct SumBlocks {
  let buffer: BufferID
  let element: IntegerType
  let range: IntegerRange
  /// Rows of a block.
  let size: Int
  /// Sums in front of a block that no row has.
  let skipped: Int

  /// What is done for each of so many rows by a pointer that walks over the sums.
  func around(_ row: [Statement], walking sum: PointerID, rows: Int) -> [Statement] {
    let skip: [Statement] = skipped > 0 ? [.advance(sum, .constant(skipped))] : []
    let block = skip + [.repeatTimes(size, row)]
    return rows == size ? block : [.repeatTimes(rows / size, block)]
  }
}

extension ProgramBuilder {
  /// Every sum starts at its row's bias.
  mutating func fillSums(
    _ job: LinearJob, _ blocks: SumBlocks, _ frame: inout RowFrame
  ) -> [Statement] {
    let biases = table(job.name + "_bias", job.linear.bias, note: "where the sums start")
    let sum = frame.function.pointer(
      "sum_start", to: blocks.element, in: .writableRAM, blocks.range)
    let bias = frame.function.pointer(
      "bias", to: element(of: biases), in: .flash, self.range(of: biases))
    let one: [Statement] = [
      .store(.pointer(sum), index: 0, .element(bias)), .advance(sum, 1), .advance(bias, 1),
    ]
    return [
      .point(sum, Address(.buffer(blocks.buffer))), .point(bias, Address(.table(biases))),
    ] + blocks.around(one, walking: sum, rows: job.linear.outputs)
  }

  /// Requantises and stores every row from its finished sum.
  mutating func finishSums(
    _ job: LinearJob, _ blocks: SumBlocks, _ frame: inout RowFrame
  ) -> [Statement] {
    let next = frame.function.pointer("next", to: blocks.element, in: .writableRAM, blocks.range)
    let sum = frame.function.promised("total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: sum, in: &frame.function)
    let row =
      [.define(sum, .element(next)), .advance(next, 1)] + plan.steps + frame.store(plan.result)
      + plan.advance
    return [.point(next, Address(.buffer(blocks.buffer)))] + plan.start
      + blocks.around(row, walking: next, rows: job.linear.outputs)
  }
}
