import Diagnostics
import FixedPoint
import Interpreter
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("The commonest value taken for zero")
struct CommonestValueTests {
  private static let skipping: [LinearStrategy] = [
    .scatter, .packedColumns, .packedTernary, .byteColumns, .unrolledColumnsSkipping,
    .pairedScatter, .pairedPackedColumns,
  ]

  /// A padded convolution, whose padding is the commonest value or another one.
  private func network(_ padding: Int, _ random: inout SplitMix) throws -> Network {
    var sketch = try NetworkSketch([1, 5, 4, 6], IntegerRange(-128, 127))
    try sketch.add(
      .convolution(
        Convolution(
          geometry: window([1, 3], before: [0, 1], layout: .channelsLast), groups: 1,
          paddingValue: padding,
          linear: randomWeights(5, 18, from: [-1, 0, 1], bias: 90, &random))))
    try sketch.add(
      .requantize(
        Requantize(functions: [
          .shift(bits: 2, rounding: .halfUp, clamp: IntegerRange(-100, 100))
        ])))
    return try sketch.build()
  }

  @Test(
    "Every strategy that skips zeros skips it instead, and keeps every bit, padding included",
    arguments: skipping, [-128, -20, 127])
  func skips(strategy: LinearStrategy, value: Int) throws {
    for padding in [value, 0, -128] {
      var random = SplitMix(seed: 9)
      let network = try network(padding, &random)
      let options = LoweringOptions(
        strategies: ["convolution": strategy],
        activity: ActivationDensity(
          permille: ["x": 990],
          commonest: ["x": CommonValue(value: value, otherPermille: 300)]))
      let lowered = try lower(network, for: target("rv32ec"), options: options)
      #expect(lowered.report.operators[0].strategy == strategy.rawValue)
      let faults = verify(lowered.program)
      #expect(!faults.hasErrors, "\(faults)")
      let (interpreter, evaluator) = (
        try ReferenceInterpreter(network), KernelEvaluator(lowered.program)
      )
      for share in [0, 3, 10] {
        let drive = (0..<120).map { _ in
          Int.random(in: 0..<10, using: &random) < share
            ? value : [-128, -127, 0, 1, 126, 127].randomElement(using: &random) ?? 0
        }
        let expected = try interpreter.run(inputs: [drive], states: [])
        let actual = try evaluator.run(inputs: [drive], states: [])
        #expect(actual.outputs == expected.outputs, "\(value) \(padding) \(share)")
      }
    }
  }

  /// The instructions of the first layer by a strategy.
  private func instructions(
    _ strategy: LinearStrategy, _ network: Network, _ activity: ActivationDensity
  ) throws -> Int? {
    let options = LoweringOptions(activity: activity)
    let space = ChoiceSpace(network, for: try target("rv32ec"), options: options)
    return space.layers[0].options.first { $0.strategy == strategy }?.instructions
  }

  @Test("A measured commonest value makes strategies that skip it cheaper, and no other")
  func measured() throws {
    var random = SplitMix(seed: 4)
    let network = try network(0, &random)
    let common = ["x": CommonValue(value: -20, otherPermille: 250)]
    for strategy in LinearStrategy.allCases {
      let before = try instructions(
        strategy, network, ActivationDensity(permille: ["x": 1000]))
      let after = try instructions(
        strategy, network, ActivationDensity(permille: ["x": 1000], commonest: common))
      guard let before, let after else { continue }
      #expect(
        Self.skipping.contains(strategy) ? after < before : after == before, "\(strategy)")
    }
  }

  @Test("A value that is hardly commoner than 0 changes nothing")
  func hardly() throws {
    var random = SplitMix(seed: 4)
    let network = try network(0, &random)
    let common = ["x": CommonValue(value: -20, otherPermille: 460)]
    for strategy in Self.skipping {
      let before = try instructions(strategy, network, ActivationDensity(permille: ["x": 500]))
      let after = try instructions(
        strategy, network, ActivationDensity(permille: ["x": 500], commonest: common))
      #expect(before == after, "\(strategy)")
    }
  }

  @Test("What was not measured is skipped where the least integer means 0")
  func zeroPoint() throws {
    func price(offset: Int) throws -> Int? {
      var builder = NetworkBuilder(name: "zero_point")
      let input = try builder.addInput(
        name: "x", shape: Shape([1, 40]), range: IntegerRange(-128, 127),
        meaning: Meaning(scale: [.one], offset: [Rational(offset)]), encoding: .integers)
      var random = SplitMix(seed: 4)
      let output = try builder.add(
        .dense(randomWeights(12, 40, from: [-1, 0, 1], bias: 9, &random)), name: "dense",
        inputs: [input], outputNames: ["y"], meanings: [.itself])
      return try instructions(.scatter, builder.build(outputs: output), .unknown)
    }
    let (rectified, centred) = (try #require(try price(offset: 128)), try price(offset: 0))
    #expect(try rectified < #require(centred))
  }

  @Test("Where less of the value would leave 32 bits, it is not subtracted")
  func wide() throws {
    let most = 700_000_000
    var sketch = try NetworkSketch([1, 2], IntegerRange(-most, most))
    let linear = LinearWeights(
      outputs: 2, inputs: 2, weights: [1, 1, -1, 1].map(Weight.init), bias: [0, 0])
    try sketch.add(.dense(linear))
    let network = try sketch.build()
    let options = LoweringOptions(
      strategies: ["dense": .unrolledColumnsSkipping],
      activity: ActivationDensity(
        permille: ["x": 1000],
        commonest: ["x": CommonValue(value: most, otherPermille: 100)]))
    try expectSameBits(network, options, seed: 3)
  }
}
