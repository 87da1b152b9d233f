import Diagnostics
import FixedPoint
import Foundation
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Random networks against the interpreter")
struct RandomLoweringTests {
  /// More seeds where the environment asks for them.
  private func seeds(_ usual: Int) -> Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["STAPES_FIRST_SEED"].flatMap { UInt64($0) } ?? 0
    return first..<first + UInt64(environment["STAPES_SEEDS"].flatMap { Int($0) } ?? usual)
  }

  @Test("Networks of every operator, with states, keep every bit")
  func networks() throws {
    for seed in seeds(80) {
      let network = try NetworkGenerator.network(seed: seed)
      do {
        try expectSameBits(network, on: "host", runs: 5, seed: seed, "network \(seed)")
      } catch let faults as DiagnosticList {
        // The estimate of what fits a target may refuse; nothing else may.
        #expect(
          faults.diagnostics.allSatisfy { $0.code == .budgetExceeded }, "\(faults), seed \(seed)")
      }
    }
  }

  @Test("States in chains of operators that go element by element keep every bit")
  func states() throws {
    for seed in seeds(60) {
      var generator = StateNetworks(seed: seed)
      try expectSameBits(generator.network(), runs: 6, seed: seed, "states \(seed)")
    }
  }

  @Test("Layers of bytes at their extremes keep every bit by squares")
  func squares() throws {
    for seed in seeds(40) {
      var random = SplitMix(seed: seed)
      let (network, strategy) = try bytesLayer(&random)
      try expectSameBits(
        network, on: Bool.random(using: &random) ? "rv32ic" : "cortex-m0",
        .init(strategies: ["convolution": strategy, "dense": strategy]), runs: 4, seed: seed,
        "\(strategy) \(seed)")
    }
  }

  /// A convolution or a dense layer with weights of bytes, often -128 or 127.
  private func bytesLayer(_ random: inout SplitMix) throws -> (Network, LinearStrategy) {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let lower = [-128, 0, -40_000, 5, -128][number(0...4)]
    let range = IntegerRange(lower, lower + [255, 255, 3, 0][number(0...3)])
    let alphabet = [[-128], [-128, 127], Array(-128...127), [0, 1], [127]][number(0...4)]
    let outputs = number(1...19)
    let strategy = Bool.random(using: &random) ? LinearStrategy.squares : .unrolledSquares
    let layout = ChannelLayout.allCases[number(0...1)]
    var sketch: NetworkSketch
    if number(0...2) == 0 {
      let inputs = number(1...20)
      sketch = try NetworkSketch([number(1...9), inputs], range)
      try sketch.add(
        .dense(randomWeights(outputs, inputs, from: alphabet, bias: 1 << 20, &random)))
    } else {
      let channels = number(1...3)
      let geometry = WindowGeometry(
        kernel: [number(1...3), number(1...3)], strides: [number(1...3), number(1...3)],
        dilations: [number(1...2), number(1...2)], paddingBefore: [number(0...2), number(0...2)],
        paddingAfter: [number(0...2), number(0...2)], layout: layout)
      sketch = try NetworkSketch(
        layout == .channelsLast ? [1, 6, 5, channels] : [1, channels, 6, 5], range)
      let padding = Bool.random(using: &random) ? range.lower : number(-128...127)
      try sketch.add(
        .convolution(
          Convolution(
            geometry: geometry, groups: 1, paddingValue: padding,
            linear: randomWeights(
              outputs, channels * geometry.kernelCount, from: alphabet, bias: 1 << 20, &random))))
    }
    if Bool.random(using: &random) {
      let axis =
        layout == .channelsLast || sketch.lastTensor.shape.rank == 2
        ? sketch.lastTensor.shape.rank - 1 : 1
      try sketch.add(
        .requantize(
          Requantize(
            axis: axis, functions: randomMultipliers(outputs, shifts: -14...(-4), &random))))
    }
    return (try sketch.build(), strategy)
  }
}

/// Networks of states, inputs and operators on their elements, some by other names.
private struct StateNetworks {
  private var random: SplitMix
  private let range = IntegerRange(-100, 90)

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  mutating func network() throws -> Network {
    // A square one, so that its transpose may be its next value.
    let shape = [number(2...3), 3]
    var sketch = try NetworkSketch(shape, range)
    var tensors = [sketch.last]
    var states: [TensorID] = []
    for _ in 0..<number(1...3) {
      let initial = (0..<shape[0] * 3).map { _ in number(-100...90) }
      states.append(try sketch.addState(shape, range, initial: initial))
    }
    tensors += states
    for _ in 0..<number(1...8) {
      tensors += try added(to: &sketch, tensors, shape)
    }
    for state in states where number(0...5) > 0 {
      let candidates = tensors.filter {
        sketch[$0].shape.dimensions == shape && sketch[$0].range == range && !states.contains($0)
      }
      // Later ones depend on more.
      sketch.setNext(
        of: state, to: candidates[number(max(0, candidates.count - 4)...candidates.count - 1)])
    }
    let outputs = (0..<number(1...2)).map { _ in tensors[number(0...tensors.count - 1)] }
    return try sketch.build(outputs: Array(Set(outputs)).sorted { $0.index < $1.index })
  }

  private mutating func added(
    to sketch: inout NetworkSketch, _ tensors: [TensorID], _ shape: [Int]
  ) throws -> [TensorID] {
    func whole() -> TensorID {
      let all = tensors.filter {
        sketch[$0].shape.elementCount == 3 * shape[0] && sketch[$0].range == range
      }
      return all[number(0...all.count - 1)]
    }
    func shaped(_ tensor: TensorID) throws -> TensorID {
      sketch[tensor].shape.dimensions == shape
        ? tensor : try sketch.add(.reshape, to: [tensor], reshapedTo: Shape(shape))[0]
    }
    let kept = RequantizeFunction.table(
      LookupTable(first: range.lower, entries: (-100...90).map { -$0 - 10 }))
    switch number(0...6) {
    case 0:
      return try sketch.add(
        .extremum(Extremum.allCases[number(0...1)]), to: [shaped(whole()), shaped(whole())])
    case 1:
      let sum = try sketch.add(
        .mappedSum([.weighted(Weight(number(-3...3))), .weighted(Weight(number(-3...3)))]),
        to: [shaped(whole()), shaped(whole())])
      let next = try sketch.add(
        .requantize(Requantize(functions: [.shift(bits: 1, rounding: .halfUp, clamp: range)])),
        to: sum)
      return number(0...2) == 0 ? sum + next : next
    case 2: return try sketch.add(.requantize(Requantize(functions: [kept])), to: [whole()])
    case 3:
      return try sketch.add(
        .reshape, to: [whole()],
        reshapedTo: Shape(
          [[3 * shape[0]], [3, shape[0]], [1, 3 * shape[0]], shape][number(0...3)]))
    case 4: return try sketch.add(.transpose(permutation: [1, 0]), to: [shaped(whole())])
    case 5:
      let product = try sketch.add(
        .product(offsets: [number(-5...5), 0]), to: [shaped(whole()), shaped(whole())])
      return try sketch.add(
        .requantize(Requantize(functions: [.shift(bits: 6, rounding: .floor, clamp: range)])),
        to: product)
    default:
      let row = try sketch.add(
        .slice(Slice(starts: [number(0...shape[0] - 1), 0], steps: [1, 1], sizes: [1, 3])),
        to: [shaped(whole())])[0]
      return try sketch.add(
        .concatenate(axis: 0), to: shape[0] == 2 ? [row, row] : [row, row, row])
    }
  }
}
