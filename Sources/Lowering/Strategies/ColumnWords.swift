import FixedPoint
import KernelIR
import NetworkIR

// The sums of a packed layer, several to a word: how they start and how rows are made of them.

/// The scratch memory of a packed layer.
struct ColumnMemory {
  let sums: BufferID
  let products: BufferID
  let places: BufferID
  /// The groups of rows, each with words of its own.
  let groups: Int
}

extension ProgramBuilder {
  mutating func columnMemory(
    _ job: LinearJob, _ context: ColumnContext, groups: Int
  ) -> ColumnMemory {
    let (form, name, live) = (context.form, job.name, job.step...job.step)
    let words = groups * form.words(job.linear.outputs / groups)
    return ColumnMemory(
      sums: arenaBuffer(name + "_sums", .int32, count: words, context.words, live: live),
      products: arenaBuffer(
        name + "_products", .int32, count: form.productCount, context.products, live: live),
      places: arenaBuffer(
        name + "_places", form.place, count: ColumnForm.columns,
        IntegerRange(0, form.place.range.upper), live: live),
      groups: groups)
  }

  /// Every sum starts at its row's bias.
  mutating func fillWords(
    _ job: LinearJob, _ context: ColumnContext, _ memory: ColumnMemory, _ frame: inout RowFrame
  ) -> [Statement] {
    let form = context.form
    let rows = job.linear.outputs / memory.groups
    let starts = (0..<memory.groups).flatMap { group in
      (0..<form.words(rows)).map { word in
        (0..<form.lanes).reduce(0) { start, lane in
          let row = word * form.lanes + lane
          return row < rows
            ? start + job.linear.bias[group * rows + row] << (form.bits * lane) : start
        }
      }
    }
    let table = self.table(
      job.name + "_bias", starts,
      note: form.lanes == 1
        ? "where the sums start" : "where the sums start, \(form.lanes) to a word")
    let sum = frame.function.pointer("sum_start", to: .int32, in: .writableRAM, context.words)
    let bias = frame.function.pointer(
      "bias", to: element(of: table), in: .flash, range(of: table))
    return [
      .point(sum, Address(.buffer(memory.sums))), .point(bias, Address(.table(table))),
      .repeatTimes(
        starts.count,
        [.store(.pointer(sum), index: 0, .element(bias)), .advance(sum, 1), .advance(bias, 1)]),
    ]
  }

  /// Takes every sum out of its word, requantises and stores it.
  mutating func finishWords(
    _ job: LinearJob, _ context: ColumnContext, _ memory: ColumnMemory, _ frame: inout RowFrame
  ) -> [Statement] {
    let (form, rows) = (context.form, job.linear.outputs / memory.groups)
    let isSplit = job.splitsWords(form, rows: rows)
    if form.lanes > 1, !isSplit { return rowsOfWords(job, context, memory, &frame) }
    let halves = isSplit ? split(job, context, memory, &frame) : ([], memory.sums, .int32)
    let next = frame.function.pointer(
      "next", to: halves.2, in: .writableRAM, form.lanes > 1 ? context.sums : context.words)
    let sum = frame.function.promised("total", job.totalRange(), because: LinearJob.totalReason)
    let plan = requantizePlan(job.requantize, of: sum, in: &frame.function)
    let row =
      [.define(sum, .element(next)), .advance(next, 1)] + plan.steps + frame.store(plan.result)
      + plan.advance
    let unused = form.words(rows) * form.lanes - rows
    let group: [Statement] =
      memory.groups == 1
      ? [.repeatTimes(rows, row)]
      : [
        .repeatTimes(
          memory.groups,
          [.repeatTimes(rows, row)] + (unused > 0 ? [.advance(next, .constant(unused))] : []))
      ]
    return halves.0 + [.point(next, Address(.buffer(halves.1)))] + plan.start + group
  }

