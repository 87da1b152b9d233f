import FixedPoint
import KernelIR
import NetworkIR

/// A program that uses every statement, expression, element type and kind of memory at least once.
enum Sampler {
  static let count = 6

  static var network: Network {
    var network = Programs.network(
      input: Programs.tensor("x", count: count, .int8),
      output: Programs.tensor("y", count: count, .int16))
    network.tensors.append(Programs.tensor("z", count: 2, .int32))
    network.outputs.append(TensorID(2))
    return network
  }

  static var program: KernelProgram {
    KernelProgram(
      name: "sample",
      buffers: [
        Programs.buffer("x", .int8, count: count, .input(0)),
        Programs.buffer("y", .int16, count: count, .output(0)),
        Programs.buffer("z", .int32, count: 2, .output(1)),
        Programs.buffer(
          "/conv/out 1", .uint16, count: count, .arena(offset: 4), range: IntegerRange(0, 40000)),
        Programs.buffer("int", .uint8, count: 2, .arena(offset: 0)),
      ],
      tables: tables,
      functions: [widen, dot, lists, extremes, packed, Programs.entry(calls: 0)].enumerated().map {
        index, function in
        var function = function
        if index == 5 { function.body = entryBody }
        return function
      },
      entry: FunctionID(5), scratchBytes: 16)
  }

  private static var tables: [ConstantTable] {
    [
      ConstantTable(
        name: "weights", element: .int8, values: [1, -2, 3, -4, 5, -6], note: "one per input"),
      ConstantTable(
        name: "list", element: .uint8, values: [3, 0, 2, 1, 0, 2, 1, 4],
        note: "count, then steps; twice"),
      ConstantTable(
        name: "squares", element: .uint16, values: (0..<256).map { $0 * $0 >> 1 },
        note: "half squares"),
      ConstantTable(
        name: "offsets", element: .int32, values: [-2_147_483_648, 70000, -70000],
        note: "wide constants"),
      ConstantTable(
        name: "limits", element: .uint32, values: [0, 65535, 2_147_483_647], note: ""),
      ConstantTable(name: "steps", element: .int16, values: [-32768, 7], note: ""),
    ]
  }

  private static func note(_ name: String) -> FunctionNote {
    FunctionNote(nodes: [name], formula: "a formula of \(name)", strategy: "a test of words")
  }

  private static func local(_ index: Int) -> Expression { .local(LocalID(index)) }
  private static func element(_ pointer: Int) -> Expression {
    .load(.pointer(PointerID(pointer)), index: .constant(0))
  }

