import FixedPoint
import NetworkIR
import TFLiteImport
import Testing

@Suite("SVDF with an int16 state")
struct SVDFTests {
  /// y [1, 1] of x [1, 1], one filter whose time weights are all the same.
  private func model(memory: Int, timeWeight: Int, outputScale: Float = 1) -> TestModel {
    let words = [Int](repeating: timeWeight, count: memory).flatMap { value in
      [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }
    return TestModel(
      outputs: [5],
      tensors: [
        .int8("x", [1, 1], scale: 0.5), .int8("features", [1, 1], scale: 0.5, data: [100]),
        TestTensor(
          name: "times", shape: [1, memory], type: 7, scales: [1.0 / 32768], zeroPoints: [0],
          data: words),
        .int32("bias", [9], scale: 1.0 / 32768),
        TestTensor(
          name: "state", shape: [1, memory], type: 7, scales: [1.0 / 256], zeroPoints: [0],
          isVariable: true),
        .int8("y", [1, 1], scale: outputScale),
      ],
      operators: [
        TestOperator(
          code: 27, inputs: [0, 1, 2, 3, 4], outputs: [5], optionsType: 6,
          options: [0: .int32(1), 1: .int8(1)])
      ])
  }

  private func sums(_ network: Network) -> Tensor? {
    network.tensors.first { $0.name.hasSuffix("_sums") && !$0.name.contains("feature") }
  }

  @Test("sums over time whose proved range leaves 32 bits are kept as they are")
  func wide() throws {
    let network = try model(memory: 4, timeWeight: 32767).imported().network
    #expect(sums(network)?.type == .int64)
    #expect(sums(network)?.range.lower == -4 * 32768 * 32767 + 9)
    #expect(network.tensors.last?.name == "y")
    #expect(network.tensors.last?.range == IntegerType.int8.range)
  }

  @Test("narrow sums stay in 32 bits")
  func narrow() throws {
    let network = try model(memory: 2, timeWeight: -30_000).imported().network
    #expect(sums(network)?.type == .int32)
  }

  @Test("a result that may leave 32 bits before it is clamped is refused")
  func scaledBeyondWords() {
    let text = model(memory: 4, timeWeight: 32767, outputScale: 1.0 / 65536 / 1024).refusal()
    #expect(text.hasPrefix("error[E0501]"), "\(text)")
  }
}
