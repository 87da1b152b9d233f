import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  mutating func emitSubsetSums(_ job: LinearJob) {
    guard let form = SubsetForm(job), let runs = job.columnRuns else { return }
    var tiles = SubsetTiles(job, form, in: &self)
    let blocks = tiles.blocks
    let fill = fillSums(job, blocks, &tiles.frame)
    let adding = runs.enumerated().flatMap { index, run in
      let codes = table(
        job.name + "_codes" + (runs.count > 1 ? "_\(index)" : ""), form.codes(run, job.linear),
        as: .uint8,
        note:
          "bytes into a page of \(form.tablesPerPage) tables, for each output \(form.tile) a tile")
      return tiles.add(run, codes, isFirst: index == 0)
    }
    let rows = finishSums(job, blocks, &tiles.frame)
    callOnce(
      tiles.frame.function.finish(tiles.frame.overPositions(fill + tiles.start + adding + rows)))
  }
}

/// The memory, functions and pointers of a layer of subset sums.
private struct SubsetTiles {
  var frame: RowFrame
  let blocks: SumBlocks
  private let form: SubsetForm
  private let tables: BufferID
  private let fill: FunctionID
  private let adder: FunctionID
  private let x: PointerID
  private let table: PointerID
  private let code: PointerID

  init(_ job: LinearJob, _ form: SubsetForm, in builder: inout ProgramBuilder) {
    self.form = form
    let hull = builder.columnHull(job, .subsetSums)
    let range = SubsetForm.tableRange(hull.inputs)
    let name = job.name
    tables = builder.arenaBuffer(
      name + "_tables", form.table, count: form.tile * SubsetForm.entries, range,
      live: job.step...job.step)
    blocks = SumBlocks(
      buffer: builder.arenaBuffer(
        name + "_sums", form.sums, count: job.linear.outputs, hull.sums, live: job.step...job.step),
      element: form.sums, range: hull.sums, size: job.linear.outputs, skipped: 0)
    fill = builder.share(SubsetTable.function(job.names, hull.inputs, form.table))
    adder = builder.share(Self.addTile(job.names, form, range, hull.sums))
    var frame = RowFrame(job, strategy: .subsetSums)
    x = frame.function.pointer("input", to: job.inputElement, in: .readOnlyRAM, job.inputRange)
    table = frame.function.pointer("table", to: form.table, in: .writableRAM, range)
    code = frame.function.pointer("code", to: .uint8, in: .flash, IntegerRange(0, 255))
    self.frame = frame
  }

  /// The sum of no input at all is 0 in every table, and stays.
  var start: [Statement] {
    [
      .point(table, Address(.buffer(tables))),
      .repeatTimes(
        form.tile,
        [
          .store(.pointer(table), index: .constant(SubsetForm.entries / 2), 0),
          .advance(table, .constant(SubsetForm.entries)),
        ]),
    ]
  }

  /// Adds a run of columns, tile by tile.
  func add(_ run: ColumnRun, _ codes: TableID, isFirst: Bool) -> [Statement] {
    let perTile = SubsetForm.inputs * form.tile
    let (whole, rest) = (run.columns.count / perTile, run.columns.count % perTile)
    let here = Address(.pointer(frame.x), offset: run.offset)
    var statements: [Statement] = [
      isFirst ? .point(x, here) : .repoint(x, here),
      isFirst ? .point(code, Address(.table(codes))) : .repoint(code, Address(.table(codes))),
    ]
    let adding = addition(run)
    if whole > 0 {
      let step = Statement.advance(code, .constant(form.tile * run.rows.count))
      let turn = tables(form.tile, rest: 0) + [adding, step]
      statements.append(.repeatTimes(whole, turn))
    }
    if rest > 0 { statements += tables(rest / 3, rest: rest % 3) + [adding] }
    return statements
  }

  /// Fills so many tables from three inputs each, and one from what inputs remain.
  private func tables(_ count: Int, rest: Int) -> [Statement] {
    var statements: [Statement] = [.repoint(table, Address(.buffer(tables)))]
    if count > 0 {
      statements.append(
        .repeatTimes(
          count,
          [
            call(inputs: 3), .advance(x, 3), .advance(table, .constant(SubsetForm.entries)),
          ]))
    }
    return rest > 0 ? statements + [call(inputs: rest)] : statements
  }

  private func call(inputs: Int) -> Statement {
    let values = (0..<3).map { Argument.value($0 < inputs ? .element(x, $0) : 0) }
    return .call(fill, [.address(Address(.pointer(table)))] + values)
  }

