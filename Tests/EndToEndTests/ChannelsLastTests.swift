import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Convolutions with their channels last against the interpreter")
struct ChannelsLastTests {
  @Test(
    "Groups, strides, dilations and padding keep every bit (A11, A25)",
    arguments: LinearStrategy.allCases, [1, 2, 4])
  func convolution(strategy: LinearStrategy, groups: Int) throws {
    let geometries = [
      window([3, 3], before: [1, 1], layout: .channelsLast),
      window([2, 3], strides: [2, 1], before: [1, 0], after: [0, 2], layout: .channelsLast),
      window([3, 2], dilations: [2, 1], before: [1, 1], layout: .channelsLast),
      window([3, 2], dilations: [1, 2], before: [2, 1], layout: .channelsLast),
      window([1, 1], layout: .channelsLast), window([5, 2], layout: .channelsLast),
      window([4, 2], strides: [3, 2], before: [3, 1], after: [3, 0], layout: .channelsLast),
    ]
    for (index, geometry) in geometries.enumerated() {
      let seed = UInt64(index + 10 * groups)
      var random = SplitMix(seed: seed)
      let linear = randomWeights(
        8, 4 / groups * geometry.kernelCount, from: Array(-127...127), bias: 2000, &random)
      var sketch = try NetworkSketch([1, 5, 4, 4], IntegerRange(-128, 127))
      try sketch.add(
        .convolution(
          Convolution(geometry: geometry, groups: groups, paddingValue: -7, linear: linear)))
      let axis = sketch.lastTensor.shape.rank - 1
      try sketch.add(
        .requantize(
          Requantize(axis: axis, functions: randomMultipliers(8, shifts: -10...(-6), &random))))
      try expectSameBits(
        sketch.build(), .init(strategies: ["convolution": strategy]), runs: 2, seed: seed,
        "\(strategy) groups \(groups) geometry \(index)")
    }
  }

  @Test("1-D convolutions over frames keep every bit", arguments: LinearStrategy.allCases)
  func frames(strategy: LinearStrategy) throws {
    for groups in [1, 3] {
      var random = SplitMix(seed: 7)
      var sketch = try NetworkSketch([1, 20, 3], IntegerRange(-128, 127))
      try sketch.add(
        .convolution(
          Convolution(
            geometry: window(
              [4], strides: [2], dilations: [2], before: [3], after: [0], layout: .channelsLast),
            groups: groups, paddingValue: 5,
            linear: randomWeights(9, 12 / groups, from: Array(-127...127), bias: 9, &random))))
      try expectSameBits(
        sketch.build(), .init(strategies: ["convolution": strategy]), runs: 4, seed: 7,
        "\(strategy) \(groups)")
    }
  }

  @Test("Squares serve every range of eight bits and weights of -128")
  func squares() throws {
    let ranges = [
      IntegerRange(-128, 127), IntegerRange(0, 255), IntegerRange(-3, 200), IntegerRange(40, 41),
    ]
    for (index, range) in ranges.enumerated() {
      for outputs in [1, 8, 10, 19] {
        for strategy in [LinearStrategy.squares, .unrolledSquares] {
          for target in ["rv32ic", "rv32ec"] {
            var random = SplitMix(seed: UInt64(index))
            var sketch = try NetworkSketch([1, 11], range)
            try sketch.add(
              .dense(
                randomWeights(outputs, 11, from: [-128, -127, -5, 0, 1, 127], bias: 99, &random)))
            try expectSameBits(
              sketch.build(), on: target, .init(strategies: ["dense": strategy]), runs: 4, seed: 1,
              "\(range) \(outputs) \(strategy)")
          }
        }
      }
    }
  }
}

/// Multipliers as a converter makes them, one a channel, to int8.
func randomMultipliers(
  _ count: Int, shifts: ClosedRange<Int>, _ random: inout SplitMix,
  scheme: ScalingScheme = .doubleRounding
) -> [RequantizeFunction] {
  (0..<count).map { _ in
    .multiplier(
      FixedPointMultiplier(
        multiplier: Int.random(in: 1 << 30...Int(Int32.max), using: &random),
        shift: Int.random(in: shifts, using: &random), scheme: scheme,
        outputOffset: Int.random(in: -128...127, using: &random),
        clamp: IntegerRange(-128, 127)))
  }
}
