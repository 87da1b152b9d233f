import FixedPoint
import KernelIR
import NetworkIR

/// What the shared column loop needs to know of a packed layer.
struct ColumnCodes {
  /// Codes, two to a byte, low nibble first, column after column.
  let bytes: [Int]
  let perColumn: Int
  /// Accumulator words, an even number.
  let words: Int
  /// What each code adds to a word, for the column's input x.
  let products: [Product]
  /// Every value of a word.
  let sumRange: IntegerRange

  /// low * x + high * x * 2^16.
  struct Product: Hashable {
    let low: Int
    let high: Int

    static func products(_ weight: Int) -> Product { Product(low: weight, high: 0) }

    func expression(_ x: Expression) -> Expression {
      scaled(x, by: low, shift: 0) + scaled(x, by: high, shift: 16)
    }

    func range(_ input: IntegerRange) -> IntegerRange {
      let weight = low + high << 16
      return (try? input.scaled(by: weight)) ?? IntegerType.int32.range
    }
  }
}

/// weight * x * 2^shift as a sum of shifted terms, positive ones first.
private func scaled(_ x: Expression, by weight: Int, shift: Int) -> Expression {
  let terms = Weight(weight).terms.sorted { !$0.isNegative && $1.isNegative }
  return terms.reduce(.constant(0)) { sum, term in
    let product = x << (term.exponent + shift)
    return term.isNegative ? sum - product : sum + product
  }
}

/// The layers that share a column loop.
struct ColumnKey: Hashable {
  let strategy: LinearStrategy
  let element: IntegerType
  /// The element of the sums.
  let sums: IntegerType

  init(_ job: LinearJob, _ strategy: LinearStrategy) {
    self.strategy = strategy
    element = job.inputElement
    sums = strategy == .scatter ? ScatterLists.sumElement(job) : .int32
  }
}

/// The ranges over all layers that share a column loop: of their inputs, and of each output's
/// partial sums.
struct ColumnHull: Hashable {
  var inputs: IntegerRange
  var sums: IntegerRange

  init(_ job: LinearJob, _ strategy: LinearStrategy) {
    inputs = job.inputRange
    let range =
      strategy == .scatter
      ? ScatterLists.sumRange(job)
      : try? job.linear.partialSumRange(input: job.inputRange, grain: .product)
    sums = range ?? IntegerType.int32.range
  }

  func union(_ other: ColumnHull) -> ColumnHull {
    var both = self
    both.inputs = inputs.union(other.inputs)
    both.sums = sums.union(other.sums)
    return both
  }
}

extension ProgramBuilder {
  /// The ranges that the layer's column loop was given.
  func columnHull(_ job: LinearJob, _ strategy: LinearStrategy) -> ColumnHull? {
    columnHulls[ColumnKey(job, strategy)]
  }

  /// The layer's function: sums start at the bias, the shared loop adds the columns, `rows` ends
  /// it.
  mutating func emitColumns(
    _ job: LinearJob, strategy: LinearStrategy, codes: ColumnCodes, start: [Int], sums: BufferID,
    rows: (inout ProgramBuilder, inout RowFrame) -> [Statement]
  ) {
    let inputs = columnHull(job, strategy)?.inputs ?? job.inputRange
    let productRange = codes.products.reduce(IntegerRange(exactly: 0)) {
      $0.union($1.range(inputs))
    }
    let products = arenaBuffer(
      job.names[0] + "_products", .int32, count: 16, productRange, live: job.step...job.step)
    let loop = share(columnLoop(job, codes, inputs, productRange))
    let codeTable = table(
      job.names[0] + "_codes", codes.bytes, as: .uint8,
      note: "four-bit weight codes, column by column")
    let startTable = table(job.names[0] + "_bias", start, note: "where the sums start")
    var frame = RowFrame(job, strategy: strategy, readsInput: false)
    let fill = fillSums(sums, startTable, count: start.count, codes.sumRange, in: &frame.function)
    let arguments: [Argument] = [
      .address(Address(.buffer(job.input))),
      .address(Address(.buffer(job.input), offset: job.linear.inputs)),
      .address(Address(.table(codeTable))), .address(Address(.buffer(sums))),
      .address(Address(.buffer(sums), offset: codes.words)), .address(Address(.buffer(products))),
      .value(.constant(codes.perColumn)),
    ]
    let ending = rows(&self, &frame)
    callOnce(
      frame.function.finish(fill + [.call(loop, arguments)] + frame.overPositions(ending)))
  }

