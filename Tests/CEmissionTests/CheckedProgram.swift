import CEmission
import FixedPoint
import KernelIR
import NetworkIR

/// A program with every kind of step that the checked build holds to its range, written by hand:
/// the positions of positive inputs are collected in a queue, then each of those is scaled, looked
/// up and stored.
enum CheckedProgram {
  private static let x = MemoryBase.buffer(BufferID(0))
  private static let y = MemoryBase.buffer(BufferID(1))
  private static let queue = MemoryBase.buffer(BufferID(2))
  private static let length = MemoryBase.buffer(BufferID(3))
  private static let total = MemoryBase.buffer(BufferID(4))
  private static let zero = Expression.constant(0)
  private static let limits = IntegerRange(-400, 400)
  private static let sums = IntegerRange(-1000, 1000)

  static var program: KernelProgram {
    KernelProgram(
      name: "sample",
      buffers: [
        Programs.buffer("x", .int8, count: 4, .input(0), range: IntegerRange(-100, 100)),
        Programs.buffer("y", .int16, count: 4, .output(0), range: limits),
        Programs.buffer(
          "queue", .uint8, count: 4, .arena(offset: 0), range: IntegerRange(0, 3)),
        Programs.buffer(
          "length", .uint8, count: 1, .arena(offset: 4), range: IntegerRange(0, 4)),
        Programs.buffer("total", .int16, count: 1, .state(0), range: sums),
      ],
      tables: [
        ConstantTable(name: "curve", element: .int8, values: Array(0...7), note: "")
      ],
      functions: [
        collect, spread,
        KernelFunction(
          name: "run", note: FunctionNote(nodes: [], formula: "", strategy: ""), parameters: [],
          locals: [], pointers: [],
          body: [
            .call(FunctionID(0), []), .call(FunctionID(1), [.value(.load(length, index: zero))]),
          ]),
      ],
      entry: FunctionID(2), scratchBytes: 8, initialStates: [.uniform(-1)])
  }

  /// The positions of positive inputs, and how many there are.
  private static var collect: KernelFunction {
    let (count, number) = (LocalID(0), LocalID(1))
    let (input, place) = (PointerID(0), PointerID(1))
    return KernelFunction(
      name: "collect", note: FunctionNote(nodes: ["Collect"], formula: "", strategy: ""),
      parameters: [],
      locals: [
        Local(name: "count", range: IntegerRange(0, 4), isMutable: true),
        Local(
          name: "number", range: IntegerRange(0, 4), isMutable: true, promise: "it counts to 4"),
      ],
      pointers: [
        Pointer(
          name: "input", element: .int8, memory: .readOnlyRAM, range: IntegerRange(-100, 100)),
        Pointer(name: "place", element: .uint8, memory: .writableRAM, range: IntegerRange(0, 3)),
      ],
      body: [
        .point(input, Address(x)), .point(place, Address(queue)), .define(count, zero),
        .define(number, zero),
        .repeatTimes(
          4,
          [
            .branch(
              Condition(.load(.pointer(input), index: zero), .greater, zero),
              then: [
                .store(.pointer(place), index: zero, .local(number)),
                .advance(place, .constant(1)), .assign(count, .add(.local(count), .constant(1))),
              ], otherwise: []),
            .assign(number, .add(.local(number), .constant(1))),
            .advance(input, .constant(1)),
          ]), .store(length, index: zero, .local(count)),
      ])
  }

  private static var spread: KernelFunction {
    let (count, place, value, scaled, packed) = (
      LocalID(0), LocalID(1), LocalID(2), LocalID(3), LocalID(4)
    )
    let entry = PointerID(0)
    let look = Expression.load(.table(TableID(0)), index: .and(.local(value), .constant(7)))
    return KernelFunction(
      name: "spread", note: FunctionNote(nodes: ["Spread"], formula: "", strategy: ""),
      parameters: [.value(count)],
      locals: [
        Local(name: "count", range: IntegerRange(0, 4), isMutable: false),
        Local(name: "place", range: IntegerRange(0, 3), isMutable: false),
        Local(name: "value", range: IntegerRange(0, 100), isMutable: false),
        Local(name: "scaled", range: IntegerRange(0, 400), isMutable: false),
        Local(name: "packed", range: IntegerRange(0, 25_603), isMutable: false),
      ],
      pointers: [
        Pointer(name: "entry", element: .uint8, memory: .readOnlyRAM, range: IntegerRange(0, 3))
      ],
      body: [
        .point(entry, Address(queue)),
        .repeatLocal(
          count,
          [
            .define(place, .load(.pointer(entry), index: zero)),
            .define(value, .load(x, index: .and(.local(place), .constant(3)))),
            .define(scaled, .shiftLeft(.local(value), 2)),
            .define(packed, .add(.shiftLeft(.local(value), 8), .local(place))),
            .store(
              y, index: .local(place),
              clamped(.add(.shiftRight(.local(packed), 6), look), to: limits)),
            .store(
              total, index: zero,
              clamped(.add(.load(total, index: zero), .local(scaled)), to: sums)),
            .advance(entry, .constant(1)),
          ]),
      ])
  }

  private static func clamped(_ value: Expression, to range: IntegerRange) -> Expression {
    .minimum(.maximum(value, .constant(range.lower)), .constant(range.upper))
  }

  static var network: Network {
    let tensors = [
      Programs.tensor("x", count: 4, .int8, range: IntegerRange(-100, 100)),
      Programs.tensor("total", count: 1, .int16, range: sums),
      Programs.tensor("y", count: 4, .int16, range: limits),
    ]
    return Network(
      name: "sample", tensors: tensors,
      inputs: [NetworkInput(tensor: TensorID(0), encoding: .integers)], outputs: [TensorID(2)],
      states: [NetworkState(tensor: TensorID(1), next: TensorID(1), initial: [-1])])
  }
}
