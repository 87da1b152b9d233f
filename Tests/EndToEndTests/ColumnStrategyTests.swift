import Diagnostics
import FixedPoint
import Interpreter
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

/// Strategies that go column by column or through tables, each with weights that it can take.
struct ColumnCase: CustomTestStringConvertible, Sendable {
  let strategy: LinearStrategy
  let weights: [Int]
  let inputs: IntegerRange

  var testDescription: String { "\(strategy.rawValue) of \(weights) for inputs in \(inputs)" }

  static let all: [ColumnCase] =
    ternary.flatMap { strategy in
      [[-1, 0, 1], [0, 1], [-1, 1]].map {
        ColumnCase(strategy: strategy, weights: $0, inputs: IntegerRange(0, 127))
      }
    }
    + [
      ColumnCase(strategy: .byteColumns, weights: [-1, 0, 1], inputs: IntegerRange(0, 1)),
      ColumnCase(strategy: .packedTernary, weights: [0, 1], inputs: IntegerRange(0, 1)),
      ColumnCase(strategy: .byteColumns, weights: [-4, -1, 0, 2, 5], inputs: IntegerRange(-8, 7)),
      ColumnCase(strategy: .byteColumns, weights: codebook, inputs: IntegerRange(-128, 127)),
      ColumnCase(strategy: .subsetSums, weights: [-1, 0, 1], inputs: IntegerRange(-128, 127)),
      ColumnCase(strategy: .scatter, weights: [-1, 0, 1], inputs: IntegerRange(-3_000, 9_000)),
      ColumnCase(strategy: .scatter, weights: [-4, 0, 4], inputs: IntegerRange(-7, 200)),
      ColumnCase(strategy: .scatter, weights: [-7, -2, 0, 0, 1, 6], inputs: IntegerRange(3, 99)),
      ColumnCase(
        strategy: .shiftLoop, weights: [-128, -1, 2, 64], inputs: IntegerRange(-128, 127)),
    ]
    + [.packedColumns, .byteColumns, .productTiles, .shiftLoop, .scatter].map {
      ColumnCase(
        strategy: $0, weights: [0] + (0..<7).flatMap { [1 << $0, -(1 << $0)] },
        inputs: IntegerRange(0, 127))
    }
    + [.packedColumns, .productTiles].map {
      ColumnCase(strategy: $0, weights: codebook, inputs: IntegerRange(-30_000, 30_000))
    }

  private static let ternary: [LinearStrategy] = [
    .scatter, .packedColumns, .packedTernary, .byteColumns, .subsetSums, .productTiles,
  ]
  private static let codebook = [-90, -41, -13, -6, 0, 3, 11, 29, 64, 77, 100]
}

@Suite("Columns and tables against the interpreter")
struct ColumnStrategyTests {
  private static let shapes = [
    (1, 1), (4, 3), (10, 64), (65, 17), (130, 30), (3, 100), (7, 9), (64, 24), (16, 8),
  ]

  @Test(
    "Dense layers keep every bit for sparse inputs and for those that drive sums to their ends",
    arguments: ColumnCase.all)
  func dense(_ item: ColumnCase) throws {
    for (index, (outputs, inputs)) in Self.shapes.enumerated() {
      var random = SplitMix(seed: UInt64(index + 1))
      let linear = randomWeights(outputs, inputs, from: item.weights, bias: 100, &random)
      var sketch = try NetworkSketch([1, inputs], item.inputs)
      try sketch.add(.dense(linear))
      try expectSameBits(
        sketch.build(), item.strategy, drives(linear, item.inputs, &random),
        "\(outputs)x\(inputs)")
    }
  }

  @Test(
    "Layers that are requantised keep every bit",
    arguments: ColumnCase.all)
  func requantized(_ item: ColumnCase) throws {
    let functions = [1, 12].map { count in
      (0..<count).map {
        RequantizeFunction.shift(bits: 3 + $0 % 3, rounding: .halfUp, clamp: IntegerRange(0, 255))
      }
    }
    for (seed, functions) in functions.enumerated() {
      var random = SplitMix(seed: UInt64(seed))
      let linear = randomWeights(12, 20, from: item.weights, bias: 100, &random)
      var sketch = try NetworkSketch([1, 20], item.inputs)
      try sketch.add(.dense(linear))
      try sketch.add(
        .requantize(
          functions.count == 1
            ? Requantize(functions: functions) : Requantize(axis: 1, functions: functions)))
      try expectSameBits(
        sketch.build(), item.strategy, drives(linear, item.inputs, &random), "requantised")
    }
  }

