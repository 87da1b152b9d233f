import Diagnostics
import FixedPoint
import TestSupport
import Testing

@testable import KernelIR

/// `first` fills the scratch buffer `a`, `second` reads it and writes `b`, `third` reads `b`.
private struct TwoBuffers {
  var program: KernelProgram

  private static let range = IntegerRange(-100, 100)
  private static let note = FunctionNote(nodes: ["n"], formula: "f", strategy: "loop")
  static let from = PointerID(0)
  static let into = PointerID(1)
  static let a = BufferID(1)
  static let b = BufferID(2)

  init(
    _ element: IntegerType = .int8, to other: IntegerType = .int8, a: Int, b: Int, at offset: Int,
    _ second: [Statement]
  ) {
    func pointer(
      _ name: String, _ type: IntegerType, _ memory: Pointer.Memory = .writableRAM
    ) -> Pointer {
      Pointer(name: name, element: type, memory: memory, range: Self.range)
    }
    func copy(
      _ count: Int, _ from: (BufferID, IntegerType), _ into: (BufferID, IntegerType)
    ) -> KernelFunction {
      KernelFunction(
        name: "copy", note: Self.note, parameters: [], locals: [],
        pointers: [
          pointer("from", from.1, .readOnlyRAM), pointer("into", into.1),
        ],
        body: [
          .point(Self.from, Address(.buffer(from.0))), .point(Self.into, Address(.buffer(into.0))),
          .repeatTimes(
            count,
            [
              .store(.pointer(Self.into), index: 0, .element(Self.from)), .advance(Self.from, 1),
              .advance(Self.into, 1),
            ]),
        ])
    }
    let work = KernelFunction(
      name: "work", note: Self.note, parameters: [],
      locals: [Local(name: "line", range: IntegerRange(0, 1000), isMutable: true)],
      pointers: [pointer("from", element, .readOnlyRAM), pointer("into", other)], body: second)
    program = KernelProgram(
      name: "two",
      buffers: [
        Buffer(name: "x", element: element, count: a, placement: .input(0), range: Self.range),
        Buffer(
          name: "a", element: element, count: a, placement: .arena(offset: max(0, offset)),
          range: Self.range),
        Buffer(
          name: "b", element: other, count: b, placement: .arena(offset: max(0, -offset)),
          range: Self.range),
        Buffer(name: "y", element: other, count: b, placement: .output(0), range: Self.range),
      ],
      tables: [],
      functions: [
        copy(a, (BufferID(0), element), (Self.a, element)), work,
        copy(b, (Self.b, other), (BufferID(3), other)),
        run((0..<3).map { .call(FunctionID($0), []) }),
      ],
      entry: FunctionID(3), scratchBytes: abs(offset) + 4 * (a + b))
  }

  var clearance: Int {
    ClearanceFinder(program).clearance(of: Self.b, over: Self.a, in: [.call(FunctionID(1), [])])
  }

  /// Whether the verifier accepts the program.
  var isAccepted: Bool { !verify(program).hasErrors }

  /// Whether every element is read before it is overwritten; unlike the verifier, by a run.
  var runs: Bool {
    let count = program[BufferID(0)].count
    return (try? KernelEvaluator(program).run(inputs: [(0..<count).map { $0 % 100 }])) != nil
  }
}

private let start: [Statement] = [
  .point(TwoBuffers.from, Address(.buffer(TwoBuffers.a))),
  .point(TwoBuffers.into, Address(.buffer(TwoBuffers.b))),
]

private func step(_ from: Int, _ into: Int) -> [Statement] {
  [
    .store(.pointer(TwoBuffers.into), index: 0, .element(TwoBuffers.from)),
    .advance(TwoBuffers.from, .constant(from)), .advance(TwoBuffers.into, .constant(into)),
  ]
}

@Suite("Buffers that share bytes")
struct OverlapTests {
  @Test("An element-by-element copy may take its source's place, and no place above it")
  func inPlace() {
    let work = start + [.repeatTimes(20, step(1, 1))]
    let program = TwoBuffers(a: 20, b: 20, at: 0, work)
    #expect(program.clearance == 0)
    #expect(program.isAccepted && program.runs)
    let above = TwoBuffers(a: 20, b: 20, at: -1, work)
    #expect(!above.isAccepted && !above.runs)
  }

