import Diagnostics
import NetworkIR
import Testing

@testable import Calibration

struct TuningTests {
  private func distance(
    _ weights: WeightAlphabet, _ extent: OutputTuningExtent, seed: UInt64
  ) throws -> (fitted: Double, fresh: Double) {
    let network = perceptron(seed: seed)
    var options = CalibrationOptions(weights: weights)
    options.tuning = extent
    let result = try calibrate(network, input: numbers(12 * 256, seed: seed + 40), options: options)
    let facts = try calibrationFacts(
      network, input: numbers(12 * 256, seed: seed + 40), options: options)
    let fresh = numbers(12 * 400, seed: seed + 90)
    let quantized = QuantizedNetwork(network: network, facts: facts, layers: result.layers)
    let distance = OutputDistance(quantized.output(fresh), float: network.run(fresh), size: 4)
    return (result.distance.error, distance.error)
  }

  @Test(arguments: [WeightAlphabet.ternary, .powerOfTwo(exponentBits: 3), .uniform(bits: 3)])
  func `Moving all layers together helps inputs that were not seen as well`(
    weights: WeightAlphabet
  ) throws {
    var sums = [OutputTuningExtent.none: 0.0, .biases: 0, .weights: 0]
    for seed in 0..<4 as Range<UInt64> {
      let none = try distance(weights, .none, seed: seed)
      for extent in OutputTuningExtent.allCases {
        let found = try distance(weights, extent, seed: seed)
        #expect(found.fitted <= none.fitted)
        sums[extent, default: 0] += found.fresh
      }
    }
    let (none, biases, weights) = (
      try #require(sums[.none]), try #require(sums[.biases]), try #require(sums[.weights])
    )
    #expect(biases <= none)
    #expect(weights < 0.95 * none)
  }

  @Test func `A layer has as many levels behind it as it was given`() throws {
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    options.layerActivations = ["node1": 3]
    let result = try calibrate(
      perceptron(seed: 1), input: numbers(12 * 40, seed: 2), options: options)
    #expect(result.grid(behind: 1)?.bits == 3)
    #expect(result.grid(behind: 3)?.bits == 12)
  }
}
