import Driver
import Foundation
import Interpreter
import NetworkIR
import Testing

@Suite("TensorFlow Lite networks against TensorFlow Lite Micro's integers")
struct TFLiteFixtureTests {
  @Test("the index lists the networks")
  func indexIsThere() { #expect(TFLiteFixture.all.count == 6) }

  @Test("every tensor equals the reference's", arguments: TFLiteFixture.all)
  func tensorsAreEqual(_ fixture: TFLiteFixture) throws {
    try compare(fixture, .asStream)
  }

  @Test(
    "rows from reset state know nothing of each other",
    arguments: TFLiteFixture.all.filter(\.stateful))
  func rowsFromReset(_ fixture: TFLiteFixture) throws {
    try compare(fixture, .fromReset)
  }

  /// Tensors that import folds into others are not there to be compared; the outputs are.
  private func compare(_ fixture: TFLiteFixture, _ rows: TFLiteFixture.Rows) throws {
    let network = try fixture.load().network
    let runs = try executions(fixture, network, rows)
    var outputs = Set(network.outputs)
    for tensor in fixture.tensors {
      guard let index = network.tensors.firstIndex(where: { $0.name == tensor.name }) else {
        continue
      }
      outputs.remove(TensorID(index))
      let found = runs.flatMap { $0[TensorID(index)] }
      #expect(found == (try fixture.expected(tensor, rows)), "tensor \(tensor.name)")
    }
    #expect(outputs.isEmpty, "an output of another name than the file's")
  }

  private func executions(
    _ fixture: TFLiteFixture, _ network: Network, _ rows: TFLiteFixture.Rows
  ) throws -> [Execution] {
    let batch = try readBatch([fixture.inputPath], for: network)
    let interpreter = try ReferenceInterpreter(network)
    var states = interpreter.resetStates
    return try batch.examples.map { example in
      let execution = try interpreter.run(inputs: example, states: states)
      if rows == .asStream { states = execution.nextStates }
      return execution
    }
  }
}
