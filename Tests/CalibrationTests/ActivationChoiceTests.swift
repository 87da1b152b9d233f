import NetworkIR
import Testing

@testable import Calibration

struct ActivationChoiceTests {
  private let network = chain(
    [1, 12],
    [
      (.linear(linear(16, 12, seed: 1)), [1, 16]), (.pointwise(.relu), [1, 16]),
      (.linear(linear(16, 16, seed: 3)), [1, 16]), (.pointwise(.relu), [1, 16]),
      (.linear(linear(4, 16, seed: 5)), [1, 4]),
    ])

  @Test func `More error may be added, fewer bits are chosen, and the error is kept`() throws {
    let input = numbers(12 * 64, seed: 9)
    let options = CalibrationOptions(weights: .uniform(bits: 8))
    var sums: [Int] = []
    for share in [0.0005, 0.005, 0.05] {
      let chosen = try network.chosenActivations(input, options: options, share: share)
      #expect(Set(chosen.keys) == ["node2", "node4"])
      sums.append(chosen.values.reduce(0, +))
      var own = options
      own.layerActivations = chosen
      own.tuning = .none
      let distance = try calibrate(network, input: input, options: own).distance
      #expect(distance.error < 1.5 * share + 0.001)
    }
    #expect(sums[0] > sums[1])
    #expect(sums[1] > sums[2])
  }

  @Test func `What was asked for is not chosen`() throws {
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    options.layerActivations = ["node1": 4]
    let chosen = try network.chosenActivations(numbers(12 * 64, seed: 9), options: options)
    #expect(Set(chosen.keys) == ["node4"])
  }
}
