import FixedPoint
import KernelIR
import NetworkIR
import TestSupport
import Testing

@testable import Lowering

/// A random network of operators that can be computed row by row, with branches.
struct RandomRows {
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
func runs(of network: Network) -> [Range<Int>] {
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
