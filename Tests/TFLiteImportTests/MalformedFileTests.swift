import Diagnostics
import TFLiteImport
import TestSupport
import Testing

@Suite("Malformed TensorFlow Lite files")
struct MalformedFileTests {
  private func survives(_ bytes: [UInt8]) {
    do throws(DiagnosticList) {
      _ = try importTFLite(bytes, name: "broken.tflite", contract: .tflm)
    } catch {
      #expect(!error.diagnostics.isEmpty)
    }
  }

  @Test("a file cut at any byte is refused")
  func truncations() {
    let bytes = TestModel.fullyConnected.bytes
    for count in 0..<bytes.count {
      #expect(throws: DiagnosticList.self) {
        try importTFLite(Array(bytes.prefix(count)), name: "cut.tflite", contract: .tflm)
      }
    }
  }

  @Test("changed bytes never crash the reader", arguments: [TestModel.fullyConnected, .window])
  func mutations(model: TestModel) {
    var random = SplitMix(seed: 1)
    let bytes = model.bytes
    for _ in 0..<1500 {
      var changed = bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<changed.count, using: &random)
        changed[place] =
          [0, 1, 0x7F, 0x80, 0xFF, changed[place] &+ 1, UInt8.random(in: 0...255)]
          .randomElement(using: &random) ?? 0
      }
      survives(changed)
    }
  }

  @Test("thousands of faults, and of tensors with one name, take no long time")
  func manyFaults() {
    let layer = TestModel.fullyConnected
    var model = layer
    for index in 0..<4_000 {
      model.tensors.append(.int8("y", [1, 2], scale: 1))
      model.operators.append(
        TestOperator(code: index % 2 == 0 ? 55 : 32, inputs: [index + 3, 3], outputs: [index + 4]))
    }
    model.outputs = [model.tensors.count - 1]
    survives(model.bytes)
  }
}
