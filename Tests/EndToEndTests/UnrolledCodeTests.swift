import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Code without tables: unrolled columns and shared sums")
struct UnrolledCodeTests {
  private static let strategies: [LinearStrategy] = [
    .unrolledColumns, .unrolledColumnsSkipping, .sharedSums, .straightLine,
  ]

  private func linear(_ outputs: Int, _ inputs: Int, _ weight: (Int, Int) -> Int) -> LinearWeights {
    LinearWeights(
      outputs: outputs, inputs: inputs,
      weights: (0..<outputs * inputs).map { Weight(weight($0 / inputs, $0 % inputs)) },
      bias: (0..<outputs).map { 40 * $0 - 100 })
  }

  @Test("Weights made to share, carry and cancel keep every bit", arguments: strategies)
  func adversarial(strategy: LinearStrategy) throws {
    let layers: [LinearWeights] = [
      linear(9, 70) { _, _ in 1 },
      linear(9, 12) { row, column in (row ^ column) & 1 == 0 ? 1 : -1 },
      linear(18, 10) { row, column in (row & column).nonzeroBitCount & 1 == 0 ? 1 : -1 },
      linear(10, 9) { row, column in column == row ? 0 : -3 },
      linear(7, 66) { row, column in column == 65 || column == row ? -1 : 0 },
      linear(3, 5) { row, column in row == 1 || column == 2 ? 0 : 1 << (row + 2 * column) },
      linear(8, 8) { row, column in (85 << (row & 1)) >> (column & 3) },
      linear(17, 4) { row, column in [0, 127, -128, -1][(row + column) % 4] },
      linear(1, 1) { _, _ in -1 }, linear(2, 3) { _, _ in 0 },
    ]
    for (index, layer) in layers.enumerated() {
      for range in [IntegerRange(-128, 127), IntegerRange(0, 255)] {
        var sketch = try NetworkSketch([1, layer.inputs], range)
        try sketch.add(.dense(layer))
        try sketch.add(
          .requantize(
            Requantize(functions: [
              .shift(bits: 3, rounding: .halfUp, clamp: IntegerRange(-128, 127))
            ])))
        try expectSameBits(
          sketch.build(), .init(strategies: ["dense": strategy]), seed: UInt64(index),
          "\(strategy) layer \(index)")
      }
    }
  }

  @Test(
    "Blocks for the registers of each core keep every bit", arguments: strategies,
    ["avr", "cortex-m0", "rv32ic"])
  func cores(strategy: LinearStrategy, core: String) throws {
    for (seed, alphabet) in [Alphabet.ternary, .powersAndZero, .bytes].enumerated() {
      var random = SplitMix(seed: UInt64(seed))
      var sketch = try NetworkSketch([1, 21], IntegerRange(-128, 127))
      try sketch.add(.dense(randomWeights(19, 21, from: alphabet.values, bias: 300, &random)))
      try expectSameBits(
        sketch.build(), on: core, .init(strategies: ["dense": strategy]), seed: UInt64(seed),
        "\(strategy) \(alphabet)")
    }
  }

  @Test("Sums that nearly fill 32 bits keep every bit", arguments: strategies)
  func wide(strategy: LinearStrategy) throws {
    let layer = linear(6, 8) { row, column in
      (row + column) % 3 == 0 ? -(1 << 12) + row : (1 << 12) - 3 * column
    }
    var sketch = try NetworkSketch([1, 8], IntegerRange(-32768, 32767))
    try sketch.add(.dense(layer))
    try expectSameBits(
      sketch.build(), .init(strategies: ["dense": strategy]), seed: 3, "\(strategy)")
  }

  @Test("Skipped inputs are those that are zero: mostly zero inputs keep every bit")
  func zeros() throws {
    var random = SplitMix(seed: 4)
    var sketch = try NetworkSketch([1, 40], IntegerRange(-1, 1))
    try sketch.add(.dense(randomWeights(10, 40, from: [-1, 0, 1], bias: 5, &random)))
    try expectSameBits(
      sketch.build(), .init(strategies: ["dense": .unrolledColumnsSkipping]), runs: 12, seed: 4)
  }
}
