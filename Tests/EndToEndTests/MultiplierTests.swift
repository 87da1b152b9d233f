import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Fixed-point multipliers against the interpreter")
struct MultiplierTests {
  private static let ranges = [
    IntegerRange(-128, 127), IntegerRange(0, 1000), IntegerRange(-40_000, 30_000),
    IntegerRange(-1 << 22, 1 << 22), IntegerRange(-1 << 29, 1 << 29),
    IntegerRange(-1 << 31, (1 << 31) - 1),
  ]
  private static let multipliers = [1 << 30, (1 << 31) - 1, 1_518_500_250]
  private static let clamps = [
    IntegerRange(-128, 127), IntegerRange(-32_768, 32_767),
    IntegerRange(-1 << 31, (1 << 31) - 1),
  ]

  @Test(
    "Every scheme, shift and range keeps every bit (A25 to A27)", arguments: ScalingScheme.allCases)
  func uniform(scheme: ScalingScheme) throws {
    var random = SplitMix(seed: 25)
    for range in Self.ranges {
      for clamp in Self.clamps {
        for multiplier in Self.multipliers {
          let shifts = [-31, -20, -8, 0, 3]
          try check(
            FixedPointMultiplier(
              multiplier: multiplier, shift: shifts.randomElement(using: &random) ?? 0,
              scheme: scheme, outputOffset: -3, clamp: clamp), range)
        }
      }
    }
  }

  @Test("Offsets and shifts of the input keep every bit, as sums use them")
  func inputs() throws {
    for scheme in ScalingScheme.allCases {
      for (offset, shift) in [(128, 20), (-127, 20), (0, 15), (7, 3)] {
        for multiplier in Self.multipliers + [-1_518_500_250] {
          try check(
            FixedPointMultiplier(
              inputOffset: offset, inputShift: shift, multiplier: multiplier, shift: -4,
              scheme: scheme, outputOffset: 9, clamp: IntegerRange(-128, 127)),
            shift == 15 ? IntegerRange(-32_768, 32_767) : IntegerRange(-600, 500))
        }
      }
    }
  }

  @Test("Multipliers by sign keep every bit (A28)")
  func bySign() throws {
    for range in Self.ranges {
      for offset in [0, 5, -9] {
        let parts = [(1_300_000_000, -3), (1_518_500_250, -6)].map { multiplier, shift in
          FixedPointMultiplier(
            inputOffset: range.count.map { $0 > 1 << 31 } ?? true ? 0 : offset,
            multiplier: multiplier, shift: shift, scheme: .doubleRounding, outputOffset: 1,
            clamp: IntegerRange(-128, 127))
        }
        try check(.bySign(negative: parts[0], other: parts[1]), range)
      }
    }
  }

  @Test("Quotients of every rounding keep every bit (A29)", arguments: Rounding.allCases)
  func quotients(rounding: Rounding) throws {
    for divisor in [1, 2, 3, 25, 64, 125, 1000] {
      for range in Self.ranges.prefix(3) {
        for clamp in Self.clamps {
          try check(
            .quotient(
              Quotient(
                inputOffset: 11, divisor: divisor, rounding: rounding, outputOffset: -4,
                clamp: clamp)), range)
        }
      }
    }
  }

  @Test("A multiplier a channel keeps every bit", arguments: ScalingScheme.allCases)
  func channels(scheme: ScalingScheme) throws {
    for seed in UInt64(1)...4 {
      var random = SplitMix(seed: seed)
      for strategy in [LinearStrategy.indexLists, .squares, .straightLine] {
        var sketch = try NetworkSketch([1, 30], IntegerRange(-128, 127))
        try sketch.add(.dense(randomWeights(9, 30, from: Array(-127...127), bias: 3000, &random)))
        try sketch.add(
          .requantize(
            Requantize(
              axis: 1, functions: randomMultipliers(9, shifts: -11...(-4), &random, scheme: scheme))
          ))
        try expectSameBits(
          sketch.build(), on: "rv32ic", .init(strategies: ["dense": strategy]), runs: 12,
          seed: seed,
          "\(scheme) \(strategy)")
      }
    }
  }

  @Test("A carry and the rest that it meets may not leave the word together")
  func carries() throws {
    let word = IntegerType.int32.range
    for (multiplier, shift) in [((1 << 31) - 65_535, -1), ((1 << 31) - (1 << 17) + 1, -2)] {
      let function = FixedPointMultiplier(
        multiplier: multiplier, shift: shift, scheme: .singleRounding, clamp: word)
      try check(function, word)
      try check(function, IntegerRange(-1, -1))
      try check(function, IntegerRange(-1 << 31, -1))
    }
  }

  @Test("A multiplier a channel and many results: digits of the multiplier, not steps")
  func manyResults() throws {
    let words = IntegerType.int16.range
    for scheme in ScalingScheme.allCases {
      var random = SplitMix(seed: 3)
      var sketch = try NetworkSketch([3, 40], IntegerRange(-2_000_000_000, 2_000_000_000))
      let functions = [-15, -17, -31].map { shift in
        RequantizeFunction.multiplier(
          FixedPointMultiplier(
            multiplier: shift == -31 ? 1 << 30 : Int.random(in: 1 << 30..<1 << 31, using: &random),
            shift: shift, scheme: scheme, outputOffset: shift == -17 ? 5 : 0, clamp: words))
      }
      try sketch.add(.requantize(Requantize(axis: 0, functions: functions)))
      let network = try sketch.build()
      try expectSameBits(network, on: "rv32ic", runs: 8, seed: 4, "\(scheme)")
      let program = try lower(network, for: try target("rv32ic")).program
      #expect(program.tableBytes < 200, "\(scheme)")
    }
  }

  private func check(_ multiplier: FixedPointMultiplier, _ range: IntegerRange) throws {
    try check(.multiplier(multiplier), range)
  }

  /// Skips what no network may have: a value on the way that leaves the word.
  private func check(_ function: RequantizeFunction, _ range: IntegerRange) throws {
    var sketch = try NetworkSketch([1, 20], range)
    guard (try? sketch.add(.requantize(Requantize(functions: [function])))) != nil else { return }
    try expectSameBits(
      sketch.build(), on: "rv32ic", runs: 3, seed: 1, "\(function) \(range)")
  }
}
