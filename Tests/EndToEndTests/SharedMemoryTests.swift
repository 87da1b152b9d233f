import FixedPoint
import KernelIR
import NetworkIR
import TestSupport
import Testing

@testable import Lowering

/// A random network of operators whose results may take the place of their inputs.
private struct RandomPlanes {
  private var sketch: NetworkSketch
  private var random: SplitMix
  private var planes: [TensorID]

  private static let bytes = IntegerRange(-128, 127)

  init(seed: UInt64, layout: ChannelLayout) throws {
    var random = SplitMix(seed: seed)
    let sizes = [
      Int.random(in: 3...7, using: &random), Int.random(in: 3...8, using: &random),
    ]
    self.random = random
    let channels = 4
    let dimensions =
      switch layout {
      case .channelsLast: [1] + sizes + [channels]
      case .channelsFirst: [1, channels] + sizes
      }
    sketch = try NetworkSketch(dimensions, Self.bytes)
    planes = [sketch.last]
    for _ in 0..<Int.random(in: 2...7, using: &self.random) { try addStage(layout) }
  }

  private mutating func addStage(_ layout: ChannelLayout) throws {
    switch Int.random(in: 0...6, using: &random) {
    case 0...2: try addConvolution(layout)
    case 3: try sketch.add(.maxPool(pool(layout)))
    case 4:
      let twin = planes.filter { sketch.shape(of: $0) == sketch.lastTensor.shape }
      guard let other = twin.randomElement(using: &random) else { return }
      try sketch.add(.extremum(.largest), to: [sketch.last, other])
    case 5:
      let twin = planes.filter { sketch.shape(of: $0) == sketch.lastTensor.shape }
      guard let other = twin.randomElement(using: &random) else { return }
      try sketch.add(
        .mappedSum([.weighted(Weight(1)), .weighted(Weight(2))]), to: [sketch.last, other])
      try addShift(2)
    default: try addShift(0)
    }
    planes.append(sketch.last)
  }

  private mutating func addShift(_ bits: Int) throws {
    try sketch.add(
      .requantize(
        Requantize(functions: [.shift(bits: bits, rounding: .floor, clamp: Self.bytes)])))
  }

  private mutating func addConvolution(_ layout: ChannelLayout) throws {
    let shape = sketch.lastTensor.shape
    let channels = shape[layout.channelAxis(rank: shape.rank)]
    let axes = Array(shape.dimensions[layout.spatialAxes(rank: shape.rank)])
    let kernel = axes.map { Int.random(in: 1...min(3, $0), using: &random) }
    let isPadded = Bool.random(using: &random)
    let geometry = window(
      kernel, strides: axes.map { _ in Int.random(in: 1...2, using: &random) },
      dilations: zip(axes, kernel).map { size, kernel in
        kernel == 2 && size > 2 ? Int.random(in: 1...2, using: &random) : 1
      },
      before: kernel.map { isPadded ? Int.random(in: 0...$0 - 1, using: &random) : 0 },
      after: kernel.map { isPadded ? Int.random(in: 0...$0, using: &random) : 0 }, layout: layout)
    let groups = [1, 1, channels].randomElement(using: &random) ?? 1
    let outputs = groups > 1 ? channels : [2, 4, 6].randomElement(using: &random) ?? 4
    let linear = randomWeights(
      outputs, channels / groups * geometry.kernelCount, from: Array(-3...3), bias: 20, &random)
    try sketch.add(
      .convolution(
        Convolution(geometry: geometry, groups: groups, paddingValue: -7, linear: linear)))
    try addShift(3)
  }

  private mutating func pool(_ layout: ChannelLayout) -> WindowGeometry {
    let shape = sketch.lastTensor.shape
    let axes = Array(shape.dimensions[layout.spatialAxes(rank: shape.rank)])
    let kernel = axes.map { Int.random(in: 1...min(2, $0), using: &random) }
    return window(
      kernel, strides: axes.map { _ in Int.random(in: 1...2, using: &random) },
      before: kernel.map { Int.random(in: 0...$0 - 1, using: &random) }, layout: layout)
  }

  /// The last tensor and, now and then, one that other stages read too.
  mutating func build() throws -> Network {
    let inner = planes.dropFirst().dropLast().randomElement(using: &random)
    let outputs = Bool.random(using: &random) ? [inner, sketch.last] : [sketch.last]
    return try sketch.build(outputs: outputs.compactMap { $0 })
  }
}

@Suite("Results in the place of inputs")
struct SharedMemoryTests {
  @Test(
    "Random networks keep every bit",
    arguments: [ChannelLayout.channelsLast, .channelsFirst])
  func random(layout: ChannelLayout) throws {
    let target = try target("rv32ec")
    for seed in UInt64(1)...40 {
      var planes = try RandomPlanes(seed: seed, layout: layout)
      let network = try planes.build()
      let schedule = Schedule(network)
      let program = build(schedule, [:], target).program
      try expectSameBits(program, network, runs: 2, seed: seed, "\(layout)")
    }
  }

  @Test("A chain of depthwise and pointwise convolutions needs one plane and some rows")
  func chain() throws {
    var random = SplitMix(seed: 3)
    let channels = 64
    var sketch = try NetworkSketch([1, 8, 6, channels], IntegerRange(-128, 127))
    for index in 0..<4 {
      let kernel = index % 2 == 0 ? [3, 3] : [1, 1]
      let groups = index % 2 == 0 ? channels : 1
      let geometry = window(kernel, before: kernel.map { $0 / 2 }, layout: .channelsLast)
      let linear = randomWeights(
        channels, channels / groups * geometry.kernelCount, from: Array(-127...127), bias: 9,
        &random)
      try sketch.add(
        .convolution(
          Convolution(geometry: geometry, groups: groups, paddingValue: 0, linear: linear)))
      try sketch.add(
        .requantize(
          Requantize(functions: [
            .shift(bits: 9, rounding: .floor, clamp: IntegerRange(-128, 127))
          ])))
    }
    try sketch.add(.sumPool(window([8, 6], layout: .channelsLast), paddingValue: 0))
    let network = try sketch.build()
    let program = try lower(network, for: target("rv32ic")).program
    let (plane, row) = (8 * 6 * channels, 8 * channels)
    #expect(program.scratchBytes < plane + 3 * row + 300)
    try expectSameBits(program, network, runs: 1, seed: 3)
  }

  @Test("An element-by-element stage writes over the input that it is the last to read")
  func elements() throws {
    var sketch = try NetworkSketch([1, 40], IntegerRange(-128, 127))
    let first = try sketch.add(.requantize(negation))[0]
    let second = try sketch.add(.requantize(negation))[0]
    try sketch.add(.extremum(.largest), to: [first, second])
    try sketch.add(.requantize(negation))
    try sketch.add(.reduce(.largest, axes: [1]))
    let network = try sketch.build()
    let program = try lower(network, for: target("rv32ec")).program
    #expect(program.scratchBytes == 80)
    try expectSameBits(program, network, seed: 4)
  }

  private var negation: Requantize {
    Requantize(functions: [
      .shift(bits: 1, rounding: .floor, clamp: IntegerRange(-128, 127))
    ])
  }
}
