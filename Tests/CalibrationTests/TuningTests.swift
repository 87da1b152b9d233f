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

  private func refusal(
    _ network: FloatNetwork, _ orders: [String: Int]
  ) -> [String] {
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    options.layerActivations = orders
    do throws(DiagnosticList) {
      _ = try calibrate(network, input: numbers(12 * 40, seed: 2), options: options)
      return []
    } catch { return error.diagnostics.map(\.description) }
  }

  @Test func `Two orders for the same values are refused where they differ`() {
    #expect(
      refusal(perceptron(seed: 1), ["node1": 3, "node2": 4]) == [
        "error[E0102]: argument --layer-activations: the values behind \"node1\" and \"node2\" are "
          + "the same, and cannot have 3 and 4 bits; give one of the two orders"
      ])
    #expect(refusal(perceptron(seed: 1), ["node1": 3, "node2": 3]).isEmpty)
  }

  @Test func `Levels of values that only move are refused`() {
    let network = chain(
      [1, 12],
      [
        (.linear(linear(16, 12, seed: 1)), [1, 16]), (.reshape, [16, 1]), (.reshape, [1, 16]),
        (.linear(linear(4, 16, seed: 2)), [1, 4]),
      ])
    #expect(
      refusal(network, ["node2": 3]) == [
        "error[E0102]: argument --layer-activations: the values behind \"node2\" have no levels of "
          + "their own; name the layer whose values they are; what a recurrence gives has "
          + "--activations"
      ])
  }

  @Test func `More classes may cost a fiftieth of the least errors, and no more with every step`() {
    var least = OutputTuning.Score(fitted: 100, heldOut: 100)
    let once = OutputTuning.Score(fitted: 101.5, heldOut: 101.5)
    #expect(once.isNear(least))
    least = least.least(with: once)
    #expect(!OutputTuning.Score(fitted: 103, heldOut: 101).isNear(least))
    #expect(!OutputTuning.Score(fitted: 101, heldOut: 103).isNear(least))
  }
}
