import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

/// Weight alphabets that strategies treat differently.
enum Alphabet: String, CaseIterable {
  case bipolar, ternary, scaledTernary, powers, powersAndZero, small, bytes, zero

  var values: [Int] {
    switch self {
    case .bipolar: [-1, 1]
    case .ternary: [-1, 0, 0, 1]
    case .scaledTernary: [-4, 0, 4]
    case .powers: [-128, -32, -8, -2, -1, 1, 4, 16, 64, 128]
    case .powersAndZero: [-16, -4, -1, 0, 0, 1, 2, 8, 32]
    case .small: Array(-4...3)
    case .bytes: Array(-128...127)
    case .zero: [0]
    }
  }
}

@Suite("Linear strategies against the interpreter")
struct LinearStrategyTests {
  private static let ranges = [IntegerRange(0, 15), IntegerRange(-128, 127), IntegerRange(3, 200)]

  @Test(
    "Dense layers of every kind of weights keep every bit (A10)",
    arguments: LinearStrategy.allCases, Alphabet.allCases)
  func dense(strategy: LinearStrategy, alphabet: Alphabet) throws {
    for seed in UInt64(1)...6 {
      var random = SplitMix(seed: seed)
      let inputs = Int.random(in: 1...23, using: &random)
      let outputs = Int.random(in: 1...11, using: &random)
      var sketch = try NetworkSketch([1, inputs], Self.ranges[Int(seed) % 3])
      try sketch.add(
        .dense(randomWeights(outputs, inputs, from: alphabet.values, bias: 300, &random)))
      try expectSameBits(
        sketch.build(), .init(strategies: ["dense": strategy]), seed: seed,
        "\(strategy) \(alphabet) \(outputs)x\(inputs)")
    }
  }

  @Test(
    "Convolutions with groups, strides, dilations and padding keep every bit (A11)",
    arguments: LinearStrategy.allCases, [1, 2, 4])
  func convolution(strategy: LinearStrategy, groups: Int) throws {
    let geometries = [
      window([3, 3]), window([2, 3], strides: [2, 1], before: [1, 0], after: [0, 2]),
      window([3, 2], dilations: [2, 1], before: [1, 1]), window([1, 1]), window([5, 4]),
    ]
    for (index, geometry) in geometries.enumerated() {
      let seed = UInt64(index + 10 * groups)
      var random = SplitMix(seed: seed)
      let linear = randomWeights(
        8, 4 / groups * geometry.kernelCount, from: Alphabet.powersAndZero.values, bias: 90, &random
      )
      var sketch = try NetworkSketch([1, 4, 6, 5], IntegerRange(0, 30))
      try sketch.add(
        .convolution(
          Convolution(geometry: geometry, groups: groups, paddingValue: 7, linear: linear)))
      try sketch.add(
        .requantize(
          Requantize(functions: [
            .shift(bits: 4, rounding: .halfToEven, clamp: IntegerRange(-20, 20))
          ])))
      try expectSameBits(
        sketch.build(), .init(strategies: ["convolution": strategy]), seed: seed,
        "\(strategy) groups \(groups) geometry \(index)")
    }
  }

  @Test(
    "1-D convolutions and dense layers over several rows keep every bit",
    arguments: LinearStrategy.allCases)
  func rows(strategy: LinearStrategy) throws {
    let seed: UInt64 = 77
    var random = SplitMix(seed: seed)
    var sketch = try NetworkSketch([1, 3, 20], IntegerRange(-9, 9))
    try sketch.add(
      .convolution(
        Convolution(
          geometry: window([4], strides: [2], before: [3], after: [0]), groups: 1,
          paddingValue: 0,
          linear: randomWeights(5, 12, from: Alphabet.ternary.values, bias: 9, &random))))
    try sketch.add(
      .requantize(
        Requantize(functions: [.shift(bits: 1, rounding: .floor, clamp: IntegerRange(0, 15))])))
    try sketch.add(
      .dense(
        randomWeights(
          4, sketch.lastTensor.shape[2], from: Alphabet.ternary.values, bias: 9, &random)))
    try expectSameBits(
      sketch.build(), .init(strategies: ["convolution": strategy, "dense": strategy]), seed: seed,
      "\(strategy)")
  }

  @Test(
    "Rows of more than 255 terms and offsets beyond a byte keep every bit",
    arguments: LinearStrategy.allCases)
  func long(strategy: LinearStrategy) throws {
    for alphabet in [Alphabet.bipolar, .ternary, .powersAndZero] {
      let seed: UInt64 = 5
      var random = SplitMix(seed: seed)
      var sketch = try NetworkSketch([1, 600], IntegerRange(0, 1))
      try sketch.add(.dense(randomWeights(6, 600, from: alphabet.values, bias: 3, &random)))
      try expectSameBits(
        sketch.build(), .init(strategies: ["dense": strategy]), runs: 4, seed: seed,
        "\(strategy) \(alphabet)")
    }
  }

  @Test(
    "Many rows, which blocks take in an order of their own, keep every bit",
    arguments: LinearStrategy.allCases)
  func many(strategy: LinearStrategy) throws {
    // Some take one of the two layouts alone.
    var taken: Set<String> = []
    for (seed, layout) in [(UInt64(8), ChannelLayout.channelsFirst), (9, .channelsLast)] {
      var random = SplitMix(seed: seed)
      let sizes = layout == .channelsFirst ? [1, 12, 3, 5] : [1, 3, 5, 12]
      var sketch = try NetworkSketch(sizes, IntegerRange(0, 15))
      try sketch.add(
        .convolution(
          Convolution(
            geometry: window([1, 1], layout: layout), groups: 1, paddingValue: 0,
            linear: interleaved(58, 12, &random))))
      try sketch.add(
        .requantize(
          Requantize(functions: [.shift(bits: 2, rounding: .floor, clamp: IntegerRange(-9, 9))])))
      let (network, options) = (
        try sketch.build(), LoweringOptions(strategies: ["convolution": strategy])
      )
      try expectSameBits(network, options, seed: seed, "\(strategy) \(layout)")
      let rows = try lower(network, for: target("rv32ec"), options: options).report.operators
      taken.formUnion(rows.map(\.strategy))
    }
    #expect(taken.contains(strategy.rawValue))
  }

  /// Ternary rows that read every third input each, neighbours different ones.
  private func interleaved(
    _ outputs: Int, _ inputs: Int, _ random: inout SplitMix
  ) -> LinearWeights {
    LinearWeights(
      outputs: outputs, inputs: inputs,
      weights: (0..<outputs * inputs).map { index in
        let (row, column) = (index / inputs, index % inputs)
        return Weight(column % 3 == row % 3 ? Int.random(in: -1...1, using: &random) : 0)
      },
      bias: (0..<outputs).map { _ in Int.random(in: -9...9, using: &random) })
  }
}
