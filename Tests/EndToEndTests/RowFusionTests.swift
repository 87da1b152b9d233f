import FixedPoint
import KernelIR
import NetworkIR
import TestSupport
import Testing

@testable import Lowering

@Suite("Row by row")
struct RowFusionTests {
  @Test("Random networks keep every bit")
  func random() throws {
    let target = try target("rv32ec")
    var fused = 0
    for seed in UInt64(1)...60 {
      var rows = try RandomRows(seed: seed)
      let network = try rows.build()
      let runs = runs(of: network)
      fused += runs.count
      let schedule = Schedule(network, fused: runs)
      try expectSameBits(
        build(schedule, [:], target).program, network, runs: 3, seed: seed, "\(runs)")
    }
    #expect(fused > 30)
  }

  @Test("Every strategy keeps every bit", arguments: LinearStrategy.allCases)
  func strategies(strategy: LinearStrategy) throws {
    let target = try target("rv32ec")
    for seed in UInt64(1)...4 {
      var rows = try RandomRows(seed: seed)
      let network = try rows.build()
      let schedule = Schedule(network, fused: runs(of: network))
      let space = ChoiceSpace(schedule, target, .init(), isModest: false)
      let strategies = Dictionary(
        uniqueKeysWithValues: space.layers.compactMap { layer in
          layer.options.contains { $0.strategy == strategy } ? (layer.step, strategy) : nil
        })
      try expectSameBits(
        build(schedule, strategies, target).program, network, runs: 2, seed: seed,
        "\(strategy)")
    }
  }

  /// A padded convolution, then a pooling of two rows, then a sum over all that is left.
  private func pooled() throws -> Network {
    var random = SplitMix(seed: 5)
    var sketch = try NetworkSketch([1, 16, 12, 4], IntegerRange(-128, 127))
    let linear = randomWeights(16, 4 * 9, from: Array(-9...9), bias: 20, &random)
    let geometry = window([3, 3], before: [1, 1], layout: .channelsLast)
    try sketch.add(
      .convolution(Convolution(geometry: geometry, groups: 1, paddingValue: 0, linear: linear)))
    let bytes = IntegerRange(-128, 127)
    try sketch.add(
      .requantize(Requantize(functions: [.shift(bits: 6, rounding: .floor, clamp: bytes)])))
    try sketch.add(.maxPool(window([2, 2], strides: [2, 2], layout: .channelsLast)))
    try sketch.add(.sumPool(window([8, 6], layout: .channelsLast), paddingValue: 0))
    return try sketch.build()
  }

  @Test("The plane between a convolution and a pooling is never in memory")
  func pooling() throws {
    let network = try pooled()
    let rv32ic = try target("rv32ic")
    let plain = try lower(network, for: rv32ic, options: .init(fusion: .never))
    let rows = try lower(network, for: rv32ic, options: .init(fusion: .always))
    #expect(plain.program.scratchBytes > 16 * 12 * 16)
    #expect(rows.program.scratchBytes < 16 * 12 * 16 / 2)
    #expect(rows.report.fused.first?.lowerBound == 0)
    try expectSameBits(rows.program, network, seed: 7)
  }

  @Test("Rows are computed one by one where the RAM needs it, and only there")
  func limit() throws {
    let network = try pooled()
    let rv32ic = try target("rv32ic")
    #expect(try lower(network, for: rv32ic).report.rows == nil)
    let tight = try lower(network, for: rv32ic, options: .init(maxRAMBytes: 3000))
    #expect(tight.report.rows?.isChosen == true)
    try expectSameBits(tight.program, network, seed: 8)
  }
}