  @Test(
    "Windows of several rows, groups and positions keep every bit",
    arguments: ColumnCase.all, [1, 2])
  func windows(_ item: ColumnCase, groups: Int) throws {
    for kernel in [[1, 1], [3, 2]] {
      // Shifted rows need columns in one run, and all need few runs.
      if kernel != [1, 1] && (item.strategy == .shiftLoop || groups == 2) { continue }
      var random = SplitMix(seed: 3)
      let geometry = window(kernel, layout: .channelsLast)
      let linear = randomWeights(
        8, 6 / groups * geometry.kernelCount, from: item.weights, bias: 50, &random)
      var sketch = try NetworkSketch([1, 4, 3, 6], item.inputs)
      try sketch.add(
        .convolution(
          Convolution(geometry: geometry, groups: groups, paddingValue: 0, linear: linear)))
      let inputs = (0..<4).map { _ in
        (0..<72).map { _ in Int.random(in: item.inputs.lower...item.inputs.upper, using: &random) }
      }
      try expectSameBits(sketch.build(), item.strategy, inputs, "\(kernel) groups \(groups)")
    }
  }

  @Test("Two sums share a word up to the last value that fits, and not beyond")
  func lanes() throws {
    func strategies(_ inputs: Int) throws -> (Network, [String]) {
      let linear = LinearWeights(
        outputs: 2, inputs: inputs,
        weights: [Weight](repeating: Weight(1), count: inputs)
          + [Weight](repeating: Weight(-1), count: inputs), bias: [0, 0])
      var sketch = try NetworkSketch([1, inputs], IntegerRange(0, 127))
      try sketch.add(.dense(linear))
      let network = try sketch.build()
      let row = try lower(network, for: target("rv32ec")).report.operators[0]
      return (network, [row.strategy] + row.alternatives.map(\.strategy.rawValue))
    }
    let (fitting, names) = try strategies(258)
    #expect(names.contains(LinearStrategy.packedTernary.rawValue))
    try expectSameBits(
      fitting, .packedTernary, [[Int](repeating: 127, count: 258)], "the last that fits")
    #expect(try !strategies(259).1.contains(LinearStrategy.packedTernary.rawValue))
  }

  /// No input, few, all, and for some rows the inputs that make partial sums as large as they get.
  private func drives(
    _ linear: LinearWeights, _ range: IntegerRange, _ random: inout SplitMix
  ) -> [[Int]] {
    let idle = range.contains(IntegerRange(exactly: 0)) ? 0 : range.lower
    func some(_ count: Int) -> [Int] {
      (0..<linear.inputs).map { $0 < count ? range.upper : idle }
    }
    let extremes = [0, linear.outputs / 2, linear.outputs - 1].flatMap { row in
      [
        linear.row(row).map { $0.value > 0 ? range.upper : range.lower },
        linear.row(row).map { $0.value > 0 ? range.lower : range.upper },
        linear.row(row).map { $0.value > 0 ? range.upper : idle },
      ]
    }
    let sparse = (0..<4).map { _ in
      (0..<linear.inputs).map { _ in
        Bool.random(using: &random)
          ? idle : Int.random(in: range.lower...range.upper, using: &random)
      }
    }
    return [0, 1, 3, 4, 5, linear.inputs].map(some) + [some(linear.inputs - 1).reversed()]
      + extremes + sparse
  }

  /// Compares the layer under the strategy, which must be the one taken.
  private func expectSameBits(
    _ network: Network, _ strategy: LinearStrategy, _ inputs: [[Int]], _ context: String
  ) throws {
    let name = network.operators[0].name
    let lowered = try lower(
      network, for: try target("rv32ec"), options: .init(strategies: [name: strategy]))
    #expect(lowered.report.operators[0].strategy == strategy.rawValue, "\(context)")
    let faults = verify(lowered.program)
    #expect(!faults.hasErrors, "\(faults) \(context)")
    let (interpreter, evaluator) = (
      try ReferenceInterpreter(network), KernelEvaluator(lowered.program)
    )
    for (run, values) in inputs.enumerated() {
      let expected = try interpreter.run(inputs: [values], states: [])
      let actual = try evaluator.run(inputs: [values], states: [])
      #expect(actual.outputs == expected.outputs, "\(context), run \(run)")
    }
  }
}
