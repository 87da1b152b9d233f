import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Column by column: for an input that is not zero, its products with the (at most 16) weight values
// are put into a table by shifts, then every output adds the product that its four-bit code names.
// Two outputs to a byte.

/// The weight values of a layer and their four-bit codes; code 0 is the weight 0.
struct Codebook: Hashable {
  let values: [Int]

  /// The powers of two up to 64 with both signs, so that all power-of-two layers share one
  /// function.
  private static let powersOfTwo = [0] + (0..<7).map { 1 << $0 } + (0..<7).map { -(1 << $0) }

  init?(_ linear: LinearWeights) {
    let used = Set(linear.weights.map(\.value)).subtracting([0])
    if used.count > 6, used.isSubset(of: Codebook.powersOfTwo) {
      values = Codebook.powersOfTwo
    } else if used.count < 16 {
      values = [0] + used.sorted()
    } else {
      return nil
    }
  }

  func code(of weight: Weight) -> Int { values.firstIndex(of: weight.value) ?? 0 }
}

extension LinearJob {
  /// Measured on rv32ec: a table of about 40 instructions a nonzero input, then 9 an output.
  func packedColumnsPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard isOneDense, let book = Codebook(linear) else { return nil }
    let pairs = (linear.outputs + 1) / 2
    let products = book.values.count
    return StrategyPrice(
      .packedColumns, on: target,
      steps: [
        .init("call", 1, 2000), .init("input", linear.inputs, 700),
        .init("activeInput", activeInputs, 1200), .init("product", activeInputs * products, 300),
        .init("pair", activeInputs * pairs, 1800), .init("row", linear.outputs, 1600),
      ],
      code: [.init("function", 1, 10_000), .init("bias", biasBytes, 100)],
      tableBytes: linear.inputs * pairs, scratchBytes: 8 * pairs + 64,
      shared: [
        SharedFlash(
          name: "columns of \(inputElement.rawValue), \(book.values)", bytes: 80 + 8 * products)
      ])
  }

  /// One position whose inputs lie in a row.
  var isOneDense: Bool { positions.count == 1 && offsets == .columns }

  /// How many inputs of a position are expected to be nonzero: as many as were measured, else half
  /// of those that a rectifier may have cleared, else all.
  var activeInputs: Int {
    if let activePermille { return (linear.inputs * activePermille + 999) / 1000 }
    return inputRange.lower == 0 ? (linear.inputs + 1) / 2 : linear.inputs
  }
}

extension ProgramBuilder {
  mutating func emitPackedColumns(_ job: LinearJob) {
    guard let book = Codebook(job.linear) else { return }
    let outputs = job.linear.outputs
    let padded = outputs + (outputs & 1)
    let sumRange = columnHull(job, .packedColumns)?.sums ?? IntegerType.int32.range
    let sums = arenaBuffer(
      job.names[0] + "_sums", .int32, count: padded, sumRange, live: job.step...job.step)
    let bias = job.linear.bias + [Int](repeating: 0, count: padded - outputs)
    let codes = ColumnCodes(
      bytes: columnBytes(job.linear, book), perColumn: padded / 2, words: padded,
      products: book.values.map { weight in .products(weight) }, sumRange: sumRange)
    emitColumns(job, strategy: .packedColumns, codes: codes, start: bias, sums: sums) {
      builder, frame in
      builder.rowsFromSums(job, sums: sums, element: .int32, sumRange, &frame)
    }
  }

  private func columnBytes(_ linear: LinearWeights, _ book: Codebook) -> [Int] {
    (0..<linear.inputs).flatMap { column in
      stride(from: 0, to: linear.outputs, by: 2).map { row in
        let low = book.code(of: linear.weights[row * linear.inputs + column])
        guard row + 1 < linear.outputs else { return low }
        return low | book.code(of: linear.weights[(row + 1) * linear.inputs + column]) << 4
      }
    }
  }

  /// Requantises and stores every row from its finished sum.
  mutating func rowsFromSums(
    _ job: LinearJob, sums: BufferID, element: IntegerType, _ range: IntegerRange,
    _ frame: inout RowFrame
  ) -> [Statement] {
    let next = frame.function.pointer("next", to: element, in: .writableRAM, range)
    let sum = frame.function.promised(
      "total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: sum, in: &frame.function)
    return [.point(next, Address(.buffer(sums)))] + plan.start + [
      .repeatTimes(
        job.linear.outputs,
        [.define(sum, .element(next)), .advance(next, 1)] + plan.steps + frame.store(plan.result)
          + plan.advance)
    ]
  }
}
