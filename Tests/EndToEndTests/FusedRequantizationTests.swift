import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

/// Requantisations that a dense layer of five outputs can end in.
enum Ending: String, CaseIterable {
  case shifts, oneStep, steps, channelSteps, fallingSteps, manySteps, table, shiftedTable
  case channelTables, chain, channelChains, channelChainsOfOwnClamps, mixed

  func requantize(_ channels: Int) -> [Requantize] {
    switch self {
    case .shifts:
      Rounding.allCases.map {
        Requantize(functions: [.shift(bits: 3, rounding: $0, clamp: IntegerRange(-30, 25))])
      }
    case .oneStep: [perChannel(channels) { .steps(steps([5 * $0 - 9], [-1, 1])) }]
    case .steps: [Requantize(functions: [.steps(steps([-40, 3, 50], [0, 1, 2, 3]))])]
    case .channelSteps:
      [perChannel(channels) { .steps(steps([-40 + $0, 3, 50 + $0], [0, 1, 5, 9])) }]
    case .fallingSteps:
      [perChannel(channels) { .steps(steps([-4, $0], $0 == 1 ? [2, 1, 0] : [0, 1, 2])) }]
    case .manySteps:
      [
        perChannel(channels) { channel in
          .steps(steps((0..<20 + channel).map { 9 * $0 - 70 }, Array(0...20 + channel)))
        }
      ]
    case .table: [Requantize(functions: [.table(table(first: -20))])]
    case .shiftedTable: [Requantize(functions: [.shiftThenTable(bits: 3, table(first: -7))])]
    case .channelTables: [perChannel(channels) { .table(table(first: $0 * 3 - 20)) }]
    case .chain:
      [
        Requantize(functions: [.chain(chain(371, -5000, 12))]),
        Requantize(functions: [.chain(chain(-19, 77, 3))]),
        Requantize(functions: [.chain(chain(1_234_567_89, 1 << 31, 32))]),
      ]
    case .channelChains: [perChannel(channels) { .chain(chain(371 + 13 * $0, $0 - 9000, 12)) }]
    case .channelChainsOfOwnClamps:
      [perChannel(channels) { .chain(chain(371, $0, 9, clamp: IntegerRange(-$0, 40 - 7 * $0))) }]
    case .mixed:
      [
        perChannel(channels) { channel in
          switch channel % 4 {
          case 0: .chain(chain(77, 0, 8))
          case 1: .shift(bits: 2, rounding: .halfUp, clamp: IntegerRange(-9, 9))
          case 2: .table(table(first: -3))
          default: .steps(steps([1, 4], [0, 8, 3]))
          }
        }
      ]
    }
  }

  private func perChannel(
    _ channels: Int, _ function: (Int) -> RequantizeFunction
  ) -> Requantize {
    Requantize(axis: 1, functions: (0..<channels).map(function))
  }

  private func steps(_ thresholds: [Int], _ values: [Int]) -> StepFunction {
    StepFunction(thresholds: thresholds, values: values)
  }

  private func table(first: Int) -> LookupTable {
    LookupTable(first: first, entries: (0..<40).map { ($0 * 7) % 23 - 5 })
  }

  private func chain(
    _ multiplier: Int, _ addend: Int, _ bits: Int, clamp: IntegerRange = IntegerRange(-100, 100)
  ) -> ShiftAddChain {
    ShiftAddChain(multiplier: Weight(multiplier), addend: addend, bits: bits, clamp: clamp)
  }
}

@Suite("Requantisation against the interpreter")
struct FusedRequantizationTests {
  @Test(
    "A requantisation at the end of a dense layer's rows keeps every bit (A12 to A16)",
    arguments: Ending.allCases, LinearStrategy.allCases)
  func fused(ending: Ending, strategy: LinearStrategy) throws {
    for (index, requantize) in ending.requantize(5).enumerated() {
      let seed = UInt64(index + 1)
      var random = SplitMix(seed: seed)
      var sketch = try NetworkSketch([1, 9], IntegerRange(-7, 7))
      try sketch.add(.dense(randomWeights(5, 9, from: [-1, 0, 1], bias: 20, &random)))
      try sketch.add(.requantize(requantize))
      try expectSameBits(
        sketch.build(), .init(strategies: ["dense": strategy]), runs: 30, seed: seed,
        "\(ending) \(strategy) \(index)")
    }
  }

  @Test("A requantisation on its own keeps every bit, along any axis", arguments: Ending.allCases)
  func alone(ending: Ending) throws {
    for (index, requantize) in ending.requantize(5).enumerated() {
      for shape in [[1, 5], [1, 5, 4], [2, 5, 3, 1]] {
        var sketch = try NetworkSketch(shape, IntegerRange(-90, 90))
        try sketch.add(.requantize(requantize))
        try expectSameBits(
          sketch.build(), runs: 12, seed: UInt64(index), "\(ending) \(index) \(shape)")
      }
    }
  }

  @Test("The same program is made for a core with narrow registers", arguments: Ending.allCases)
  func onAVR(ending: Ending) throws {
    for (index, requantize) in ending.requantize(5).enumerated() {
      var random = SplitMix(seed: 3)
      var sketch = try NetworkSketch([1, 9], IntegerRange(0, 7))
      try sketch.add(.dense(randomWeights(5, 9, from: [-4, -1, 0, 1, 2], bias: 20, &random)))
      try sketch.add(.requantize(requantize))
      try expectSameBits(sketch.build(), on: "avr", runs: 10, seed: 3, "\(ending) \(index)")
    }
  }
}
