import Diagnostics
import FixedPoint
import NetworkIR

/// A small network with one stage, for `tools/fit-costs`.
package struct SampleKernel: Sendable {
  package let name: String
  package let network: Network
  package let purpose: Purpose

  /// What its costs tell.
  package enum Purpose: String, Sendable {
    /// A linear operator: the strategies.
    case linear
    /// No weights: the operations of other stages.
    case other
  }
}

/// What `tools/fit-costs` reads of a sample kernel.
package struct SampleRow: Hashable, Sendable, Encodable {
  package let name: String
  package let file: String
  package let purpose: String
  package let shape: [Int]
  package let lower: Int
  package let upper: Int
}

extension SampleKernel {
  /// The kernel as a row; its network is in the file.
  package func row(file: String) -> SampleRow {
    let tensor = network[network.inputs[0].tensor]
    return SampleRow(
      name: name, file: file, purpose: purpose.rawValue, shape: tensor.shape.dimensions,
      lower: tensor.range.lower, upper: tensor.range.upper)
  }
}

/// Seeded networks of many shapes, weights and sparsities.
package func sampleKernels() throws(DiagnosticList) -> [SampleKernel] {
  var kernels: [SampleKernel] = []
  for (index, shape) in denseShapes.enumerated() {
    kernels.append(try dense(shape, seed: UInt64(index + 1)))
  }
  for (index, shape) in windowShapes.enumerated() {
    kernels.append(try convolution(shape, seed: UInt64(index + 100)))
  }
  kernels += try otherKernels()
  for (index, shape) in narrowShapes.enumerated() {
    kernels.append(try convolution(shape, seed: UInt64(index + 200)))
  }
  return kernels
}

/// Which weights occur, and how many of a hundred are zero beside those that happen to be.
private enum SampleWeights {
  case ternary(zeros: Int)
  case powers
  case small
  case bytes

  var name: String {
    switch self {
    case .ternary(let zeros): "ternary\(zeros)"
    case .powers: "powers"
    case .small: "small"
    case .bytes: "bytes"
    }
  }

  /// The values of a weight are near zero more often than far from it, as trained ones are.
  func draw(_ random: inout SplitMix) -> Weight {
    func number(_ lower: Int, _ upper: Int) -> Int { Int.random(in: lower...upper, using: &random) }
    switch self {
    case .ternary(let zeros):
      return number(0, 99) < zeros ? .zero : Weight(number(0, 1) == 0 ? -1 : 1)
    case .powers:
      let power = 1 << number(0, 6)
      return Weight(number(0, 15) == 0 ? 0 : number(0, 1) == 0 ? -power : power)
    case .small: return Weight(number(-4, 3))
    case .bytes: return Weight((number(-127, 127) + number(-127, 127) + number(-127, 127)) / 3)
    }
  }
}

private struct DenseShape {
  let inputs: Int
  let outputs: Int
  let weights: SampleWeights
  let range: IntegerRange
}

private let rectified = IntegerRange(0, 127)
private let signed = IntegerRange(-128, 127)

private let denseShapes: [DenseShape] = [
  .init(inputs: 24, outputs: 8, weights: .ternary(zeros: 50), range: IntegerRange(0, 15)),
  .init(inputs: 64, outputs: 10, weights: .ternary(zeros: 33), range: rectified),
  .init(inputs: 64, outputs: 64, weights: .ternary(zeros: 50), range: rectified),
  .init(inputs: 200, outputs: 24, weights: .ternary(zeros: 70), range: rectified),
  .init(inputs: 256, outputs: 16, weights: .ternary(zeros: 50), range: rectified),
  .init(inputs: 96, outputs: 40, weights: .ternary(zeros: 85), range: signed),
  .init(inputs: 96, outputs: 32, weights: .powers, range: rectified),
  .init(inputs: 40, outputs: 16, weights: .powers, range: signed),
  .init(inputs: 64, outputs: 32, weights: .small, range: rectified),
  .init(inputs: 30, outputs: 12, weights: .small, range: signed),
  .init(inputs: 48, outputs: 24, weights: .bytes, range: signed),
  .init(inputs: 128, outputs: 12, weights: .bytes, range: signed),
  .init(inputs: 20, outputs: 41, weights: .bytes, range: signed),
]

