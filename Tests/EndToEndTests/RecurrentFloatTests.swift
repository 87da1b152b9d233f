import Calibration
import Discretization
import Foundation
import NetworkIR
import ONNXImport
import TestSupport
import Testing

/// A network of Tests/Fixtures/recurrent.
private func floatFixture(_ name: String) throws -> FloatNetwork {
  let path = Fixture.folder.appending(path: "recurrent/\(name).onnx")
  let source = try importONNX([UInt8](try Data(contentsOf: path)), name: name) { _ in
    throw CocoaError(.fileNoSuchFile)
  }
  return try floatNetwork(source.network)
}

/// Slowly changing sequences, as sensors give them.
private func sequences(_ count: Int, of network: FloatNetwork, seed: UInt64) -> [Float] {
  var random = SplitMix(seed: seed)
  let shape = network.nodes[0].shape
  let width = shape[shape.rank - 1]
  return (0..<count).flatMap { _ in
    var values = [Float](repeating: 0, count: width)
    return (0..<shape.elementCount / width).flatMap { _ in
      values = values.map { 0.7 * $0 + Float.random(in: -1...1, using: &random) }
      return values
    }
  }
}

@Suite("Recurrent float networks")
struct RecurrentFloatTests {
  private static let names = ["rnn", "gru", "gru_reset_first", "lstm"].flatMap {
    ["\($0)_state", "\($0)_rows"]
  }

  @Test(
    "Discretised recurrences follow the float ones, and the lowered ones have their bits",
    arguments: names)
  func discretized(name: String) throws {
    let network = try floatFixture(name)
    let options = CalibrationOptions(weights: .uniform(bits: 8))
    let calibrated = try calibrate(
      network, input: sequences(48, of: network, seed: 2), options: options)
    #expect(calibrated.distance.error < 0.003)
    let integers = try discretize(calibrated.source, inputFormats: []).network
    for target in ["rv32ec", "avr"] {
      try expectSameBits(integers, on: target, runs: 4, seed: 9, name)
    }
  }

  @Test(
    "Every alphabet discretises a recurrence",
    arguments: ["ternary", "pot", "apot", "int4", "codebook"])
  func alphabets(weights: String) throws {
    let network = try floatFixture("lstm_state")
    let options = CalibrationOptions(weights: try #require(WeightAlphabet(name: weights)))
    let calibrated = try calibrate(
      network, input: sequences(48, of: network, seed: 4), options: options)
    #expect(calibrated.distance.error < (weights == "ternary" ? 0.5 : 0.1))
    _ = try discretize(calibrated.source, inputFormats: [])
  }

  @Test("A sequence of hidden states that nobody reads is not kept")
  func unreadRows() throws {
    let network = try floatFixture("gru_state")
    let source = try calibrate(
      network, input: sequences(24, of: network, seed: 4),
      options: CalibrationOptions(weights: .uniform(bits: 8))
    ).source
    let integers = try discretize(source, inputFormats: []).network
    let recurrences = integers.operators.compactMap { node -> Recurrence? in
      if case .recurrence(let recurrence) = node.kind { recurrence } else { nil }
    }
    #expect(recurrences.map(\.steps) == [7])
    #expect(recurrences.first?.body.outputs == [])
  }
}