  private func addition(_ run: ColumnRun) -> Statement {
    .call(
      adder,
      [
        .address(Address(.pointer(code))), .address(Address(.buffer(tables))),
        .address(Address(.buffer(blocks.buffer), offset: run.rows.lowerBound)),
        .address(Address(.buffer(blocks.buffer), offset: run.rows.upperBound)),
      ])
  }

  /// Adds to every sum what its codes name, one in each table.
  private static func addTile(
    _ nodes: [String], _ form: SubsetForm, _ tables: IntegerRange, _ sums: IntegerRange
  ) -> KernelFunction {
    var function = FunctionBuilder(
      name: "add_subset_sums",
      note: FunctionNote(
        nodes: nodes,
        formula: "sums[o] += table[code of three weights o, i], for \(form.tile) tables",
        strategy: "subset sums, shared by layers"))
    let code = function.pointerParameter("code", to: .uint8, in: .flash, IntegerRange(0, 255))
    let table = function.pointerParameter("tables", to: form.table, in: .readOnlyRAM, tables)
    let sum = function.pointerParameter("sums", to: form.sums, in: .writableRAM, sums)
    let end = function.pointerParameter("sums_end", to: form.sums, in: .writableRAM, sums)
    let page = SubsetForm.entries * form.tablesPerPage
    let total = (0..<form.tile).reduce(Expression.element(sum)) { total, index in
      let start = Expression.constant(index / form.tablesPerPage * page)
      let entry = Expression.elementAt(byte: .element(code, index), size: form.table.bytes)
      return total + .load(.pointer(table), index: start + entry)
    }
    return function.finish([
      .repeatUntil(
        sum, reaches: end,
        [
          .store(.pointer(sum), index: 0, total), .advance(code, .constant(form.tile)),
          .advance(sum, 1),
        ])
    ])
  }
}

/// The function that fills one table.
private struct SubsetTable {
  private var function: FunctionBuilder
  private let table: PointerID
  private let inputs: [LocalID]
  private let range: IntegerRange
  private var locals: [[Int]: LocalID] = [:]
  private var statements: [Statement] = []

  /// Fills a table but for its middle.
  static func function(
    _ nodes: [String], _ inputs: IntegerRange, _ element: IntegerType
  ) -> KernelFunction {
    var builder = SubsetTable(nodes, inputs, element)
    for entry in SubsetForm.entries / 2 + 1..<SubsetForm.entries { builder.fill(entry) }
    return builder.function.finish(builder.statements)
  }

  private init(_ nodes: [String], _ inputs: IntegerRange, _ element: IntegerType) {
    var function = FunctionBuilder(
      name: "subset_sums",
      note: FunctionNote(
        nodes: nodes,
        formula: "table[9 (u + 1) + 3 (v + 1) + w + 1] = u first + v second + w third",
        strategy: "subset sums, shared by layers"))
    range = SubsetForm.tableRange(inputs)
    table = function.pointerParameter("table", to: element, in: .writableRAM, range)
    let values = inputs.union(IntegerRange(exactly: 0))
    self.inputs = ["first", "second", "third"].map { function.valueParameter($0, values) }
    self.function = function
  }

  /// The sum that an entry above the middle holds, and its opposite.
  private mutating func fill(_ entry: Int) {
    let weights = [entry / 9 % 3 - 1, entry / 3 % 3 - 1, entry % 3 - 1]
    let value = sum(weights)
    let opposite = SubsetForm.entries - 1 - entry
    statements += [
      .store(.pointer(table), index: .constant(entry), .local(value)),
      .store(.pointer(table), index: .constant(opposite), .negate(.local(value))),
    ]
  }

  /// The local with the sum of the inputs with these weights, of which the first is positive.
  private mutating func sum(_ weights: [Int]) -> LocalID {
    let leading = weights.firstIndex { $0 != 0 } ?? 0
    let rest = weights.indices.map { $0 == leading ? 0 : weights[$0] }
    guard let next = rest.first(where: { $0 != 0 }) else { return inputs[leading] }
    if let known = locals[weights] { return known }
    let first = Expression.local(inputs[leading])
    let others = Expression.local(sum(next > 0 ? rest : rest.map { -$0 }))
    let name = weights.map { $0 == 0 ? "0" : ($0 > 0 ? "plus" : "minus") }.joined(separator: "_")
    let id = function.constant("sum_" + name, range)
    statements.append(.define(id, next > 0 ? first + others : first - others))
    locals[weights] = id
    return id
  }
}