private func dense(
  _ shape: DenseShape, seed: UInt64
) throws(DiagnosticList) -> SampleKernel {
  var random = SplitMix(state: seed)
  let linear = drawn(shape.outputs, shape.inputs, shape.weights, &random)
  let name = "dense\(shape.inputs)x\(shape.outputs)_\(shape.weights.name)_\(seed)"
  return SampleKernel(
    name: name,
    network: try network(name, [1, shape.inputs], shape.range, .dense(linear)), purpose: .linear)
}

private struct WindowShape {
  let channels: Int
  let outputs: Int
  let side: Int
  let kernel: Int
  let groups: Int
  let padding: Int
  let layout: ChannelLayout
  let weights: SampleWeights
  var range = signed
}

private let windowShapes: [WindowShape] = [
  .init(
    channels: 16, outputs: 12, side: 6, kernel: 1, groups: 1, padding: 0, layout: .channelsLast,
    weights: .bytes),
  .init(
    channels: 4, outputs: 8, side: 7, kernel: 3, groups: 1, padding: 1, layout: .channelsLast,
    weights: .bytes),
  .init(
    channels: 8, outputs: 8, side: 7, kernel: 3, groups: 8, padding: 1, layout: .channelsLast,
    weights: .bytes),
  .init(
    channels: 3, outputs: 8, side: 8, kernel: 3, groups: 1, padding: 0, layout: .channelsFirst,
    weights: .ternary(zeros: 50)),
  .init(
    channels: 8, outputs: 24, side: 5, kernel: 1, groups: 1, padding: 0, layout: .channelsLast,
    weights: .ternary(zeros: 33)),
  .init(
    channels: 6, outputs: 6, side: 8, kernel: 3, groups: 6, padding: 0, layout: .channelsLast,
    weights: .powers),
]

/// Windows whose sums keep within 16 bits.
private let narrowShapes: [WindowShape] = [
  .init(
    channels: 32, outputs: 32, side: 6, kernel: 1, groups: 1, padding: 0, layout: .channelsLast,
    weights: .ternary(zeros: 50), range: rectified),
  .init(
    channels: 8, outputs: 16, side: 7, kernel: 3, groups: 1, padding: 1, layout: .channelsLast,
    weights: .ternary(zeros: 50), range: IntegerRange(0, 15)),
  .init(
    channels: 24, outputs: 24, side: 5, kernel: 1, groups: 1, padding: 0, layout: .channelsLast,
    weights: .powers, range: IntegerRange(-8, 7)),
  .init(
    channels: 16, outputs: 10, side: 8, kernel: 2, groups: 1, padding: 0, layout: .channelsFirst,
    weights: .ternary(zeros: 70), range: signed),
]

private func convolution(
  _ shape: WindowShape, seed: UInt64
) throws(DiagnosticList) -> SampleKernel {
  var random = SplitMix(state: seed)
  let inputs = shape.channels / shape.groups * shape.kernel * shape.kernel
  let linear = drawn(shape.outputs, inputs, shape.weights, &random)
  let convolution = Convolution(
    geometry: window(shape.kernel, stride: 1, padding: shape.padding, shape.layout),
    groups: shape.groups, paddingValue: 0, linear: linear)
  let plane = [shape.side, shape.side]
  let sizes =
    switch shape.layout {
    case .channelsFirst: [1, shape.channels] + plane
    case .channelsLast: [1] + plane + [shape.channels]
    }
  let name =
    "window\(shape.kernel)_\(shape.channels)x\(shape.outputs)_\(shape.weights.name)_\(seed)"
  return SampleKernel(
    name: name, network: try network(name, sizes, shape.range, .convolution(convolution)),
    purpose: .linear)
}

