import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  mutating func emitProductTiles(_ job: LinearJob) {
    guard let form = TileForm(job), let runs = job.columnRuns else { return }
    var tiles = ProductTiles(job, form, in: &self)
    let fill = fillSums(job, tiles.blocks, &tiles.frame)
    let adding = runs.enumerated().flatMap { index, run in
      let codes = table(
        job.name + "_codes" + (runs.count > 1 ? "_\(index)" : ""), form.codes(run, job.linear),
        as: .uint16, note: form.note)
      return tiles.add(run, codes, isFirst: index == 0)
    }
    let rows = finishSums(job, tiles.blocks, &tiles.frame)
    callOnce(
      tiles.frame.function.finish(tiles.frame.overPositions(fill + tiles.start + adding + rows)))
  }
}

extension TileForm {
  fileprivate var note: String {
    let list = values.map(String.init).joined(separator: " ")
    return "codes of four bits, for each output \(tile) a tile; they stand for \(list)"
  }
}

/// The memory, functions and pointers of a layer of product tiles.
private struct ProductTiles {
  var frame: RowFrame
  let blocks: SumBlocks
  private let form: TileForm
  private let tables: BufferID
  private let fill: FunctionID
  private let adder: FunctionID
  private let x: PointerID
  private let table: PointerID
  private let code: PointerID

  init(_ job: LinearJob, _ form: TileForm, in builder: inout ProgramBuilder) {
    self.form = form
    let hull = builder.columnHull(job, .productTiles)
    let range = Self.productRange(form, hull.inputs)
    let (name, live) = (job.name, job.step...job.step)
    tables = builder.arenaBuffer(
      name + "_products", form.products, count: form.tile * TileForm.entries, range, live: live)
    blocks = SumBlocks(
      buffer: builder.arenaBuffer(
        name + "_sums", .int32, count: job.linear.outputs, hull.sums, live: live),
      element: .int32, range: hull.sums, size: job.linear.outputs, skipped: 0)
    fill = builder.share(Self.fillTables(job, form, hull.inputs, range))
    adder = builder.share(Self.addTile(job.names, form, range, hull.sums))
    var frame = RowFrame(job, strategy: .productTiles)
    x = frame.function.pointer("input", to: job.inputElement, in: .readOnlyRAM, job.inputRange)
    table = frame.function.pointer("table", to: form.products, in: .writableRAM, range)
    code = frame.function.pointer("code", to: .uint16, in: .flash, IntegerType.uint16.range)
    self.frame = frame
  }

  private static func productRange(_ form: TileForm, _ inputs: IntegerRange) -> IntegerRange {
    form.values.reduce(IntegerRange(exactly: 0)) { range, value in
      range.union((try? inputs.scaled(by: value)) ?? form.products.range)
    }
  }

  /// Code 0 stands for a product of 0 in every table.
  var start: [Statement] {
    [
      .point(table, Address(.buffer(tables))),
      .repeatTimes(
        form.tile,
        [
          .store(.pointer(table), index: 0, 0), .advance(table, .constant(TileForm.entries)),
        ]),
    ]
  }

  /// Adds a run of columns, tile by tile.
  func add(_ run: ColumnRun, _ codes: TableID, isFirst: Bool) -> [Statement] {
    let (whole, rest) = (run.columns.count / form.tile, run.columns.count % form.tile)
    let here = Address(.pointer(frame.x), offset: run.offset)
    let start: [Statement] = [
      isFirst ? .point(x, here) : .repoint(x, here),
      isFirst ? .point(code, Address(.table(codes))) : .repoint(code, Address(.table(codes))),
    ]
    let words = form.tile / TileForm.codesPerWord * run.rows.count
    let turn: [Statement] = [
      fill(form.tile), .advance(x, .constant(form.tile)), addition(run),
      .advance(code, .constant(words)),
    ]
    return start + (whole > 0 ? [.repeatTimes(whole, turn)] : [])
      + (rest > 0 ? [fill(rest), addition(run)] : [])
  }

  private func fill(_ inputs: Int) -> Statement {
    .call(
      fill,
      [
        .address(Address(.pointer(x))), .address(Address(.pointer(x), offset: inputs)),
        .address(Address(.buffer(tables))),
      ])
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

  /// Puts the products of inputs into their tables.
  private static func fillTables(
    _ job: LinearJob, _ form: TileForm, _ inputs: IntegerRange, _ products: IntegerRange
  ) -> KernelFunction {
    var function = FunctionBuilder(
      name: "fill_products",
      note: FunctionNote(
        nodes: job.names, formula: "products[i][code] = value of the code * x[i]",
        strategy: "product tiles, shared by layers"))
    let x = function.pointerParameter("x", to: job.inputElement, in: .readOnlyRAM, inputs)
    let end = function.pointerParameter("x_end", to: job.inputElement, in: .readOnlyRAM, inputs)
    let slot = function.pointerParameter("slot", to: form.products, in: .writableRAM, products)
    let value = function.constant("value", inputs)
    let fill = ColumnProducts(
      ColumnForm(values: form.values), of: value, inputs, slot: slot, in: &function)
    return function.finish([
      .repeatUntil(
        x, reaches: end,
        [.define(value, .element(x)), .advance(x, 1)] + fill.statements
          + [.advance(slot, .constant(TileForm.entries))])
    ])
  }

  /// Adds to every sum what its codes name, one in each table.
  private static func addTile(
    _ nodes: [String], _ form: TileForm, _ products: IntegerRange, _ sums: IntegerRange
  ) -> KernelFunction {
    var function = FunctionBuilder(
      name: "add_products",
      note: FunctionNote(
        nodes: nodes,
        formula: "sums[o] += products[i][code of weight o, i], for \(form.tile) inputs",
        strategy: "product tiles, shared by layers"))
    let code = function.pointerParameter(
      "code", to: .uint16, in: .flash, IntegerType.uint16.range)
    let table = function.pointerParameter("products", to: form.products, in: .readOnlyRAM, products)
    let sum = function.pointerParameter("sums", to: .int32, in: .writableRAM, sums)
    let end = function.pointerParameter("sums_end", to: .int32, in: .writableRAM, sums)
    let total = function.variable("total", sums)
    var turn: [Statement] = [.define(total, .element(sum))]
    let words = form.tile / TileForm.codesPerWord
    for word in 0..<words {
      let codes = function.constant("codes_\(word)", IntegerType.uint16.range)
      turn.append(.define(codes, .element(code, word)))
      for index in 0..<TileForm.codesPerWord {
        let place = form.byte(of: index, in: .local(codes))
        let input = word * TileForm.codesPerWord + index
        turn.append(
          .assign(
            total,
            .local(total)
              + .load(
                .pointer(table),
                index: .constant(input * TileForm.entries)
                  + .elementAt(byte: place, size: form.products.bytes))))
      }
    }
    turn += [
      .store(.pointer(sum), index: 0, .local(total)), .advance(code, .constant(words)),
      .advance(sum, 1),
    ]
    return function.finish([.repeatUntil(sum, reaches: end, turn)])
  }
}

extension TileForm {
  /// The distance in bytes that a code of a word stands for.
  fileprivate func byte(of index: Int, in codes: Expression) -> Expression {
    let shift = products.bytes / 2
    let moved = index == 0 ? codes << shift : codes >> (4 * index - shift)
    return .and(moved, .constant(15 << shift))
  }
}
