import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Squares of rows that share no input, against the interpreter")
struct RowSquaresTests {
  private static let adversarial = [-128, -127, -1, 0, 1, 127]
  private static let geometries = [
    window([3, 3], before: [1, 1], layout: .channelsLast),
    window([3, 3], layout: .channelsFirst),
    window([5, 5], before: [2, 2], after: [2, 2], layout: .channelsLast),
    window([7, 1], layout: .channelsLast), window([1, 6], layout: .channelsFirst),
    window([2, 3], strides: [2, 1], before: [1, 0], after: [0, 2], layout: .channelsLast),
    window([3, 2], dilations: [1, 2], before: [2, 1], layout: .channelsLast),
  ]

  @Test(
    "Depthwise layers keep every bit for weights of -128 and inputs off the center (A11, A25)",
    arguments: ["rv32ic", "rv32ec"],
    [IntegerRange(-128, 127), IntegerRange(0, 255), IntegerRange(-3, 200)])
  func depthwise(target: String, range: IntegerRange) throws {
    for (index, geometry) in Self.geometries.enumerated() {
      for values in [Self.adversarial, Array(-128...127)] {
        for functions in [1, 3] {
          var random = SplitMix(seed: UInt64(index))
          let linear = randomWeights(3, geometry.kernelCount, from: values, bias: 2000, &random)
          let shape = geometry.layout == .channelsLast ? [1, 8, 7, 3] : [1, 3, 8, 7]
          var sketch = try NetworkSketch(shape, range)
          try sketch.add(
            .convolution(
              Convolution(
                geometry: geometry, groups: 3, paddingValue: range.lower, linear: linear)))
          let axis = geometry.layout.channelAxis(rank: 4)
          try sketch.add(
            .requantize(
              Requantize(
                axis: functions > 1 ? axis : nil,
                functions: randomMultipliers(functions, shifts: -10...(-6), &random))))
          try expectSquares(
            sketch.build(), on: target, seed: UInt64(index), "\(index) \(values.count)")
        }
      }
    }
  }

  @Test("Groups of several rows and few positions keep every bit", arguments: [1, 2, 5])
  func groups(rows: Int) throws {
    for kernel in [[1, 1], [2, 2], [4, 4]] {
      var random = SplitMix(seed: 3)
      let geometry = window(kernel, layout: .channelsLast)
      let linear = randomWeights(
        3 * rows, 2 * geometry.kernelCount, from: Self.adversarial, bias: 99, &random)
      var sketch = try NetworkSketch([1, 4, 4, 6], IntegerRange(-128, 127))
      try sketch.add(
        .convolution(
          Convolution(geometry: geometry, groups: 3, paddingValue: 0, linear: linear)))
      try expectSquares(sketch.build(), on: "rv32ic", seed: 3, "\(rows) \(kernel)")
    }
  }

  /// Lowers by squares, which must apply, and compares.
  private func expectSquares(
    _ network: Network, on name: String, seed: UInt64, _ context: String
  ) throws {
    let options = LoweringOptions(strategies: ["convolution": .squares])
    let report = try lower(network, for: try target(name), options: options).report
    #expect(report.operators.contains { $0.strategy == "squares" }, "\(context)")
    try expectSameBits(network, on: name, options, runs: 3, seed: seed, context)
  }
}
