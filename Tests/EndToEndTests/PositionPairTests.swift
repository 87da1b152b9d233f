import Diagnostics
import FixedPoint
import Interpreter
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

/// A convolution whose positions are taken two at a time.
private struct PairCase {
  var plane = [5, 4]
  var channels = 3
  var outputs = 6
  var groups = 1
  var geometry = window([3, 3], layout: .channelsLast)
  var weights = [-1, 0, 1]
  var inputs = IntegerRange(-128, 127)
  var paddingValue = 0
  var functions = 0

  func network(_ random: inout SplitMix) throws -> (Network, LinearWeights) {
    let linear = randomWeights(
      outputs, channels / groups * geometry.kernelCount, from: weights, bias: 60, &random)
    let sizes = geometry.layout == .channelsFirst ? [channels] + plane : plane + [channels]
    var sketch = try NetworkSketch([1] + sizes, inputs)
    try sketch.add(
      .convolution(
        Convolution(
          geometry: geometry, groups: groups, paddingValue: paddingValue, linear: linear)))
    if functions > 0 {
      let shifts = (0..<functions).map {
        RequantizeFunction.shift(
          bits: 1 + $0 % 4, rounding: .halfUp, clamp: IntegerRange(-100, 90 + $0))
      }
      let axis = geometry.layout == .channelsFirst ? 1 : sizes.count
      try sketch.add(
        .requantize(Requantize(axis: functions == 1 ? nil : axis, functions: shifts)))
    }
    return (try sketch.build(), linear)
  }

  /// Ends of the range that change from element to element in many periods, zeros, and noise.
  func drives(_ random: inout SplitMix) -> [[Int]] {
    let count = plane.reduce(channels, *)
    let striped = [1, channels, plane[plane.count - 1]].map { period in
      (0..<count).map { $0 / period % 2 == 0 ? inputs.upper : inputs.lower }
    }
    let noise = (0..<2).map { _ in
      (0..<count).map { _ in Int.random(in: inputs.lower...inputs.upper, using: &random) }
    }
    let idle = [Int](repeating: max(inputs.lower, min(0, inputs.upper)), count: count)
    return striped + noise + [idle]
  }
}

@Suite("Two positions to a word against the interpreter")
struct PositionPairTests {
  static let strategies: [LinearStrategy] = [
    .pairedIndexLists, .pairedScatter, .pairedPackedColumns, .pairedSubsetSums,
    .pairedSharedSums, .pairedUnrolledColumns,
  ]

  @Test(
    "Planes of even and odd sizes keep every bit, in both layouts, padded or not, whatever follows",
    arguments: strategies, [ChannelLayout.channelsFirst, .channelsLast])
  func planes(strategy: LinearStrategy, layout: ChannelLayout) throws {
    let geometries = [
      window([1, 1], layout: layout), window([3, 3], layout: layout),
      window([2, 3], strides: [2, 1], before: [1, 0], after: [0, 2], layout: layout),
      window([3, 3], before: [1, 1], layout: layout),
    ]
    for (index, geometry) in geometries.enumerated() {
      let isOdd = (index % 2 == 0) == (layout == .channelsLast)
      let item = PairCase(
        plane: isOdd ? [5, 3] : [4, 6], geometry: geometry, paddingValue: index == 3 ? 0 : -7,
        functions: [0, 1, 6][(index + strategy.rawValue.count) % 3])
      try expectSameBits(item, strategy, seed: UInt64(index))
    }
  }

  @Test(
    "Groups, rows of one dimension and weights of several terms keep every bit",
    arguments: strategies)
  func kinds(strategy: LinearStrategy) throws {
    var grouped = PairCase(channels: 6, outputs: 8, groups: 2, inputs: IntegerRange(0, 200))
    grouped.geometry = window([1, 1], layout: .channelsLast)
    let line = PairCase(
      plane: [9], channels: 4, geometry: window([3], layout: .channelsLast), functions: 6)
    let lineFirst = PairCase(plane: [8], channels: 4, geometry: window([2]))
    var powers = PairCase(
      plane: [3, 5], weights: [-16, -4, -1, 0, 2, 8], inputs: IntegerRange(-15, 15))
    powers.outputs = 9
    let small = PairCase(weights: Array(-7...7), inputs: IntegerRange(3, 40), paddingValue: 3)
    for (index, item) in [grouped, line, lineFirst].enumerated() {
      try expectSameBits(item, strategy, seed: UInt64(index))
    }
    guard strategy != .pairedSubsetSums else { return }
    for (index, item) in [powers, small].enumerated() {
      try expectSameBits(item, strategy, seed: UInt64(index + 5))
    }
  }

