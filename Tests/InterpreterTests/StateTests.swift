import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("States and recurrences A36")
struct StateTests {
  /// state = clamp(state + x) from 5 on, and the sum before the clamp as output.
  private func adder(_ range: IntegerRange = IntegerRange(-10, 10)) throws -> Network {
    var builder = NetworkBuilder(name: "adder")
    let x = try builder.addInput(
      name: "x", shape: Shape([1, 2]), range: IntegerRange(-4, 4), meaning: .itself,
      encoding: .integers)
    let state = try builder.addState(
      name: "state", shape: Shape([1, 2]), range: range, meaning: .itself, initial: [5, 5])
    let sum = try builder.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), name: "sum", inputs: [x, state],
      outputNames: ["sum"], meanings: [.itself])
    let next = try builder.add(
      .requantize(Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: range)])),
      name: "next", inputs: sum, outputNames: ["next"], meanings: [.itself])
    builder.setNext(of: state, to: next[0])
    return try builder.build(outputs: sum)
  }

  @Test("a run begins with the reset state unless it is given another")
  func carries() throws {
    let interpreter = try ReferenceInterpreter(try adder())
    let first = try interpreter.run(inputs: [[4, -4]])
    #expect(first.outputs == [[9, 1]] && first.nextStates == [[9, 1]])
    let second = try interpreter.run(inputs: [[4, -4]], states: first.nextStates)
    #expect(second.outputs == [[13, -3]] && second.nextStates == [[10, -3]])
    #expect(try interpreter.run(inputs: [[4, -4]]) == first)
  }

  @Test("states of a wrong number, size or range are refused")
  func refusals() throws {
    let interpreter = try ReferenceInterpreter(try adder())
    #expect(
      refusal { try interpreter.run(inputs: [[0, 0]], states: []) }
        == "error[E0103]: the network has 1 states and 0 were given; give one array per state")
    let outside = refusal { try interpreter.run(inputs: [[0, 0]], states: [[0, 11]]) } ?? ""
    #expect(
      outside.hasPrefix(
        "error[E0103]: tensor \"state\": the element 11 is outside the range [-10, 10]"))
  }

  @Test("a batch begins each row with the reset state, a stream carries it")
  func batchAndStream() async throws {
    let interpreter = try ReferenceInterpreter(try adder())
    let rows = [[1, 2], [3, -4], [4, 0], [-1, -1]]
    let batch = try await interpreter.runBatch(
      count: 4, inputs: { index throws(DiagnosticList) in [rows[index]] },
      collect: { $1.outputs[0] })
    #expect(batch == [[6, 7], [8, 1], [9, 5], [4, 4]])
    var seen: [Int] = []
    let stream = try interpreter.runStream(
      count: 4, inputs: { index throws(DiagnosticList) in [rows[index]] },
      collect: { [$0] + $1.outputs[0] }, progress: { seen.append($0) })
    #expect(stream == [[0, 6, 7], [1, 9, 3], [2, 13, 3], [3, 9, 2]])
    #expect(seen == [1, 2, 3, 4])
  }

  @Test("A36: a recurrence is its body step by step, from the given state")
  func recurrence() throws {
    let body = try adder()
    let y = try run(
      .recurrence(Recurrence(body: body, steps: 3)),
      Example([3, 2], IntegerRange(-4, 4), [1, 2, 3, -4, 4, 4]),
      Example([1, 2], IntegerRange(-9, 9), [7, -9]))
    #expect(y == [[8, -7, 11, -11, 14, -6], [10, -6]])
  }

  @Test("a recurrence whose body cannot take its operands is refused")
  func misfits() throws {
    let recurrence = OperatorKind.recurrence(Recurrence(body: try adder(), steps: 3))
    func found(_ inputs: [(Shape, IntegerRange)]) -> String {
      refusal { try network(recurrence, inputs: inputs) } ?? ""
    }
    let state = (Shape([1, 2]), IntegerRange(-9, 9))
    #expect(
      found([(Shape([2, 2]), IntegerRange(-4, 4)), state]).contains(
        "the input \"x\" of its body needs the shape [3x2], not [2x2]"))
    #expect(
      found([(Shape([3, 2]), IntegerRange(-5, 4)), state]).contains(
        "the input \"x\" of its body has the range [-4, 4], which does not hold [-5, 4]"))
    #expect(
      found([(Shape([3, 2]), IntegerRange(-4, 4)), (Shape([1, 2]), IntegerRange(0, 11))]).contains(
        "the state \"state\" of its body has the range [-10, 10], which does not hold [0, 11]"))
  }
}
