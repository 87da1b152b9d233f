import FixedPoint
import KernelIR
import NetworkIR
import TestSupport
import Testing

@testable import Lowering

/// A random network of operators that can be computed row by row, with branches.
private struct RandomRows {
  private var sketch: NetworkSketch
  private var random: SplitMix
  private var planes: [TensorID]

  private static let bytes = IntegerRange(-128, 127)

  init(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let rows = Int.random(in: 4...19, using: &random)
    let columns = Int.random(in: 2...7, using: &random)
    sketch = try NetworkSketch([1, rows, columns, 4], Self.bytes)
    planes = [sketch.last]
    self.random = random
    for _ in 0..<Int.random(in: 2...8, using: &self.random) { try addStage() }
  }

  private mutating func addStage() throws {
    switch Int.random(in: 0...7, using: &random) {
    case 0...3: try addConvolution(from: sketch.last)
    case 4: try sketch.add(.maxPool(window(most: 2)))
    case 5: try addTallPool()
    case 6: try addSum()
    default:
      let source = planes.randomElement(using: &random) ?? sketch.last
      if sketch.shape(of: source)[1] > 2 { try addConvolution(from: source) }
    }
    planes.append(sketch.last)
  }

  private mutating func addSum() throws {
    let twins = planes.filter { sketch.shape(of: $0) == sketch.lastTensor.shape }
    guard let other = twins.randomElement(using: &random) else { return }
    try sketch.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(2))]), to: [sketch.last, other])
    try addShift(2)
  }

  /// A sum over many rows, of a window that overlaps no other.
  private mutating func addTallPool() throws {
    let shape = sketch.lastTensor.shape
    let tall = Int.random(in: 1...shape[1], using: &random)
    try sketch.add(
      .sumPool(
        EndToEndTests.window(
          [tall, 1], strides: [Int.random(in: tall...tall + 1, using: &random), 1],
          layout: .channelsLast), paddingValue: 0))
    try addShift(3)
  }

  private mutating func addShift(_ bits: Int) throws {
    try sketch.add(
      .requantize(
        Requantize(functions: [.shift(bits: bits, rounding: .floor, clamp: Self.bytes)])))
  }

  private mutating func window(most: Int) -> WindowGeometry {
    let axes = [sketch.lastTensor.shape[1], sketch.lastTensor.shape[2]]
    let kernel = axes.map { Int.random(in: 1...min(most, $0), using: &random) }
    let isPadded = Bool.random(using: &random)
    return EndToEndTests.window(
      kernel, strides: axes.map { _ in [1, 1, 2, 3].randomElement(using: &random) ?? 1 },
      dilations: zip(axes, kernel).map { size, kernel in
        kernel == 2 && size > 2 ? Int.random(in: 1...2, using: &random) : 1
      },
      before: kernel.map { isPadded ? Int.random(in: 0...$0 - 1, using: &random) : 0 },
      after: kernel.map { isPadded ? Int.random(in: 0...$0 - 1, using: &random) : 0 },
      layout: .channelsLast)
  }

  private mutating func addConvolution(from source: TensorID) throws {
    let whole = sketch.shape(of: source)
    let channels = whole[3], axes = [whole[1], whole[2]]
    let kernel = axes.map { Int.random(in: 1...min(4, $0), using: &random) }
    let isPadded = Bool.random(using: &random)
    let geometry = EndToEndTests.window(
      kernel, strides: axes.map { _ in [1, 1, 2, 3].randomElement(using: &random) ?? 1 },
      dilations: zip(axes, kernel).map { size, kernel in
        kernel == 2 && size > 2 ? Int.random(in: 1...2, using: &random) : 1
      },
      before: kernel.map { isPadded ? Int.random(in: 0...$0 - 1, using: &random) : 0 },
      after: kernel.map { isPadded ? Int.random(in: 0...$0 - 1, using: &random) : 0 },
      layout: .channelsLast)
    let groups = [1, 1, channels].randomElement(using: &random) ?? 1
    let outputs = groups > 1 ? channels : [2, 4, 6].randomElement(using: &random) ?? 4
    let linear = randomWeights(
      outputs, channels / groups * geometry.kernelCount, from: Array(-3...3), bias: 20, &random)
    try sketch.add(
      .convolution(
        Convolution(geometry: geometry, groups: groups, paddingValue: -7, linear: linear)),
      to: [source])
    try addShift(3)
  }

  /// The last tensor and, now and then, one that other stages read too.
  mutating func build() throws -> Network {
    let inner = planes.dropFirst().filter { $0 != sketch.last }.randomElement(using: &random)
    let outputs = Bool.random(using: &random) ? [inner, sketch.last] : [sketch.last]
    return try sketch.build(outputs: outputs.compactMap { $0 })
  }
}

/// The longest runs of stages that can be computed row by row.
private func runs(of network: Network) -> [Range<Int>] {
  let stages = stages(of: network)
  return stages.indices.reduce(into: [Range<Int>]()) { runs, index in
    guard RowStage(stages[index], in: network) != nil else { return }
    if let last = runs.last, last.upperBound == index {
      runs[runs.count - 1] = last.lowerBound..<index + 1
    } else {
      runs.append(index..<index + 1)
    }
  }.filter { $0.count > 1 }
}

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