  /// arena[i] = squares[|x[i]|], with a counted loop and walking pointers.
  private static var widen: KernelFunction {
    KernelFunction(
      name: "widen", note: note("Abs"), parameters: [],
      locals: [
        Local(name: "value", range: IntegerRange(-128, 127), isMutable: false),
        Local(name: "magnitude", range: IntegerRange(0, 128), isMutable: false),
      ],
      pointers: [
        Pointer(
          name: "from", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-128, 127)),
        Pointer(
          name: "to", element: .uint16, memory: .writableRAM, range: IntegerRange(0, 40000)),
      ],
      body: [
        .point(PointerID(0), Address(.buffer(BufferID(0)))),
        .point(PointerID(1), Address(.buffer(BufferID(3)))),
        .repeatTimes(
          count,
          [
            .define(LocalID(0), element(0)),
            .comment("the lowest integer has a magnitude of its own"),
            .define(
              LocalID(1),
              .select(
                Condition(local(0), .less, .constant(0)), .negate(local(0)), otherwise: local(0))),
            .store(
              .pointer(PointerID(1)), index: .constant(0),
              .load(.table(TableID(2)), index: local(1))),
            .advance(PointerID(0), .constant(1)),
            .advance(PointerID(1), .constant(1)),
          ]),
      ])
  }

  /// out[0] = low + sum of w * x by additions, with parameters of both kinds and a walk to an end.
  private static var dot: KernelFunction {
    KernelFunction(
      name: "dot", note: note("Dot"),
      parameters: [.pointer(PointerID(0)), .pointer(PointerID(1)), .value(LocalID(0))],
      locals: [
        Local(name: "low", range: IntegerRange(-100_000, 100_000), isMutable: false),
        Local(name: "sum", range: IntegerRange(-110_000, 110_000), isMutable: true),
        Local(name: "times", range: IntegerRange(0, 6), isMutable: false),
      ],
      pointers: [
        Pointer(
          name: "weight", element: .int8, memory: .flash, range: IntegerRange(-6, 5)),
        Pointer(
          name: "result", element: .int32, memory: .writableRAM,
          range: IntegerType.int32.range),
        Pointer(
          name: "x", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-128, 127)),
        Pointer(
          name: "end", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-128, 127)),
      ],
      body: [
        .define(LocalID(1), local(0)),
        .point(PointerID(2), Address(.buffer(BufferID(0)))),
        .point(PointerID(3), Address(.buffer(BufferID(0)), offset: count)),
        .repeatUntil(
          PointerID(2), reaches: PointerID(3),
          [
            .define(LocalID(2), .maximum(element(0), .negate(element(0)))),
            .branch(
              Condition(element(0), .greaterOrEqual, .constant(0)),
              then: [
                .repeatLocal(LocalID(2), [.assign(LocalID(1), .add(local(1), element(2)))])
              ],
              otherwise: [
                .repeatLocal(LocalID(2), [.assign(LocalID(1), .subtract(local(1), element(2)))])
              ]),
            .advance(PointerID(0), .constant(1)),
            .advance(PointerID(2), .constant(1)),
          ]),
        .store(.pointer(PointerID(1)), index: .constant(0), local(1)),
      ])
  }

  /// y[0], y[1]: sums over gathered lists of steps in flash.
  private static var lists: KernelFunction {
    KernelFunction(
      name: "lists", note: note("Lists"), parameters: [],
      locals: [
        Local(name: "length", range: IntegerRange(0, 4), isMutable: false),
        Local(name: "sum", range: IntegerRange(-512, 508), isMutable: true),
      ],
      pointers: [
        Pointer(name: "step", element: .uint8, memory: .flash, range: IntegerRange(0, 4)),
        Pointer(
          name: "x", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-128, 127)),
        Pointer(
          name: "y", element: .int16, memory: .writableRAM, range: IntegerType.int16.range),
      ],
      body: [
        .point(PointerID(0), Address(.table(TableID(1)))),
        .point(PointerID(1), Address(.buffer(BufferID(0)))),
        .point(PointerID(2), Address(.buffer(BufferID(1)))),
        .repeatTimes(
          2,
          [
            .define(LocalID(0), element(0)),
            .advance(PointerID(0), .constant(1)),
            .repoint(PointerID(1), Address(.buffer(BufferID(0)))),
            .define(LocalID(1), .constant(0)),
            .repeatLocal(
              LocalID(0),
              [
                .advance(PointerID(1), element(0)),
                .assign(LocalID(1), .add(local(1), element(1))),
                .advance(PointerID(0), .constant(1)),
              ]),
            .store(.pointer(PointerID(2)), index: .constant(0), local(1)),
            .advance(PointerID(2), .constant(1)),
          ]),
        .advance(PointerID(2), .constant(-1)),
        .store(
          .pointer(PointerID(2)), index: .constant(1),
          .load(.pointer(PointerID(2)), index: .constant(-1))),
      ])
  }

  /// The ends of the integer types.
  private static var extremes: KernelFunction {
    KernelFunction(
      name: "extremes", note: note("Ends"), parameters: [],
      locals: [
        Local(name: "lowest", range: IntegerType.int32.range, isMutable: true),
        Local(name: "limit", range: IntegerRange(0, 2_147_483_647), isMutable: false),
        Local(name: "short", range: IntegerRange(-32768, -32768), isMutable: false),
      ],
      pointers: [],
      body: [
        .define(LocalID(0), .load(.table(TableID(3)), index: .constant(0))),
        .define(LocalID(1), .load(.table(TableID(4)), index: .constant(2))),
        .define(LocalID(2), .load(.table(TableID(5)), index: .constant(0))),
        .assign(LocalID(0), .add(local(0), local(1))),
        .assign(LocalID(0), .minimum(local(0), .constant(-2_147_483_648))),
        .assign(LocalID(0), .maximum(local(0), .constant(-2_147_483_648))),
        .store(
          .buffer(BufferID(2)), index: .constant(1),
          .subtract(.shiftRight(local(0), 31), .shiftRight(local(2), 3))),
        .store(
          .buffer(BufferID(1)), index: .constant(5),
          .minimum(.constant(-32768), local(2))),
      ])
  }

  /// y[3], y[4]: fields of bytes, shifts by computed distances, a clamp and every comparison.
  private static var packed: KernelFunction {
    KernelFunction(
      name: "packed", note: note("Packed"), parameters: [],
      locals: [
        Local(name: "field", range: IntegerRange(0, 7), isMutable: false),
        Local(name: "shifted", range: IntegerRange(-16384, 16256), isMutable: false),
        Local(name: "votes", range: IntegerRange(0, 63), isMutable: true),
        Local(name: "wide", range: IntegerRange(-130_000, 130_000), isMutable: false),
      ],
      pointers: [],
      body: [
        .define(
          LocalID(0), .and(.load(.buffer(BufferID(3)), index: .constant(1)), .constant(7))),
        .define(
          LocalID(1),
          .shiftLeftBy(.load(.buffer(BufferID(0)), index: .constant(2)), local(0))),
        .define(
          LocalID(3),
          .add(
            .shiftLeft(.load(.buffer(BufferID(0)), index: .constant(2)), 9),
            .add(local(1), .load(.buffer(BufferID(3)), index: local(0).halved)))),
        .store(
          .buffer(BufferID(1)), index: .constant(3), .shiftRightBy(local(3), .constant(3))),
        .define(LocalID(2), .constant(0)),
      ]
        + Condition.Comparison.allCases.enumerated().map { index, comparison in
          .branch(
            Condition(local(1), comparison, .constant(64)),
            then: [.assign(LocalID(2), .add(local(2), .constant(1 << index)))], otherwise: [])
        } + [
          .store(.buffer(BufferID(4)), index: .constant(0), local(2)),
          .store(
            .buffer(BufferID(1)), index: .constant(4),
            .add(
              .minimum(
                .maximum(.shiftRightBy(local(1), local(0)), .constant(-100)), .constant(99)),
              .load(.buffer(BufferID(4)), index: .constant(0)))),
        ])
  }

  private static var entryBody: [Statement] {
    [
      .call(FunctionID(0), []),
      .call(
        FunctionID(1),
        [
          .address(Address(.table(TableID(0)))), .address(Address(.buffer(BufferID(2)))),
          .value(.constant(-70000)),
        ]),
      .call(FunctionID(2), []),
      .call(FunctionID(3), []),
      .call(FunctionID(4), []),
    ]
  }

  /// Inputs at the ends of the range and in between.
  static var inputs: [[[Int]]] {
    [
      [[-128, -128, -128, -128, -128, -128]], [[127, 127, 127, 127, 127, 127]],
      [[0, 0, 0, 0, 0, 0]], [[1, -1, 64, -64, 127, -128]], [[-7, 100, -100, 3, 2, 1]],
    ]
  }
}

extension Expression {
  /// Half of a field of three bits: an index of at most 3.
  fileprivate var halved: Expression { .shiftRight(self, 1) }
}
