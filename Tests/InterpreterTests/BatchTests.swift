import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR
import Testing

@Suite("Runs and batches")
struct BatchTests {
  private func doubling() throws -> ReferenceInterpreter {
    let kind = OperatorKind.dense(linear([[2]], bias: [1]))
    return try ReferenceInterpreter(
      try network(kind, inputs: [(Shape([1]), IntegerRange(0, 5000))]))
  }

  @Test("a batch gives what single runs give, in order, and reports all progress")
  func batchEqualsRuns() async throws {
    let interpreter = try doubling()
    var seen: [Int] = []
    let results = try await interpreter.runBatch(
      count: 3000, inputs: { index throws(DiagnosticList) in [[index]] },
      collect: { index, execution in [index, execution.outputs[0][0]] },
      progress: { seen.append($0) })
    #expect(results == (0..<3000).map { [$0, 2 * $0 + 1] })
    #expect(seen.last == 3000 && seen == seen.sorted())
  }

  @Test("an empty batch gives nothing")
  func emptyBatch() async throws {
    let results = try await doubling().runBatch(
      count: 0, inputs: { _ throws(DiagnosticList) in [[0]] }, collect: { index, _ in index })
    #expect(results.isEmpty)
  }

  @Test("a batch throws the faults of its first faulty example")
  func faultyBatch() async throws {
    let interpreter = try doubling()
    await #expect(throws: (any Error).self) {
      try await interpreter.runBatch(
        count: 100, inputs: { index throws(DiagnosticList) in [[index < 40 ? index : -index]] },
        collect: { index, _ in index })
    }
    do {
      _ = try await interpreter.runBatch(
        count: 100, inputs: { index throws(DiagnosticList) in [[index < 40 ? index : -index]] },
        collect: { index, _ in index })
    } catch {
      #expect(
        "\(error)"
          == "error[E0103]: tensor \"x0\": the element -40 is outside the range [0, 5000]; "
          + "give integers of the input's range, or float32 where the file takes float32")
    }
  }

  @Test("inputs of a wrong number or size are refused")
  func wrongInputs() throws {
    let interpreter = try doubling()
    #expect(
      refusal { try interpreter.run(inputs: []) }
        == "error[E0103]: the network has 1 inputs and 0 were given; give one array per input")
    #expect(
      refusal { try interpreter.run(inputs: [[1, 2]]) }
        == "error[E0103]: tensor \"x0\": its shape [1] needs 1 elements and 2 were given; "
        + "give an array of the input's shape")
  }

  @Test("every intermediate tensor is recorded")
  func recordsAll() throws {
    var builder = NetworkBuilder(name: "two steps")
    let x = try builder.addInput(
      name: "x", shape: Shape([2]), range: IntegerRange(0, 3), meaning: .itself,
      encoding: .integers)
    let middle = try builder.add(
      .dense(linear([[1, 1]], bias: [0])), name: "sum", inputs: [x], outputNames: ["sum"],
      meanings: [.itself])
    let last = try builder.add(
      .requantize(
        Requantize(functions: [.shift(bits: 1, rounding: .halfUp, clamp: IntegerRange(0, 2))])),
      name: "half", inputs: middle, outputNames: ["half"], meanings: [.itself])
    let execution = try ReferenceInterpreter(builder.build(outputs: last)).run(inputs: [[3, 2]])
    #expect(execution[x] == [3, 2])
    #expect(execution[middle[0]] == [5])
    #expect(execution.outputs == [[2]])
  }

  @Test("a network that breaks the contract is refused")
  func refusesBrokenNetworks() {
    #expect(
      refusal { try ReferenceInterpreter(Network(name: "empty")) }
        == "error[E0502]: the network has no input; declare at least one input\n"
        + "error[E0502]: the network has no output; declare at least one output")
  }
}