  @Test("A result that runs ahead of its source starts before it")
  func ahead() {
    // Behind write 6, which ends at byte 28, byte 7 is read.
    let work = start + [.repeatTimes(8, step(1, 1))]
    for offset in 18...23 {
      let program = TwoBuffers(to: .int32, a: 8, b: 8, at: offset, work)
      #expect(program.clearance == 21)
      #expect(program.isAccepted == (offset >= 21))
    }
  }

  @Test("Words over words of another size stay apart")
  func aliasing() {
    let work = start + [.repeatTimes(8, step(1, 1))]
    let program = TwoBuffers(.int32, to: .int16, a: 8, b: 8, at: 0, work)
    #expect(program.clearance == 16)
    #expect(!program.isAccepted)
  }

  @Test("What one call fills and another reads stays apart")
  func live() {
    let work = start + [.repeatTimes(20, step(1, 1))]
    var program = TwoBuffers(a: 20, b: 20, at: 0, work)
    program.program.functions[3].body.append(.call(FunctionID(0), []))
    #expect(!program.isAccepted)
    // Called again, the second call reads what the third left.
    program = TwoBuffers(a: 20, b: 20, at: 0, work)
    program.program.functions[3].body.append(.call(FunctionID(1), []))
    #expect(!program.isAccepted)
  }

  @Test("In a loop of the entry, what lives from turn to turn keeps its place")
  func turns() {
    let work = start + [.repeatTimes(20, step(1, 1))]
    var program = TwoBuffers(a: 20, b: 20, at: 0, work)
    let calls = program.program.functions[3].body
    program.program.functions[3].body = [.repeatTimes(3, calls)]
    #expect(program.isAccepted && program.runs)
    program.program.functions[3].body = [calls[0], .repeatTimes(3, Array(calls[1...]))]
    #expect(!program.isAccepted && !program.runs)
  }

  @Test("Rows that a counter lets in are followed turn by turn")
  func counted() {
    // Nothing is read for the first five of 20 rows.
    let line = LocalID(0)
    let body: [Statement] = [
      .branch(
        Condition(.local(line), .less, 5),
        then: [.store(.pointer(TwoBuffers.into), index: 0, 1), .advance(TwoBuffers.into, 1)],
        otherwise: step(1, 1)),
      .assign(line, .local(line) + 1),
    ]
    let work = start + [.define(line, 0), .repeatTimes(20, body)]
    #expect(TwoBuffers(a: 15, b: 20, at: 0, work).clearance == 5)
    #expect(TwoBuffers(a: 15, b: 20, at: 5, work).runs)
    #expect(!TwoBuffers(a: 15, b: 20, at: 4, work).isAccepted)
    #expect(!TwoBuffers(a: 15, b: 20, at: 4, work).runs)
  }

  @Test("Where data decide which element is read, any may be")
  func dataDecides() {
    let index = Expression.and(.element(TwoBuffers.from), 7)
    let body: [Statement] = [
      .store(
        .pointer(TwoBuffers.into), index: 0,
        .load(.buffer(TwoBuffers.a), index: .maximum(index, 0))),
      .advance(TwoBuffers.into, 1),
    ]
    #expect(TwoBuffers(a: 20, b: 8, at: 0, start + [.repeatTimes(8, body)]).clearance == 7)
  }

  @Test("Loops of random depth: the distance is enough, and one byte less is refused")
  func random() {
    var exact = 0
    for seed in UInt64(1)...150 {
      var random = SplitMix(seed: seed)
      let depth = Int.random(in: 1...3, using: &random)
      var work = step(0, 1)
      var read = 1
      var (written, moved) = (1, 0)
      for _ in 0..<depth {
        let count = Int.random(in: 1...8, using: &random)
        let stride = Int.random(in: 0...6, using: &random)
        // Back to where the inner loop began, then on.
        let body = work + [.advance(TwoBuffers.from, .constant(stride - moved))]
        work = [.repeatTimes(count, body)]
        read += stride * (count - 1)
        moved = stride * count
        written *= count
      }
      let program = TwoBuffers(a: read, b: written, at: 0, start + work)
      let clearance = program.clearance
      let placed = TwoBuffers(a: read, b: written, at: clearance, start + work)
      #expect(placed.isAccepted && placed.runs, "seed \(seed)")
      let nearer = TwoBuffers(a: read, b: written, at: clearance - 1, start + work)
      if clearance > 1 - read {
        #expect(!nearer.isAccepted, "seed \(seed)")
        if !nearer.runs { exact += 1 }
      }
    }
    // The distance is the least one in most loops: a hole in what is read may allow less.
    #expect(exact > 75)
  }
}
