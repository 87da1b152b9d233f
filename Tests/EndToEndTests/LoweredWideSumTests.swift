import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Sums beyond 32 bits against the interpreter")
struct LoweredWideSumTests {
  private let words = IntegerRange(-32768, 32767)

  /// A25, A26 or A27 with as many functions as rows, or one; the shift brings `bits` bits to about 16.
  private func requantize(
    bits: Int, axis: Int?, rows: Int, by scheme: ScalingScheme = .reducedTo16,
    _ random: inout SplitMix
  ) -> OperatorKind {
    let functions = (0..<(axis == nil ? 1 : rows)).map { row in
      RequantizeFunction.multiplier(
        FixedPointMultiplier(
          multiplier: row % 3 == 1 ? 1 << 30 : Int.random(in: 1 << 30..<1 << 31, using: &random),
          shift: max(-31, 15 - bits + Int.random(in: -1...2, using: &random)),
          scheme: scheme, outputOffset: row % 2 == 0 ? 0 : 3, clamp: words))
    }
    return .requantize(Requantize(axis: axis, functions: functions))
  }

  private func linear(
    _ outputs: Int, _ inputs: Int, weight: Int, bias: Int, _ random: inout SplitMix
  ) -> LinearWeights {
    LinearWeights(
      outputs: outputs, inputs: inputs,
      weights: (0..<outputs * inputs).map { _ in
        Weight(Int.random(in: -weight...weight, using: &random))
      },
      bias: (0..<outputs).map { row in
        // The interesting sums lie around 0 too.
        row == 0 ? 0 : row == 1 ? -bias : Int.random(in: -bias...bias, using: &random)
      })
  }

  @Test("dense layers: long rows, large weights, huge biases, one multiplier or one a row")
  func dense() throws {
    var random = SplitMix(seed: 64)
    for round in 0..<6 {
      let inputs = [3, 8, 20][round % 3]
      let bits = [34, 38, 45, 36][round % 4]
      var sketch = try NetworkSketch([round % 2 + 1, inputs], words)
      let matrix = linear(
        3, inputs, weight: round % 2 == 0 ? 127 : 30_000, bias: 1 << bits, &random)
      try sketch.add(.dense(matrix), allowsWide: true)
      #expect(sketch.lastTensor.type == .int64)
      try sketch.add(
        requantize(
          bits: bits, axis: round % 4 < 2 ? nil : 1, rows: 3,
          by: ScalingScheme.allCases[(round + round / 3) % 3], &random))
      try expectSameBits(sketch.build(), runs: 5, seed: UInt64(round), "round \(round)")
    }
  }

  @Test("ties: sums halfway between two results, of both signs")
  func ties() throws {
    var sketch = try NetworkSketch([1, 1], IntegerRange(-1, 1))
    let halves = (-9...9).map { (2 * $0 + 1) << 31 }
    let matrix = LinearWeights(
      outputs: halves.count, inputs: 1, weights: halves.map { _ in Weight(1) }, bias: halves)
    try sketch.add(.dense(matrix), allowsWide: true)
    for scheme in ScalingScheme.allCases {
      var network = sketch
      let scaling = FixedPointMultiplier(
        multiplier: 1 << 30, shift: -31, scheme: scheme, clamp: words)
      try network.add(.requantize(Requantize(functions: [.multiplier(scaling)])))
      try expectSameBits(network.build(), runs: 6, seed: 1)
    }
  }

  @Test("the first rounding of A25 alone, where nothing divides behind it")
  func undivided() throws {
    var sketch = try NetworkSketch([1, 1], IntegerRange(-2, 2))
    let sums = [3_000_000_000, -3_000_000_000, 2_147_483_647, -2_147_483_648, 0, -1]
    let matrix = LinearWeights(
      outputs: sums.count, inputs: 1, weights: sums.map { _ in Weight(1) }, bias: sums)
    try sketch.add(.dense(matrix), allowsWide: true)
    let scaling = FixedPointMultiplier(
      multiplier: 1 << 30, shift: 0, scheme: .doubleRounding, clamp: IntegerType.int32.range)
    try sketch.add(.requantize(Requantize(functions: [.multiplier(scaling)])))
    try expectSameBits(sketch.build(), runs: 8, seed: 2)
  }

  @Test("convolutions: both layouts, groups, padding; each strategy that takes them")
  func convolutions() throws {
    var random = SplitMix(seed: 65)
    let strategies = [LinearStrategy.indexLists, .straightLine, .sharedSums, .indexLists]
    for (index, strategy) in strategies.enumerated() {
      let layout = index < 2 ? ChannelLayout.channelsFirst : .channelsLast
      let groups = index % 2 + 1
      let channels = layout.channelAxis(rank: 4)
      var sketch = try NetworkSketch(channels == 1 ? [1, 4, 2, 3] : [1, 2, 3, 4], words)
      let convolution = Convolution(
        geometry: window(
          [2, 3], strides: [1, 2], before: [1, 1], after: [0, 1], layout: layout),
        groups: groups, paddingValue: 7,
        linear: linear(2, 24 / groups, weight: 20_000, bias: 1 << 36, &random))
      try sketch.add(.convolution(convolution), allowsWide: true)
      #expect(sketch.lastTensor.type == .int64)
      try sketch.add(requantize(bits: 36, axis: channels, rows: 2, &random))
      let options = LoweringOptions(strategies: ["convolution": strategy])
      try expectSameBits(
        sketch.build(), options, runs: 3, seed: UInt64(index), "\(layout) \(groups) \(strategy)")
    }
  }

  @Test("a bias beyond 32 bits whose sums come back into them, requantised by steps or not at all")
  func narrowSums() throws {
    for isRequantized in [false, true] {
      var sketch = try NetworkSketch([1, 4], IntegerRange(30_000, 32_767))
      let matrix = LinearWeights(
        outputs: 2, inputs: 4,
        weights: [30_000, 30_000, 30_000, 30_000, -25_000, -30_000, -27_001, -30_000].map {
          Weight($0)
        }, bias: [-3_700_000_000, 3_500_000_000])
      try sketch.add(.dense(matrix))
      #expect(sketch.lastTensor.type == .int32)
      if isRequantized {
        try sketch.add(
          .requantize(
            Requantize(functions: [
              .shift(bits: 16, rounding: .halfToEven, clamp: IntegerRange(-128, 127))
            ])))
      }
      try expectSameBits(sketch.build(), runs: 8, seed: 3)
    }
  }

  @Test("no memory has 64 bits, and parts of one position alone are kept")
  func memory() throws {
    var random = SplitMix(seed: 66)
    var sketch = try NetworkSketch([10, 6], words)
    try sketch.add(.dense(linear(3, 6, weight: 32_000, bias: 1 << 34, &random)), allowsWide: true)
    try sketch.add(requantize(bits: 34, axis: nil, rows: 3, &random))
    let program = try lower(sketch.build(), for: try target("rv32ec")).program
    #expect(program.buffers.allSatisfy { $0.element != .int64 })
    #expect(program.scratchBytes <= 64, "\(program.scratchBytes)")
  }
}
