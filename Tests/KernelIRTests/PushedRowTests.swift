import Diagnostics
import FixedPoint
import Testing

@testable import KernelIR

private let zero = Expression.constant(0)
private let (row, result, sum, next) = (
  MemoryBase.buffer(BufferID(0)), MemoryBase.buffer(BufferID(1)), MemoryBase.buffer(BufferID(2)),
  MemoryBase.buffer(BufferID(3))
)

private func function(_ name: String, _ locals: [Local], _ body: [Statement]) -> KernelFunction {
  KernelFunction(
    name: name, note: FunctionNote(nodes: [], formula: "", strategy: ""), parameters: [],
    locals: locals, pointers: [], body: body)
}

/// y is the sum of three rows of one element.
///
/// - Parameters:
///   - last: The row that the count starts again after.
///   - counts: What the counter may be.
///   - otherwise: What is done after other rows than the last.
///   - sought: The number of the next row after the last one.
private func summing(
  last: Int = 2, counts: IntegerRange = IntegerRange(0, 2), initial: Int = 0,
  otherwise: [Statement] = [], number sought: Int = 0
) -> KernelProgram {
  let number = LocalID(0)
  let take = function(
    "take", [Local(name: "row", range: counts, isMutable: false)],
    [
      .define(number, .load(next, index: zero)),
      .store(sum, index: zero, .load(sum, index: zero) + .load(row, index: zero)),
      .branch(
        Condition(.local(number), .less, .constant(last)),
        then: [.store(next, index: zero, .local(number) + 1)],
        otherwise: [.store(next, index: zero, zero)]),
    ])
  let finish = function(
    "finish", [],
    [.store(result, index: zero, .load(sum, index: zero)), .store(sum, index: zero, zero)])
  let entry = function(
    "push_row", [Local(name: "next", range: counts, isMutable: false)],
    [
      .call(FunctionID(0), []), .define(number, .load(next, index: zero)),
      .branch(
        Condition(.local(number), .equal, .constant(sought)), then: [.call(FunctionID(1), [])],
        otherwise: otherwise),
    ])
  func buffer(_ name: String, _ range: IntegerRange, _ placement: Buffer.Placement) -> Buffer {
    Buffer(name: name, element: .uint8, count: 1, placement: placement, range: range)
  }
  return KernelProgram(
    name: "summing",
    buffers: [
      buffer("x", IntegerRange(0, 9), .input(0)), buffer("y", IntegerRange(0, 27), .output(0)),
      buffer("sum", IntegerRange(0, 27), .state(0)), buffer("next", counts, .state(1)),
    ], tables: [], functions: [take, finish, entry], entry: FunctionID(2), scratchBytes: 0,
    initialStates: [.uniform(0), .uniform(initial)],
    rows: PushedRows(count: 3, counter: BufferID(3)))
}

@Suite("Inputs that arrive row by row") struct PushedRowTests {
  @Test("A run takes all rows, and the next run starts again")
  func allRows() throws {
    let program = summing()
    #expect(!verify(program).hasErrors, "\(verify(program))")
    let evaluator = KernelEvaluator(program)
    let first = try evaluator.run(inputs: [[3, 4, 5]], states: program.resetStates)
    #expect(first.outputs == [[12]])
    #expect(first.states == program.resetStates)
    #expect(try evaluator.run(inputs: [[9, 9, 0]], states: first.states).outputs == [[18]])
  }

  @Test("What follows the last row follows no other")
  func otherEnds() {
    for program in [summing(otherwise: [.call(FunctionID(1), [])]), summing(number: 1)] {
      #expect(
        verify(program).diagnostics.map(\.cause).contains { $0.contains("does more than call") })
    }
  }

  @Test("An input of other than all rows is refused")
  func wrongCount() {
    let list = #expect(throws: DiagnosticList.self) {
      try KernelEvaluator(summing()).run(inputs: [[1, 2]])
    }
    #expect(
      list?.diagnostics.map(\.cause) == ["2 elements are given for 3"])
  }

  @Test("A count that starts again before the last row is found")
  func miscounted() {
    let list = #expect(throws: DiagnosticList.self) {
      try KernelEvaluator(summing(last: 1)).run(inputs: [[1, 2, 3]])
    }
    #expect(list?.diagnostics.map(\.cause) == ["it expects row 0 after row 1"])
  }

  @Test(
    "Rows that nothing counts are refused",
    arguments: [summing(counts: IntegerRange(0, 3)), summing(initial: 1)])
  func uncounted(_ program: KernelProgram) {
    #expect(faults(program).contains { $0.contains("nothing counts its 3 rows") })
  }

  @Test("A branch in the entry is refused where the input is taken whole")
  func branch() {
    var program = summing()
    program.rows = nil
    #expect(faults(program).contains { $0.contains("the entry does more than call") })
  }
}
