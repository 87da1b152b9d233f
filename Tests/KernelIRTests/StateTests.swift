import Diagnostics
import FixedPoint
import Testing

@testable import KernelIR

/// y = count; count = count + x.
private func counting(
  initial: [InitialState] = [.uniform(5)], range: IntegerRange = IntegerRange(0, 100)
) -> KernelProgram {
  let note = FunctionNote(nodes: [], formula: "", strategy: "")
  let (x, y, count) = (
    MemoryBase.buffer(BufferID(0)), MemoryBase.buffer(BufferID(1)), MemoryBase.buffer(BufferID(2))
  )
  let body: [Statement] = [
    .store(y, index: 0, count[0]), .store(count, index: 0, count[0] + x[0]),
  ]
  return KernelProgram(
    name: "counter",
    buffers: [
      Buffer(name: "x", element: .uint8, count: 1, placement: .input(0), range: IntegerRange(0, 9)),
      Buffer(name: "y", element: .uint8, count: 1, placement: .output(0), range: range),
      Buffer(name: "count", element: .uint8, count: 1, placement: .state(0), range: range),
    ],
    tables: [ConstantTable(name: "start", element: .uint8, values: [7], note: "")],
    functions: [
      KernelFunction(
        name: "work", note: note, parameters: [], locals: [], pointers: [], body: body),
      run([.call(FunctionID(0), [])]),
    ], entry: FunctionID(1), scratchBytes: 0, initialStates: initial)
}

@Suite("States") struct StateTests {
  @Test("A run starts from what the run before left")
  func carried() throws {
    let program = counting()
    #expect(!verify(program).hasErrors, "\(verify(program))")
    let evaluator = KernelEvaluator(program)
    var states = program.resetStates
    var seen: [Int] = []
    for x in [3, 4, 0, 2] {
      let run = try evaluator.run(inputs: [[x]], states: states)
      seen += run.outputs[0]
      states = run.states
    }
    #expect(seen == [5, 8, 12, 12])
    #expect(states == [[14]])
    #expect(try evaluator.run(inputs: [[1]]) == [[5]])
  }

  @Test("A state starts as a table says")
  func table() throws {
    let program = counting(initial: [.table(TableID(0))])
    #expect(!verify(program).hasErrors)
    #expect(program.resetStates == [[7]])
    #expect(program.text.contains("state 0 starts as #start.0\n"))
    #expect(program.text.contains("state 0\n"))
  }

  @Test("States and what they start as belong together")
  func faults() {
    #expect(verify(counting(initial: [])).description.contains("1 states and 0 initial states"))
    #expect(verify(counting(initial: [.uniform(101)])).description.contains("it starts with 101"))
    #expect(
      verify(counting(initial: [.table(TableID(1))])).description.contains(
        "its 1 elements of uint8 start as 0 of uint8"))
  }

  @Test("A run beyond a state's range is found, and states that do not fit are refused")
  func runFaults() {
    let evaluator = KernelEvaluator(counting())
    #expect(throws: DiagnosticList.self) { try evaluator.run(inputs: [[1]], states: [[100]]) }
    #expect(throws: DiagnosticList.self) { try evaluator.run(inputs: [[1]], states: [[101]]) }
    #expect(throws: DiagnosticList.self) { try evaluator.run(inputs: [[1]], states: []) }
    #expect(throws: DiagnosticList.self) { try evaluator.run(inputs: [[1]], states: [[1, 2]]) }
  }

  @Test("The entry may loop over calls with pointers that walk")
  func entryLoops() throws {
    let note = FunctionNote(nodes: [], formula: "", strategy: "")
    let bytes = IntegerRange(0, 9)
    let copy = KernelFunction(
      name: "copy", note: note, parameters: [.pointer(p), .pointer(q)], locals: [],
      pointers: [
        Pointer(name: "from", element: .uint8, memory: .readOnlyRAM, range: bytes),
        Pointer(name: "into", element: .uint8, memory: .writableRAM, range: bytes),
      ], body: [.store(.pointer(q), index: 0, .element(p))])
    var entry = run([
      .point(p, Address(.buffer(BufferID(0)))), .point(q, Address(.buffer(BufferID(1)))),
      .repeatTimes(
        3,
        [
          .call(FunctionID(0), [.address(Address(.pointer(p))), .address(Address(.pointer(q)))]),
          .advance(p, 1), .advance(q, 1),
        ]),
    ])
    entry.pointers = copy.pointers
    let buffers = [Buffer.Placement.input(0), .output(0)].map {
      Buffer(name: "b", element: .uint8, count: 3, placement: $0, range: bytes)
    }
    let program = KernelProgram(
      name: "copies", buffers: buffers, tables: [], functions: [copy, entry], entry: FunctionID(1),
      scratchBytes: 0)
    #expect(!verify(program).hasErrors, "\(verify(program))")
    #expect(try KernelEvaluator(program).run(inputs: [[4, 5, 6]]) == [[4, 5, 6]])
  }
}
