import FixedPoint
import KernelIR
import NetworkIR

// Two functions that layers of one form share. The outer one looks for inputs that are not zero, puts
// the products of each into a table by shifts, and remembers where its codes begin; after every
// fourth, the inner one adds the products that four columns' codes name to all sums.

/// The ranges that the functions of one form are given.
struct ColumnContext {
  let form: ColumnForm
  let inputElement: IntegerType
  /// Of the inputs less the origin.
  let inputs: IntegerRange
  /// What is subtracted from every element.
  let origin: Int
  let sums: IntegerRange

  var words: IntegerRange { form.wordRange(sums) }
  var stored: IntegerRange { IntegerRange(inputs.lower + origin, inputs.upper + origin) }
  var products: IntegerRange { form.productRange(inputs) }
}

extension ProgramBuilder {
  /// sums += what four columns' codes name.
  mutating func addColumns(_ context: ColumnContext, _ nodes: [String]) -> FunctionID {
    var function = FunctionBuilder(
      name: "add_columns",
      note: FunctionNote(
        nodes: nodes, formula: "sums[o] += product[code of weight o, i], for four inputs i",
        strategy: "packed columns, shared by layers"))
    let adder = ColumnAdder(context, in: &function)
    let body = adder.body(in: &function)
    return share(function.finish(body))
  }

  /// Adds all columns of a run whose input is not zero.
  mutating func gatherColumns(
    _ context: ColumnContext, perColumn: Int, _ nodes: [String]
  ) -> FunctionID {
    let adder = addColumns(context, nodes)
    var function = FunctionBuilder(
      name: "gather_columns",
      note: FunctionNote(
        nodes: nodes, formula: "sums[o] += weight[o, i] * x[i] for each input i that is not 0",
        strategy: "packed columns, shared by layers"))
    let gatherer = ColumnGatherer(context, perColumn: perColumn, adder, in: &function)
    let body = gatherer.body(in: &function)
    return share(function.finish(body))
  }
}

/// The inner function.
private struct ColumnAdder {
  private let form: ColumnForm
  private let words: IntegerRange
  private let codes: PointerID
  private let places: PointerID
  private let products: PointerID
  private let sums: PointerID
  private let end: PointerID

  init(_ context: ColumnContext, in function: inout FunctionBuilder) {
    form = context.form
    words = context.words
    codes = function.pointerParameter("codes", to: .uint8, in: .flash, IntegerRange(0, 255))
    places = function.pointerParameter(
      "places", to: form.place, in: .readOnlyRAM, IntegerRange(0, form.place.range.upper))
    products = function.pointerParameter(
      "products", to: .int32, in: .readOnlyRAM, context.products)
    sums = function.pointerParameter("sums", to: .int32, in: .writableRAM, words)
    end = function.pointerParameter("sums_end", to: .int32, in: .writableRAM, words)
  }

  func body(in function: inout FunctionBuilder) -> [Statement] {
    let columns = (0..<ColumnForm.columns).map {
      function.pointer("code_\($0)", to: .uint8, in: .flash, IntegerRange(0, 255))
    }
    let start = columns.enumerated().flatMap { index, column -> [Statement] in
      [
        .point(column, Address(.pointer(codes))), .advance(column, .element(places, index)),
      ]
    }
    let bytes = form.unrolled / form.wordsPerByte
    let turn = (0..<bytes).flatMap { add(byte: $0, columns, in: &function) }
    let steps = columns.map { Statement.advance($0, .constant(bytes)) }
    return start + [
      .repeatUntil(
        sums, reaches: end, turn + steps + [.advance(sums, .constant(form.unrolled))])
    ]
  }

  private func add(
    byte: Int, _ columns: [PointerID], in function: inout FunctionBuilder
  ) -> [Statement] {
    switch form.codes {
    case .bytes: return [addBytes(byte, columns)]
    case .nibbles: return addNibbles(byte, columns, in: &function)
    }
  }

  private func addBytes(_ byte: Int, _ columns: [PointerID]) -> Statement {
    let sum = columns.enumerated().reduce(Expression.element(sums, byte)) { sum, column in
      sum + product(column.offset, at: .element(column.element, byte))
    }
    return .store(.pointer(sums), index: .constant(byte), sum)
  }

  /// The low four bits belong to the first of two words, and count from 0 in steps of 16 bytes.
  private func addNibbles(
    _ byte: Int, _ columns: [PointerID], in function: inout FunctionBuilder
  ) -> [Statement] {
    let first = function.variable("first", words)
    let second = function.variable("second", words)
    let adding = columns.enumerated().flatMap { index, column -> [Statement] in
      let pair = function.constant("pair_\(index)", IntegerRange(0, 255))
      return [
        .define(pair, .element(column, byte)),
        .assign(first, .local(first) + product(index, at: .and(.local(pair), 15) << 4)),
        .assign(second, .local(second) + product(index, at: .and(.local(pair), 240))),
      ]
    }
    return [
      .define(first, .element(sums, 2 * byte)), .define(second, .element(sums, 2 * byte + 1)),
    ] + adding + [
      .store(.pointer(sums), index: .constant(2 * byte), .local(first)),
      .store(.pointer(sums), index: .constant(2 * byte + 1), .local(second)),
    ]
  }