  /// Two rows, all ones and all minus ones, over three positions; the last column has one weight more.
  private func atTheBound(_ value: Int, count: Int, bias: Int) throws -> Network {
    let weights =
      [Weight](repeating: Weight(1), count: count)
      + [Weight](repeating: Weight(-1), count: count)
    var sketch = try NetworkSketch([1, count, 3], IntegerRange(-value, value))
    try sketch.add(
      .convolution(
        Convolution(
          geometry: window([1]), groups: 1, paddingValue: 0,
          linear: LinearWeights(outputs: 2, inputs: count, weights: weights, bias: [bias, -bias]))))
    return try sketch.build()
  }

  @Test(
    "Sums up to 32767 of either sign share a word, whatever their neighbours', and no larger ones")
  func bound() throws {
    let value = 127, count = 257, bias = 32_767 - 127 * 257
    let network = try atTheBound(value, count: count, bias: bias)
    let ends = [[1, 1, 1], [-1, -1, -1], [1, -1, 1], [-1, 1, -1], [0, 1, -1], [1, 0, -1]]
    let drives = ends.map { signs in
      (0..<count * 3).map { signs[$0 % 3] * value }
    }
    for strategy in Self.strategies {
      try expectSameBits(network, strategy, drives, "\(strategy)")
    }
    let beyond = try lower(
      atTheBound(value, count: count, bias: bias + 1), for: target("rv32ec"))
    let row = beyond.report.operators[0]
    let names = [row.strategy] + row.alternatives.map(\.strategy.rawValue)
    #expect(!names.contains { $0.hasPrefix("paired") })
  }

  @Test("One position, rows that share no input and cores with registers of 8 bits are not paired")
  func notPaired() throws {
    func names(_ item: PairCase, _ core: String) throws -> [String] {
      var random = SplitMix(seed: 1)
      let row = try lower(item.network(&random).0, for: target(core)).report.operators[0]
      return [row.strategy] + row.alternatives.map(\.strategy.rawValue)
    }
    let single = PairCase(plane: [3, 3])
    let depthwise = PairCase(channels: 6, outputs: 6, groups: 6)
    for (item, core) in [(single, "rv32ec"), (depthwise, "rv32ec"), (PairCase(), "avr")] {
      #expect(try !names(item, core).contains { $0.hasPrefix("paired") })
    }
    #expect(try names(PairCase(), "rv32ec").contains("paired-index-lists"))
  }

  private func expectSameBits(_ item: PairCase, _ strategy: LinearStrategy, seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let (network, _) = try item.network(&random)
    try expectSameBits(network, strategy, item.drives(&random), "seed \(seed), \(item)")
  }

  /// Compares the layer under the strategy, which must be the one taken.
  private func expectSameBits(
    _ network: Network, _ strategy: LinearStrategy, _ inputs: [[Int]], _ context: String
  ) throws {
    let lowered = try lower(
      network, for: target("rv32ec"), options: .init(strategies: ["convolution": strategy]))
    #expect(lowered.report.operators[0].strategy == strategy.rawValue, "\(context)")
    let faults = verify(lowered.program)
    #expect(!faults.hasErrors, "\(faults) \(context)")
    let (interpreter, evaluator) = (
      try ReferenceInterpreter(network), KernelEvaluator(lowered.program)
    )
    for (run, values) in inputs.enumerated() {
      let expected = try interpreter.run(inputs: [values], states: [])
      let actual = try evaluator.run(inputs: [values], states: [])
      #expect(actual.outputs == expected.outputs, "\(strategy), run \(run), \(context)")
    }
  }
}