  /// Rows straight from their words.
  private mutating func rowsOfWords(
    _ job: LinearJob, _ context: ColumnContext, _ memory: ColumnMemory, _ frame: inout RowFrame
  ) -> [Statement] {
    let form = context.form
    let rows = job.linear.outputs / memory.groups
    let next = frame.function.pointer("next", to: .int32, in: .writableRAM, context.words)
    let word = frame.function.constant("word", context.words)
    var body: [Statement] = [.define(word, .element(next)), .advance(next, 1)]
    let lanes = Lanes(form, job.totalRange(), of: word, context.words, in: &frame.function)
    for lane in lanes.sums {
      let plan = requantizePlan(job.requantize, of: lane.sum, in: &frame.function)
      body += lane.steps + plan.steps + frame.store(plan.result)
    }
    let unused = form.words(rows) - rows / form.lanes
    let group = Statement.repeatTimes(rows / form.lanes, body)
    let groups: [Statement] =
      memory.groups == 1
      ? [group]
      : [
        .repeatTimes(
          memory.groups, [group] + (unused > 0 ? [.advance(next, .constant(unused))] : []))
      ]
    return [.point(next, Address(.buffer(memory.sums)))] + groups
  }

  /// Copies the sums out of their words.
  private mutating func split(
    _ job: LinearJob, _ context: ColumnContext, _ memory: ColumnMemory, _ frame: inout RowFrame
  ) -> ([Statement], BufferID, IntegerType) {
    let form = context.form
    let words = buffers[memory.sums.index].count
    let parts = arenaBuffer(
      job.name + "_parts", .int16, count: form.lanes * words, context.sums,
      live: job.step...job.step)
    let word = frame.function.constant("word", context.words)
    let from = frame.function.pointer(
      "word_next", to: .int32, in: .writableRAM, context.words)
    let into = frame.function.pointer("part", to: .int16, in: .writableRAM, context.sums)
    let lanes = Lanes(form, context.sums, of: word, context.words, in: &frame.function)
    let stores = lanes.sums.enumerated().flatMap { index, lane in
      lane.steps + [.store(.pointer(into), index: .constant(index), .local(lane.sum))]
    }
    let loop: [Statement] = [
      .point(from, Address(.buffer(memory.sums))), .point(into, Address(.buffer(parts))),
      .repeatTimes(
        words,
        [.define(word, .element(from)), .advance(from, 1)] + stores
          + [.advance(into, .constant(form.lanes))]),
    ]
    return (loop, parts, .int16)
  }
}

/// The sums of a word, lowest first: with b bits to a sum, what is above the lowest is
/// floor((word + 2^(b - 1)) / 2^b), since low + 2^(b - 1) lies in 0..<2^b; low is what remains.
private struct Lanes {
  struct Lane {
    let sum: LocalID
    let steps: [Statement]
  }
  private(set) var sums: [Lane] = []

  init(
    _ form: ColumnForm, _ sums: IntegerRange, of word: LocalID, _ words: IntegerRange,
    in function: inout FunctionBuilder
  ) {
    let reason = "one of \(form.lanes) sums of this range that a word holds"
    let half = 1 << (form.bits - 1)
    var (rest, range) = (word, words)
    for lane in 0..<form.lanes - 1 {
      range = IntegerRange((range.lower + half) >> form.bits, (range.upper + half) >> form.bits)
      let sum = function.promised("sum_\(lane)", sums, because: reason)
      let above =
        lane == form.lanes - 2
        ? function.promised("sum_\(lane + 1)", sums, because: reason)
        : function.constant("above_\(lane)", range)
      let low = function.variable("low_\(lane)", words)
      self.sums.append(
        Lane(
          sum: sum,
          steps: [
            .define(above, (.local(rest) + .constant(half)) >> form.bits),
            .define(low, .local(rest)),
            .assign(low, .local(low) - (.local(above) << form.bits)),
            .define(sum, .local(low)),
          ]))
      rest = above
    }
    self.sums.append(Lane(sum: rest, steps: []))
  }
}

extension LinearJob {
  /// Whether the sums of shared words are copied out of them before they are requantised: where a
  /// word's rows are not all there, or no one short expression serves every row.
  func splitsWords(_ form: ColumnForm, rows: Int) -> Bool {
    form.lanes > 1 && !(rows.isMultiple(of: form.lanes) && isUniform)
  }

  private var isUniform: Bool {
    guard let requantize else { return true }
    if case .shift = requantize.functions[0] { return requantize.functions.count == 1 }
    return false
  }
}
