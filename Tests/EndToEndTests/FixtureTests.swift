import Diagnostics
import Driver
import Foundation
import Interpreter
import NetworkIR
import Testing

@Suite("Fixtures against the qonnx executor's integers")
struct FixtureTests {
  @Test("the index lists the fixtures and the files to refuse")
  func indexIsThere() {
    #expect(FixtureIndex.all.fixtures.count >= 100)
    #expect(FixtureIndex.all.refused.count >= 30)
  }

  @Test(
    "every quantised tensor and the last accumulators equal the executor's",
    arguments: FixtureIndex.all.fixtures)
  func tensorsAreEqual(_ fixture: Fixture) throws {
    let model: LoadedModel
    do { model = try fixture.load() } catch let list as DiagnosticList {
      #expect(fixture.optional, "refused: \(list)")
      return
    }
    let batch = try fixture.batch(for: model.network)
    let interpreter = try ReferenceInterpreter(model.network)
    let runs = try batch.examples.map { try interpreter.run(inputs: $0) }
    for tensor in fixture.tensors {
      let index = try #require(
        model.network.tensors.firstIndex { $0.name == tensor.name }, "no tensor \(tensor.name)")
      let found = runs.flatMap { $0[TensorID(index)] }
      #expect(found == (try fixture.expected(tensor)), "tensor \(tensor.name)")
    }
  }

  @Test(
    "a broken or unsupported file is refused with its codes", arguments: FixtureIndex.all.refused)
  func isRefused(_ fixture: RefusedFixture) {
    let list = #expect(throws: DiagnosticList.self) {
      _ = try loadModel(atPath: fixture.modelPath, inputFormats: [])
    }
    let codes = Set(list?.diagnostics.filter { $0.severity == .error }.map(\.code.rawValue) ?? [])
    #expect(codes == Set(fixture.codes), "\(list?.description ?? "nothing")")
  }
}