private func window(
  _ kernel: Int, stride: Int, padding: Int, _ layout: ChannelLayout
) -> WindowGeometry {
  WindowGeometry(
    kernel: [kernel, kernel], strides: [stride, stride], dilations: [1, 1],
    paddingBefore: [padding, padding], paddingAfter: [padding, padding], layout: layout)
}

private func drawn(
  _ outputs: Int, _ inputs: Int, _ weights: SampleWeights, _ random: inout SplitMix
) -> LinearWeights {
  LinearWeights(
    outputs: outputs, inputs: inputs,
    weights: (0..<outputs * inputs).map { _ in weights.draw(&random) },
    bias: (0..<outputs).map { _ in Int.random(in: -900...900, using: &random) })
}

/// Stages without weights.
private func otherKernels() throws(DiagnosticList) -> [SampleKernel] {
  let plane = [1, 8, 8, 6]
  let scaled = RequantizeFunction.multiplier(
    FixedPointMultiplier(
      multiplier: 0x5A3C_6E71, shift: -3, scheme: .doubleRounding, clamp: signed))
  let thresholds = RequantizeFunction.steps(
    StepFunction(thresholds: [-60, -20, 0, 9, 30, 70, 99], values: Array(0...7)))
  let stages: [(String, [Int], IntegerRange, OperatorKind)] = [
    ("shift", [1, 200], signed, .requantize(Requantize(functions: [shift(3)]))),
    (
      "multiplier", [1, 150], IntegerRange(-4000, 4000),
      .requantize(Requantize(functions: [scaled]))
    ),
    ("thresholds", [1, 180], signed, .requantize(Requantize(functions: [thresholds]))),
    ("largest", plane, signed, .maxPool(window(2, stride: 2, padding: 0, .channelsLast))),
    (
      "sum", plane, signed,
      .sumPool(window(2, stride: 2, padding: 0, .channelsLast), paddingValue: 0)
    ),
    ("turned", [1, 12, 10], signed, .transpose(permutation: [0, 2, 1])),
    ("padded", plane, signed, .pad(before: [0, 1, 1, 0], after: [0, 1, 1, 0], value: 0)),
    // Few elements: what a stage costs besides them.
    ("shift_of_few", [1, 6], signed, .requantize(Requantize(functions: [shift(3)]))),
    ("thresholds_of_few", [1, 5], signed, .requantize(Requantize(functions: [thresholds]))),
    ("turned_few", [1, 3, 2], signed, .transpose(permutation: [0, 2, 1])),
    (
      "largest_of_few", [1, 4, 2, 2], signed,
      .maxPool(window(2, stride: 2, padding: 0, .channelsLast))
    ),
  ]
  var kernels: [SampleKernel] = []
  for (name, sizes, range, kind) in stages {
    kernels.append(
      SampleKernel(
        name: name, network: try network(name, sizes, range, kind, isFinished: true),
        purpose: .other))
  }
  return kernels
}

private func shift(_ bits: Int) -> RequantizeFunction {
  .shift(bits: bits, rounding: .halfUp, clamp: rectified)
}

/// A network of one operator, and a shift into bytes behind it unless it is finished.
private func network(
  _ name: String, _ sizes: [Int], _ range: IntegerRange, _ kind: OperatorKind,
  isFinished: Bool = false
) throws(DiagnosticList) -> Network {
  var builder = NetworkBuilder(name: name)
  let input = try builder.addInput(
    name: "x", shape: Shape(sizes), range: range, meaning: .itself, encoding: .integers)
  let result = try builder.add(
    kind, name: "kernel", inputs: [input], outputNames: ["result"], meanings: [.itself])[0]
  guard !isFinished else { return try builder.build(outputs: [result]) }
  let largest = max(1, builder[result].range.upper, -builder[result].range.lower)
  let bits = max(1, Int.bitWidth - largest.leadingZeroBitCount - 8)
  let output = try builder.add(
    .requantize(Requantize(functions: [shift(bits)])), name: "shift", inputs: [result],
    outputNames: ["y"], meanings: [.itself])[0]
  return try builder.build(outputs: [output])
}
