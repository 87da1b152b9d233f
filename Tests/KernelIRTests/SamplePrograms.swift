import FixedPoint

@testable import KernelIR

/// levels[floor((3 + x0 + x1 + x2 + x3 + 40) / 8)] in two functions and a scratch element.
let lookupProgram = KernelProgram(
  name: "lookup",
  buffers: [
    Buffer(
      name: "x", element: .int8, count: 4, placement: .input(0), range: IntegerRange(-8, 7)),
    Buffer(
      name: "h", element: .int16, count: 1, placement: .arena(offset: 2),
      range: IntegerRange(-40, 31)),
    Buffer(
      name: "y", element: .uint8, count: 1, placement: .output(0), range: IntegerRange(0, 200)),
  ],
  tables: [
    ConstantTable(
      name: "levels", element: .uint8, values: [0, 10, 20, 30, 40, 50, 60, 70, 200],
      note: "one per eighth")
  ],
  functions: [
    gather, squash,
    run([
      .call(
        FunctionID(0),
        [
          .value(3), .address(Address(.buffer(BufferID(0)))),
          .address(Address(.buffer(BufferID(1)))),
        ]),
      .comment("then the table"),
      .call(FunctionID(1), []),
    ]),
  ],
  entry: FunctionID(2), scratchBytes: 4)

private let note = FunctionNote(nodes: ["n"], formula: "y = f(x)", strategy: "loop")

private let gather = KernelFunction(
  name: "gather", note: note,
  parameters: [.value(LocalID(0)), .pointer(PointerID(0)), .pointer(PointerID(1))],
  locals: [
    Local(name: "bias", range: IntegerRange(-8, 3), isMutable: false),
    Local(name: "sum", range: IntegerRange(-40, 31), isMutable: true),
  ],
  pointers: [
    Pointer(name: "x", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-8, 7)),
    Pointer(name: "y", element: .int16, memory: .writableRAM, range: IntegerRange(-40, 31)),
  ],
  body: [
    .define(LocalID(1), .local(LocalID(0))),
    .repeatTimes(
      4,
      [
        .assign(LocalID(1), .local(LocalID(1)) + .element(PointerID(0))),
        .advance(PointerID(0), 1),
      ]),
    .store(.pointer(PointerID(1)), index: 0, .local(LocalID(1))),
  ])

private let squash = KernelFunction(
  name: "squash", note: note, parameters: [],
  locals: [Local(name: "eighth", range: IntegerRange(0, 8), isMutable: false)],
  pointers: [],
  body: [
    .define(LocalID(0), (.load(.buffer(BufferID(1)), index: 0) + 40) >> 3),
    .store(
      .buffer(BufferID(2)), index: 0, .load(.table(TableID(0)), index: .local(LocalID(0)))),
  ])

func run(_ body: [Statement]) -> KernelFunction {
  KernelFunction(
    name: "run", note: note, parameters: [], locals: [], pointers: [], body: body)
}

/// A program of one function over an input `x` of two int8, scratch `s` of two int32 and an output
/// `y` of two int16.
func program(
  locals: [Local] = [], pointers: [Pointer] = [], tables: [ConstantTable] = [],
  scratch: Int = 8, _ body: [Statement]
) -> KernelProgram {
  KernelProgram(
    name: "one",
    buffers: [
      Buffer(
        name: "x", element: .int8, count: 2, placement: .input(0), range: IntegerRange(-8, 7)),
      Buffer(
        name: "s", element: .int32, count: 2, placement: .arena(offset: 0),
        range: IntegerRange(-100, 100)),
      Buffer(
        name: "y", element: .int16, count: 2, placement: .output(0),
        range: IntegerRange(-1000, 1000)),
    ],
    tables: tables,
    functions: [
      KernelFunction(
        name: "work", note: note, parameters: [], locals: locals, pointers: pointers, body: body),
      run([.call(FunctionID(0), [])]),
    ], entry: FunctionID(1), scratchBytes: scratch)
}

let x = MemoryBase.buffer(BufferID(0))
let s = MemoryBase.buffer(BufferID(1))
let y = MemoryBase.buffer(BufferID(2))

extension MemoryBase {
  subscript(_ index: Int) -> Expression { .load(self, index: .constant(index)) }
}

func constant(_ name: String, _ lower: Int, _ upper: Int) -> Local {
  Local(name: name, range: IntegerRange(lower, upper), isMutable: false)
}

func variable(_ name: String, _ lower: Int, _ upper: Int) -> Local {
  Local(name: name, range: IntegerRange(lower, upper), isMutable: true)
}

let a = LocalID(0)
let b = LocalID(1)
let p = PointerID(0)
let q = PointerID(1)
