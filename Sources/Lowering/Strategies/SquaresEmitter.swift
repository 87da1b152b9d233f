import FixedPoint
import KernelIR
import NetworkIR

/// How the rows of a block are finished from their sums.
struct BlockEnding {
  /// Before all blocks.
  let start: [Statement]
  /// Points at the sums again.
  let restart: Statement
  /// One row.
  let row: [Statement]

  func rows(_ count: Int) -> [Statement] { [restart, .repeatTimes(count, row)] }
}

/// Writes the sums of squares of one position's rows.
struct SquaresEmitter {
  let job: LinearJob
  let form: SquaresForm
  var frame: RowFrame
  let sums: BufferID
  private let squares: SquareTable
  /// How many entries before the square of an input its pointer stands.
  private let lead: Int
  private let inputSquares: LocalID
  private let square: PointerID
  private let walk: PointerID

  init(
    _ job: LinearJob, _ form: SquaresForm, strategy: LinearStrategy,
    in builder: inout ProgramBuilder
  ) {
    self.job = job
    self.form = form
    frame = RowFrame(job, strategy: strategy)
    squares = builder.squareTable(isWide: form.needsWideTable)
    lead =
      strategy == .unrolledSquares
      ? SquareTable.lead(for: job.linear.weights.map(\.value)) : SquareTable.lead
    let rows = SquareRows(job.linear.outputs, registers: builder.registers)
    sums = builder.arenaBuffer(
      job.name + "_sums", .int32, count: job.sumCount(rows), job.totalRange(),
      live: job.step...job.step)
    inputSquares = frame.function.variable("input_squares", form.sumRange)
    square = frame.function.pointer("square", to: squares.element, in: .flash, squares.range)
    walk = frame.function.pointer("input", to: job.inputElement, in: .readOnlyRAM, job.inputRange)
  }

  /// Weights of all blocks, in each column by column.
  func interleaved(_ rows: SquareRows) -> [Int] {
    stride(from: 0, to: job.linear.outputs, by: rows.size).flatMap { start in
      form.order.flatMap { column in
        (start..<min(start + rows.size, job.linear.outputs)).map {
          weight($0, column) + SquareTable.lead
        }
      }
    }
  }

  private func weight(_ row: Int, _ column: Int) -> Int {
    job.linear.weights[row * job.linear.inputs + column].value
  }

  // MARK: Loops

  mutating func loops(
    _ rows: SquareRows, _ weights: TableID,
    _ constants: (table: TableID, element: IntegerType, range: IntegerRange),
    _ ending: BlockEnding?
  ) -> [Statement] {
    let weight = frame.function.pointer("weight", to: .uint8, in: .flash, IntegerRange(0, 255))
    let constant = frame.function.pointer(
      "constant", to: constants.element, in: .flash, constants.range)
    let sum = frame.function.pointer("sum", to: .int32, in: .writableRAM, job.totalRange())
    let start: [Statement] = [
      .point(weight, Address(.table(weights))), .point(constant, Address(.table(constants.table))),
      .point(sum, Address(.buffer(sums))), .point(square, squares.start(lead: lead)),
      .define(inputSquares, 0), .point(walk, Address(.pointer(frame.x))),
    ]
    let own =
      rows.blocks == 1
      ? []
      : overColumns(unroll: 2) { index in
        toSquare(of: .element(walk, index)) + [addInputSquare]
      }
    let full = job.linear.outputs / rows.size
    let block = block(rows.size, weight, constant, sum, ending, isOnly: rows.blocks == 1)
    let blocks = full > 1 ? [Statement.repeatTimes(full, block)] : block
    let rest = rows.rest > 0 ? self.block(rows.rest, weight, constant, sum, ending) : []
    return (ending?.start ?? []) + start + own + blocks + rest
  }

