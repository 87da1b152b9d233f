import Diagnostics
import FixedPoint
import KernelIR
import NetworkIR
import TestSupport
import Testing

@testable import Lowering

@Suite("An input that arrives row by row")
struct PushedRowTests {
  private static let bytes = IntegerRange(-128, 127)

  @Test("Random networks keep every bit, however many of their stages take the rows")
  func random() throws {
    let target = try target("rv32ec")
    var pushed = 0
    for seed in UInt64(1)...40 {
      var rows = try RandomRows(seed: seed)
      let network = try rows.build()
      guard let runs = try? PushableRuns(stages(of: network), of: network).runs else { continue }
      for run in runs {
        pushed += 1
        let schedule = Schedule(network, fused: [run], pushesRows: true)
        try expectSameBits(
          build(schedule, [:], target).program, network, runs: 3, seed: seed, "\(run)")
      }
    }
    #expect(pushed > 100)
  }

  /// Strategies for weights of one power, or powers alone, which random networks hardly have.
  private static let needOtherWeights: [LinearStrategy] = [
    .subsetSums, .pairedSubsetSums, .shiftLoop,
  ]

  @Test("Every strategy keeps every bit", arguments: LinearStrategy.allCases)
  func strategies(strategy: LinearStrategy) throws {
    let target = try target("rv32ec")
    var taken = 0
    for seed in UInt64(1)...4 {
      var rows = try RandomRows(seed: seed)
      let network = try rows.build()
      let run = try #require(PushableRuns(stages(of: network), of: network).runs.last)
      let schedule = Schedule(network, fused: [run], pushesRows: true)
      let space = ChoiceSpace(schedule, target, .init(), isModest: false)
      let strategies = Dictionary(
        uniqueKeysWithValues: space.layers.compactMap { layer in
          layer.options.contains { $0.strategy == strategy } ? (layer.step, strategy) : nil
        })
      taken += strategies.count
      try expectSameBits(
        build(schedule, strategies, target).program, network, runs: 2, seed: seed, "\(strategy)")
    }
    #expect(taken > 0 || Self.needOtherWeights.contains(strategy))
  }

  /// An image, two padded convolutions of which one halves it, a mean, and a layer over all of it.
  private func classifier(rows: Int, channels: Int = 3) throws -> NetworkSketch {
    var random = SplitMix(seed: 5)
    var sketch = try NetworkSketch([1, rows, 16, channels], Self.bytes)
    for (inputs, outputs, stride) in [(channels, 4, 2), (4, 6, 1)] {
      let geometry = window(
        [3, 3], strides: [stride, stride], before: [1, 1], layout: .channelsLast)
      try sketch.add(
        .convolution(
          Convolution(
            geometry: geometry, groups: 1, paddingValue: 0,
            linear: randomWeights(outputs, inputs * 9, from: Array(-9...9), bias: 20, &random))))
      try addShift(6, to: &sketch)
    }
    try sketch.add(.sumPool(window([rows / 2, 8], layout: .channelsLast), paddingValue: 0))
    try sketch.add(.reshape, reshapedTo: Shape([1, 6]))
    try sketch.add(.dense(randomWeights(3, 6, from: Array(-9...9), bias: 20, &random)))
    return sketch
  }

  private func addShift(_ bits: Int, to sketch: inout NetworkSketch) throws {
    try sketch.add(
      .requantize(
        Requantize(functions: [.shift(bits: bits, rounding: .floor, clamp: Self.bytes)])))
  }

  private func pushed(_ network: Network) throws -> Lowered {
    try lower(network, for: try target("rv32ic"), options: .init(pushesRows: true))
  }

  @Test("Only rows of the input and of the planes behind it are kept")
  func memory() throws {
    let network = try classifier(rows: 48).build()
    let program = try pushed(network).program
    #expect(program.rows?.count == 48)
    #expect(program[program.inputBuffers[0]].count == 16 * 3)
    let kept = program.stateBuffers.reduce(0) { $0 + program[$1].bytes }
    #expect(kept + program.scratchBytes < 48 * 16 * 3 / 3)
    try expectSameBits(program, network, seed: 3)
  }

  @Test("What is kept does not grow with the number of rows")
  func height() throws {
    let kept = try [32, 48, 64].map { rows in
      let program = try pushed(try classifier(rows: rows).build()).program
      return program.stateBuffers.reduce(0) { $0 + program[$1].bytes }
    }
    #expect(Set(kept).count == 1, "\(kept)")
  }

  @Test("The outputs come with the last row, also where no window reads it")
  func lastRow() throws {
    var random = SplitMix(seed: 9)
    var sketch = try NetworkSketch([1, 9, 5, 2], Self.bytes)
    try sketch.add(
      .convolution(
        Convolution(
          geometry: window([2, 2], strides: [3, 3], layout: .channelsLast), groups: 1,
          paddingValue: 0, linear: randomWeights(3, 8, from: [-1, 0, 1], bias: 4, &random))))
    let network = try sketch.build()
    let program = try pushed(network).program
    // Rows 2, 5 and 8 are in no window; row 8 still ends the inference.
    try expectSameBits(program, network, seed: 4)
  }