  private func product(_ column: Int, at byte: Expression) -> Expression {
    .load(
      .pointer(products),
      index: .constant(column * form.columnStep) + .elementAt(byte: byte, size: 4))
  }
}

/// The outer function.
private struct ColumnGatherer {
  private let context: ColumnContext
  private let perColumn: Int
  private let adder: FunctionID
  private let x: PointerID
  private let end: PointerID
  private let codes: PointerID
  private let places: PointerID
  private let products: PointerID
  private let sums: PointerID
  private let sumsEnd: PointerID
  private let columnBytes: LocalID
  private let place: PointerID
  private let slot: PointerID
  private let free: LocalID

  init(
    _ context: ColumnContext, perColumn: Int, _ adder: FunctionID,
    in function: inout FunctionBuilder
  ) {
    self.context = context
    self.perColumn = perColumn
    self.adder = adder
    let (element, form) = (context.inputElement, context.form)
    let placeRange = IntegerRange(0, form.place.range.upper)
    x = function.pointerParameter("x", to: element, in: .readOnlyRAM, context.stored)
    end = function.pointerParameter("x_end", to: element, in: .readOnlyRAM, context.stored)
    codes = function.pointerParameter("codes", to: .uint8, in: .flash, IntegerRange(0, 255))
    columnBytes = function.valueParameter("column_bytes", IntegerRange(exactly: perColumn))
    places = function.pointerParameter("places", to: form.place, in: .writableRAM, placeRange)
    products = function.pointerParameter(
      "products", to: .int32, in: .writableRAM, context.products)
    sums = function.pointerParameter("sums", to: .int32, in: .writableRAM, context.words)
    sumsEnd = function.pointerParameter("sums_end", to: .int32, in: .writableRAM, context.words)
    place = function.pointer("place", to: form.place, in: .writableRAM, placeRange)
    slot = function.pointer("slot", to: .int32, in: .writableRAM, context.products)
    free = function.variable("free", IntegerRange(0, ColumnForm.columns))
  }

  private var form: ColumnForm { context.form }

  func body(in function: inout FunctionBuilder) -> [Statement] {
    let offset = function.variable("offset", IntegerRange(0, form.place.range.upper))
    let value = function.constant("value", context.inputs)
    let fill = ColumnProducts(form, of: value, context.inputs, slot: slot, in: &function)
    let taken: [Statement] =
      fill.statements + [.store(.pointer(place), index: 0, .local(offset))] + next + [
        .assign(free, .local(free) - 1),
        .branch(
          Condition(.local(free), .equal, 0),
          then: [
            add, .repoint(slot, Address(.pointer(products))),
            .repoint(place, Address(.pointer(places))),
            .assign(free, .constant(ColumnForm.columns)),
          ], otherwise: []),
      ]
    return start + [
      .define(free, .constant(ColumnForm.columns)), .define(offset, 0),
      .repeatUntil(
        x, reaches: end,
        [
          .define(
            value,
            context.origin == 0 ? .element(x) : .element(x) - .constant(context.origin)),
          .advance(x, 1),
          .branch(Condition(.local(value), .notEqual, 0), then: taken, otherwise: []),
          .assign(offset, .local(offset) + .local(columnBytes)),
        ]), rest(in: &function),
    ]
  }

  /// Code 0 stands for a product of 0 in every column.
  private var start: [Statement] {
    let zeros = (0..<ColumnForm.columns).map {
      Statement.store(.pointer(products), index: .constant($0 * form.columnStep), 0)
    }
    return zeros + [
      .point(slot, Address(.pointer(products))), .point(place, Address(.pointer(places))),
    ]
  }

  private var next: [Statement] {
    [.advance(place, 1), .advance(slot, .constant(form.columnStep))]
  }

  private var add: Statement {
    .call(
      adder,
      [codes, places, products, sums, sumsEnd].map { .address(Address(.pointer($0))) })
  }

  /// Columns without products make up four.
  private func rest(in function: inout FunctionBuilder) -> Statement {
    let clear = function.pointer("clear", to: .int32, in: .writableRAM, context.products)
    return .branch(
      Condition(.local(free), .less, .constant(ColumnForm.columns)),
      then: [
        .repeatLocal(
          free,
          [
            .point(clear, Address(.pointer(slot))),
            .repeatTimes(
              form.entries,
              [
                .store(.pointer(clear), index: 0, 0),
                .advance(clear, .constant(form.productStep)),
              ]), .store(.pointer(place), index: 0, 0),
          ] + next), add,
      ], otherwise: [])
  }
}
