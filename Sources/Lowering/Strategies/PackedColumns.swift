import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// Column by column: for an input that is not zero, its products with all values of the weights are
// put into a table by shifts, then every output adds the product that its code names; four such
// inputs at a time.

extension LinearJob {
  /// The form of the layer's codes under a strategy that packs columns; nil where it cannot.
  func columnForm(_ strategy: LinearStrategy) -> ColumnForm? {
    switch strategy {
    case .packedColumns: ColumnForm(self, .nibbles, lanes: 1...1)
    case .packedTernary: ColumnForm(self, .nibbles, lanes: 2...4)
    case .byteColumns: ColumnForm(self, .bytes, lanes: 1...4)
    case .indexLists, .scatter, .subsetSums, .productTiles, .shiftLoop, .straightLine, .sharedSums,
      .unrolledColumns, .unrolledColumnsSkipping, .squares, .unrolledSquares, .pairedIndexLists,
      .pairedScatter, .pairedPackedColumns, .pairedSubsetSums, .pairedSharedSums,
      .pairedUnrolledColumns:
      nil
    }
  }

  /// Measured on rv32ec: 79 instructions for four codes of four columns as bytes, 94 as nibbles; two
  /// a product and 30 more for an input that is not zero, 7 for every one.
  func packedColumnsPrice(_ strategy: LinearStrategy, _ target: TargetProfile) -> StrategyPrice? {
    guard let form = columnForm(strategy), let runs = columnRuns else { return nil }
    let columns = runs.reduce(0) { $0 + $1.columns.count }
    let words = form.words(runs[0].rows.count)
    let active = (columns * activeInputs + linear.inputs - 1) / linear.inputs
    let fours = (active + 3) / 4 + runs.count - 1
    let times = positions.count
    return StrategyPrice(
      strategy, on: target,
      steps: [
        .init("call", 1, 800), .init("input", columns * times, 700),
        .init("activeInput", active * times, 3000),
        .init("product", active * form.entries * times, 200), .init("four", fours * times, 2000),
        .init("wordOfFour", fours * words * times, form.codes == .bytes ? 1975 : 2350),
        .init("row", linear.outputs * times, 1000),
      ] + subtractions(columns * times),
      code: [
        .init("function", 1, 16_000), .init("run", runs.count - 1, 4000), .init("word", words, 400),
      ],
      tableBytes: columns * words / form.wordsPerByte,
      scratchBytes: form.scratchBytes(
        words: groupCount(runs) * words, isSplit: splitsWords(form, rows: runs[0].rows.count)),
      shared: [
        SharedFlash(
          name: "\(form.lanes) columns of \(inputElement.rawValue), \(form.values)",
          bytes: 320 + 8 * form.entries)
      ])
  }

  /// How many inputs of a position are expected to be nonzero: as many as were measured, else half
  /// of those that a rectifier may have cleared, else all.
  var activeInputs: Int {
    if let activePermille { return (linear.inputs * activePermille + 999) / 1000 }
    return inputRange.lower == 0 ? (linear.inputs + 1) / 2 : linear.inputs
  }

  fileprivate func groupCount(_ runs: [ColumnRun]) -> Int { Set(runs.map(\.rows)).count }
}

extension ProgramBuilder {
  /// The layer's function: sums start at the bias, the shared functions add the columns, then the
  /// rows are taken out of the words.
  mutating func emitPackedColumns(_ job: LinearJob, _ strategy: LinearStrategy) {
    guard let form = job.columnForm(strategy), let runs = job.columnRuns else { return }
    let hull = columnHull(job, strategy)
    let context = ColumnContext(
      form: form, inputElement: job.inputElement, inputs: hull.inputs, origin: job.origin,
      sums: hull.sums)
    var frame = RowFrame(job, strategy: strategy)
    let memory = columnMemory(job, context, groups: job.groupCount(runs))
    let perColumn = form.words(runs[0].rows.count) / form.wordsPerByte
    let gather = gatherColumns(context, perColumn: perColumn, job.names)
    let calls = runs.enumerated().map { index, run in
      let codes = table(
        job.name + "_codes" + (runs.count > 1 ? "_\(index)" : ""), form.bytes(run, job.linear),
        as: .uint8, note: form.note)
      return gatherCall(gather, run, memory, form, codes, x: frame.x)
    }
    let fill = fillWords(job, context, memory, &frame)
    let rows = finishWords(job, context, memory, &frame)
    callOnce(frame.function.finish(frame.overPositions(fill + calls + rows)))
  }

  private func gatherCall(
    _ gather: FunctionID, _ run: ColumnRun, _ memory: ColumnMemory, _ form: ColumnForm,
    _ codes: TableID, x: PointerID
  ) -> Statement {
    let words = form.words(run.rows.count)
    let first = run.rows.lowerBound / run.rows.count * words
    return .call(
      gather,
      [
        .address(Address(.pointer(x), offset: run.offset)),
        .address(Address(.pointer(x), offset: run.offset + run.columns.count)),
        .address(Address(.table(codes))), .value(.constant(words / form.wordsPerByte)),
        .address(Address(.buffer(memory.places))), .address(Address(.buffer(memory.products))),
        .address(Address(.buffer(memory.sums), offset: first)),
        .address(Address(.buffer(memory.sums), offset: first + words)),
      ])
  }
}

extension ColumnForm {
  /// How to read the codes.
  fileprivate var note: String {
    let unit = lanes == 1 ? "a weight" : "the weights of \(lanes) outputs"
    let list = values.map(String.init).joined(separator: " ")
    switch codes {
    case .bytes: return "4 * code of \(unit), column by column; digits stand for \(list)"
    case .nibbles: return "codes of \(unit), low four bits first; digits stand for \(list)"
    }
  }
}