  private func fillSums(
    _ sums: BufferID, _ start: TableID, count: Int, _ range: IntegerRange,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let sum = function.pointer("sum_start", to: .int32, in: .writableRAM, range)
    let bias = function.pointer("bias", to: element(of: start), in: .flash, self.range(of: start))
    return [
      .point(sum, Address(.buffer(sums))), .point(bias, Address(.table(start))),
      .repeatTimes(
        count,
        [
          .store(.pointer(sum), index: 0, .element(bias)), .advance(sum, 1), .advance(bias, 1),
        ]),
    ]
  }

  /// The loop over inputs and codes, one function for all layers that share element type and
  /// products.
  private func columnLoop(
    _ job: LinearJob, _ codes: ColumnCodes, _ inputs: IntegerRange, _ productRange: IntegerRange
  ) -> KernelFunction {
    var function = FunctionBuilder(
      name: "add_columns",
      note: FunctionNote(
        nodes: job.names,
        formula: "sums[o] += product[code of weight o, i] for each input i that is not 0",
        strategy: "packed columns, shared by layers"))
    let parameters = ColumnParameters(
      job.inputElement, inputs, codes, productRange, in: &function)
    let column = parameters.column(codes, in: &function)
    return function.finish([.repeatUntil(parameters.x, reaches: parameters.end, column)])
  }
}

/// The parameters of the column loop.
private struct ColumnParameters {
  let x: PointerID
  let end: PointerID
  let code: PointerID
  let sums: PointerID
  let sumsEnd: PointerID
  let products: PointerID
  let columnBytes: LocalID
  private let inputRange: IntegerRange
  private let sumRange: IntegerRange

  init(
    _ element: IntegerType, _ inputs: IntegerRange, _ codes: ColumnCodes,
    _ productRange: IntegerRange, in function: inout FunctionBuilder
  ) {
    inputRange = inputs
    sumRange = codes.sumRange
    x = function.pointerParameter("x", to: element, in: .readOnlyRAM, inputRange)
    end = function.pointerParameter("x_end", to: element, in: .readOnlyRAM, inputRange)
    code = function.pointerParameter("code", to: .uint8, in: .flash, IntegerRange(0, 255))
    sums = function.pointerParameter("sums", to: .int32, in: .writableRAM, sumRange)
    sumsEnd = function.pointerParameter("sums_end", to: .int32, in: .writableRAM, sumRange)
    products = function.pointerParameter("products", to: .int32, in: .writableRAM, productRange)
    columnBytes = function.valueParameter(
      "column_bytes", IntegerRange(exactly: codes.perColumn))
  }

  /// One input: nothing but a step over its codes where it is zero.
  func column(_ codes: ColumnCodes, in function: inout FunctionBuilder) -> [Statement] {
    let value = function.constant("value", inputRange)
    let sum = function.pointer("sum", to: .int32, in: .writableRAM, sumRange)
    let pair = function.constant("pair", IntegerRange(0, 255))
    let fill = codes.products.enumerated().map { index, product in
      Statement.store(
        .pointer(products), index: .constant(index), product.expression(.local(value)))
    }
    let low = Expression.load(.pointer(products), index: .and(.local(pair), 15))
    let high = Expression.load(.pointer(products), index: .local(pair) >> 4)
    let add: [Statement] = [
      .define(pair, .element(code)), .advance(code, 1),
      .store(.pointer(sum), index: 0, .element(sum) + low),
      .store(.pointer(sum), index: 1, .element(sum, 1) + high), .advance(sum, 2),
    ]
    return [
      .define(value, .element(x)), .advance(x, 1),
      .branch(
        Condition(.local(value), .notEqual, 0),
        then: fill + [
          .point(sum, Address(.pointer(sums))), .repeatUntil(sum, reaches: sumsEnd, add),
        ],
        otherwise: [.advance(code, .local(columnBytes))]),
    ]
  }
}