  @Test("Rows that nothing reads are not kept")
  func unread() throws {
    var random = SplitMix(seed: 9)
    var sketch = try NetworkSketch([1, 20, 5, 2], Self.bytes)
    try sketch.add(
      .convolution(
        Convolution(
          geometry: window([1, 1], layout: .channelsLast), groups: 1, paddingValue: 0,
          linear: randomWeights(3, 2, from: [-1, 0, 1], bias: 4, &random))))
    try addShift(1, to: &sketch)
    try sketch.add(.maxPool(window([2, 1], strides: [10, 1], layout: .channelsLast)))
    let program = try pushed(try sketch.build()).program
    // Two rows of the pooling's, one of the input, and two outputs at most; not the last eight.
    let kept = program.stateBuffers.reduce(0) { $0 + program[$1].bytes }
    #expect(kept < 8 * 5 * 3)
    try expectSameBits(program, try sketch.build(), seed: 2)
  }

  @Test("A network's own states go on from one input to the next")
  func states() throws {
    var sketch = try NetworkSketch([1, 6, 4, 2], Self.bytes)
    try sketch.add(.maxPool(window([2, 2], strides: [2, 2], layout: .channelsLast)))
    let pooled = sketch.last
    let state = try sketch.addState(
      [1, 3, 2, 2], Self.bytes, initial: [Int](repeating: 1, count: 12))
    try sketch.add(
      .mappedSum([.weighted(Weight(1)), .weighted(Weight(1))]), to: [pooled, state])
    try addShift(1, to: &sketch)
    sketch.setNext(of: state, to: sketch.last)
    let network = try sketch.build()
    let program = try pushed(network).program
    #expect(program.stateBuffers.count > 1)
    try expectSameBits(program, network, seed: 6)
  }

  // MARK: Refusals

  /// Expects that the network is refused with this text alone.
  private func expectRefusal(
    _ sketch: NetworkSketch, _ cause: String,
    remedy: String = "leave the option out, and give the input as a whole"
  ) throws {
    let network = try sketch.build()
    let list = #expect(throws: DiagnosticList.self) { try pushed(network) }
    #expect(
      list?.diagnostics.map(\.description)
        == ["error[E0302]: argument --push-rows: \(cause); \(remedy)"])
  }

  @Test("An input that is no plane of rows is refused")
  func vector() throws {
    var random = SplitMix(seed: 1)
    var sketch = try NetworkSketch([1, 640], Self.bytes)
    try sketch.add(.dense(randomWeights(4, 640, from: [-1, 0, 1], bias: 4, &random)))
    try expectRefusal(
      sketch,
      "input \"x\" has the shape [1x640], not that of a plane of rows, [1 x rows x "
        + "columns x channels]")
  }

  @Test("A first layer that needs the whole input is refused")
  func whole() throws {
    var sketch = try NetworkSketch([1, 8, 4, 2], Self.bytes)
    try sketch.add(.transpose(permutation: [0, 2, 1, 3]))
    try expectRefusal(
      sketch,
      "\"transpose\" (transpose) needs more than a few rows of input \"x\" at once")
  }

  @Test("Channels first are refused, and what helps is named")
  func channelsFirst() throws {
    var random = SplitMix(seed: 1)
    var sketch = try NetworkSketch([1, 2, 8, 8], Self.bytes)
    try sketch.add(
      .convolution(
        Convolution(
          geometry: window([3, 3]), groups: 1, paddingValue: 0,
          linear: randomWeights(4, 18, from: [-1, 0, 1], bias: 4, &random))))
    try expectRefusal(
      sketch,
      "\"convolution\" (convolution) has its channels first, so that the elements of a "
        + "row are not together",
      remedy:
        "convert the network with its channels last (TensorFlow Lite), or leave the option out")
  }

  @Test("Two inputs are refused")
  func twoInputs() throws {
    var sketch = try NetworkSketch([1, 8, 4, 2], Self.bytes)
    let first = sketch.last
    let second = try sketch.addInput([1, 8, 4, 2], Self.bytes)
    try sketch.add(.extremum(.largest), to: [first, second])
    try expectRefusal(
      sketch,
      "the network has 2 inputs")
  }

  @Test("An input that is read again behind a layer over all of it is refused")
  func readAgain() throws {
    var sketch = try NetworkSketch([1, 4, 4, 2], Self.bytes)
    let image = sketch.last
    try sketch.add(.maxPool(window([3, 3], before: [1, 1], layout: .channelsLast)))
    try sketch.add(.transpose(permutation: [0, 2, 1, 3]))
    try sketch.add(.extremum(.largest), to: [sketch.last, image])
    try expectRefusal(
      sketch,
      "\"extremum\" (extremum) reads input \"x\" again behind \"transpose\" (transpose), "
        + "which needs whole tensors")
  }

  @Test("A first layer that reads a state too is refused for that")
  func readsState() throws {
    var sketch = try NetworkSketch([1, 4, 4, 2], Self.bytes)
    let image = sketch.last
    let state = try sketch.addState(
      [1, 4, 4, 2], Self.bytes, initial: [Int](repeating: 0, count: 32))
    try sketch.add(.extremum(.largest), to: [image, state])
    sketch.setNext(of: state, to: sketch.last)
    try expectRefusal(
      sketch,
      "\"extremum\" (extremum) is not behind the last reader of the input, and reads "
        + "what is not made of its rows")
  }
}