  /// The sums of a block of rows.
  private mutating func block(
    _ size: Int, _ weight: PointerID, _ constant: PointerID, _ sum: PointerID,
    _ ending: BlockEnding?, isOnly: Bool = false
  ) -> [Statement] {
    let totals = (0..<size).map { frame.function.variable("sum_\($0)", form.sumRange) }
    let unroll = 2
    let columns = overColumns(unroll: unroll, walking: (weight, size)) { index, turn in
      toSquare(of: .element(walk, index))
        + (isOnly ? [addInputSquare] : [])
        + totals.enumerated().map { row, total in
          let place = Expression.element(weight, turn * size + row)
          return add(.load(.pointer(square), index: place), to: total)
        }
    }
    let stores = totals.enumerated().map { row, total in
      Statement.store(
        .pointer(sum), index: .constant(row), finished(total, .element(constant, row)))
    }
    return totals.map { .define($0, 0) } + [.repoint(walk, Address(.pointer(frame.x)))] + columns
      + stores + [.advance(constant, .constant(size))]
      + (ending?.rows(size) ?? [.advance(sum, .constant(size))])
  }

  /// Nested loops over the columns.
  private func overColumns(
    unroll: Int, _ column: (Int) -> [Statement]
  ) -> [Statement] {
    overColumns(unroll: unroll, walking: nil) { index, _ in column(index) }
  }

  /// - Parameters:
  ///   - walking: A pointer that moves by so many elements a column.
  ///   - column: The statements of one column, at a constant offset from the walking input, the
  ///     n-th of its turn.
  private func overColumns(
    unroll: Int, walking: (pointer: PointerID, elements: Int)?,
    _ column: (Int, Int) -> [Statement]
  ) -> [Statement] {
    guard let inner = form.nest.last else { return [] }
    let turns = inner.count <= 4 ? inner.count : inner.count % unroll == 0 ? unroll : 1
    var body = (0..<turns).flatMap { column($0 * inner.step, $0) }
    if let walking { body.append(.advance(walking.pointer, .constant(walking.elements * turns))) }
    body.append(.advance(walk, .constant(turns * inner.step)))
    body = repeated(inner.count / turns, body)
    var moved = inner.count * inner.step
    for loop in form.nest.dropLast().reversed() {
      if loop.step != moved { body.append(.advance(walk, .constant(loop.step - moved))) }
      body = repeated(loop.count, body)
      moved = loop.count * loop.step
    }
    return body
  }

  private func repeated(_ count: Int, _ body: [Statement]) -> [Statement] {
    count > 1 ? [.repeatTimes(count, body)] : body
  }

  // MARK: Straight-line code

  mutating func unrolled(_ rows: SquareRows, _ ending: BlockEnding?) -> [Statement] {
    let offsets = form.order.map { job.offsets.offset(row: 0, column: $0) }
    var statements =
      (ending?.start ?? []) + [.point(square, squares.start(lead: lead)), .define(inputSquares, 0)]
    for start in stride(from: 0, to: job.linear.outputs, by: rows.size) {
      let block = start..<min(start + rows.size, job.linear.outputs)
      let totals = block.map { frame.function.variable("sum_\($0)", form.sumRange) }
      statements += totals.map { .define($0, 0) }
      for (column, offset) in zip(form.order, offsets) {
        statements += toSquare(of: .element(frame.x, offset))
        if start == 0 { statements.append(addInputSquare) }
        statements += zip(block, totals).map { row, total in
          add(.element(square, weight(row, column) + lead), to: total)
        }
      }
      statements += zip(block, totals).map { row, total in
        let place = ending == nil ? row : row - start
        return .store(
          .buffer(sums), index: .constant(place), finished(total, .constant(form.constants[row])))
      }
      statements += ending?.rows(block.count) ?? []
    }
    return statements
  }

  // MARK: Parts

  /// Points before the square of an input.
  private func toSquare(of input: Expression) -> [Statement] {
    [.repoint(square, squares.start(lead: lead)), .advance(square, input - .constant(form.center))]
  }

  private var addInputSquare: Statement {
    add(.element(square, lead), to: inputSquares)
  }

  private func add(_ value: Expression, to sum: LocalID) -> Statement {
    .assign(sum, .local(sum) + value)
  }

  /// A row's result, from its sum of squares.
  private func finished(_ sum: LocalID, _ constant: Expression) -> Expression {
    (.local(sum) - .local(inputSquares) + constant) >> 1
  }
}
