import FixedPoint
import Interpreter
import NetworkIR
import TestSupport
import Testing

@Suite("Inferred ranges against every input")
struct InferredRangeTests {
  /// Every tuple of `count` elements of the range.
  private func tuples(_ count: Int, of range: IntegerRange) -> [[Int]] {
    (0..<count).reduce([[]]) { tuples, _ in
      tuples.flatMap { tuple in (range.lower...range.upper).map { tuple + [$0] } }
    }
  }

  /// The hull of what the operator gives over every input, per output.
  private func hulls(_ built: Network) throws -> [IntegerRange] {
    let interpreter = try ReferenceInterpreter(built)
    let shape = built[built.inputs[0].tensor].shape
    var hulls: [IntegerRange?] = built.outputs.map { _ in nil }
    for tuple in tuples(shape.elementCount, of: built[built.inputs[0].tensor].range) {
      for (index, elements) in try interpreter.run(inputs: [tuple]).outputs.enumerated() {
        for element in elements {
          let point = IntegerRange(exactly: element)
          hulls[index] = hulls[index]?.union(point) ?? point
        }
      }
    }
    return hulls.compactMap { $0 }
  }

  static let kinds: [(OperatorKind, [Int])] = [
    (.dense(linear([[1, -2, 3], [0, 0, 0], [-4, -1, 2]], bias: [0, 50, -3])), [3]),
    (
      .convolution(
        Convolution(
          geometry: window([2]), groups: 1, paddingValue: 0, linear: linear([[3, -1]], bias: [2]))),
      [1, 1, 3]
    ),
    (.mappedSum([.weighted(Weight(-5))]), [2]),
    (.mappedSum([.table(LookupTable(first: -1, entries: [4, -7, 9, 2]))]), [2]),
    (.maxPool(window([2])), [1, 1, 3]),
    (.sumPool(window([2]), paddingValue: 0), [1, 1, 3]),
    (.sumPool(window([2], before: [1]), paddingValue: 2), [1, 1, 3]),
    (.transpose(permutation: [1, 0]), [1, 2]),
    (.concatenate(axis: 0), [2]),
    (.pad(before: [1], after: [0], value: 11), [2]),
    (.pad(before: [0], after: [0], value: 11), [2]),
    (.argMax(axis: 0, selectsLast: false), [3]),
    (.argMax(axis: 0, selectsLast: true), [3]),
    (.topK(count: 2, axis: 0), [3]),
    (.slice(Slice(starts: [1], steps: [-1], sizes: [2])), [2]),
    (.dilate(factors: [2], value: 11), [2]),
    (.dilate(factors: [1], value: 11), [2]),
    (.reduce(.sum, axes: [0]), [3]),
    (.reduce(.smallest, axes: [0]), [3]),
    (.reduce(.largest, axes: [0]), [3]),
  ]

  @Test(
    "the inferred range is the hull of all results",
    arguments: [IntegerRange(-2, 3), IntegerRange(0, 4), IntegerRange(-1, 2), IntegerRange(2, 2)])
  func hullOfResults(range: IntegerRange) throws {
    for (kind, dimensions) in Self.kinds {
      let built = try network(kind, inputs: [(Shape(dimensions), range)])
      #expect(try hulls(built) == built.outputs.map { built[$0].range }, "\(kind.keyword) \(range)")
    }
  }

  @Test("the image of a requantisation is the hull of all its values")
  func requantizeImages() throws {
    let seed: UInt64 = 5
    var generator = SplitMix(seed: seed)
    for _ in 0..<400 {
      let function = RequantizeFunction.random(using: &generator)
      let lower = Int.random(in: -20...20, using: &generator)
      let range = IntegerRange(lower, lower + Int.random(in: 0...20, using: &generator))
      let built = try network(
        .requantize(Requantize(functions: [function])), inputs: [(Shape([1]), range)])
      #expect(
        try hulls(built) == [built[built.outputs[0]].range], "\(function) on \(range), seed \(seed)"
      )
    }
  }

  @Test("a padded window's range holds every result at the borders")
  func paddedWindowsHold() throws {
    for paddingValue in [-30, 0, 30] {
      let geometry = window([3], before: [1], after: [1])
      let kinds: [OperatorKind] = [
        .sumPool(geometry, paddingValue: paddingValue),
        .convolution(
          Convolution(
            geometry: geometry, groups: 1, paddingValue: paddingValue,
            linear: linear([[3, -1, 2]], bias: [2]))),
      ]
      for kind in kinds {
        let built = try network(kind, inputs: [(Shape([1, 1, 3]), IntegerRange(-2, 2))])
        #expect(built[built.outputs[0]].range.contains(try hulls(built)[0]), "\(kind.keyword)")
      }
    }
  }

  @Test("partial sums of every subset, with and without the bias, span the partial range")
  func partialSums() throws {
    let rows = [[3, -5, 0, 7], [1, 1, 1, 1], [-6, -2, -1, -3], [0, 0, 0, 0]]
    for (row, bias) in zip(rows, [9, -4, 0, 3]) {
      for range in [IntegerRange(-2, 3), IntegerRange(1, 4), IntegerRange(-3, -1)] {
        let expected = subsetHull(
          summands: row.map { weight in [range.lower, range.upper].map { $0 * weight } } + [[bias]])
        let found = try partialSumRange(
          row: row.map(Weight.init)[...], bias: bias, input: range, grain: .product)
        #expect(found == expected, "\(row) + \(bias) over \(range)")
        let terms = row.flatMap { Weight($0).terms.map(\.value) }
        let expectedTerms = subsetHull(
          summands: terms.map { term in [range.lower, range.upper].map { $0 * term } } + [[bias]])
        let foundTerms = try partialSumRange(
          row: row.map(Weight.init)[...], bias: bias, input: range, grain: .term)
        #expect(foundTerms == expectedTerms, "\(row) + \(bias) over \(range)")
      }
    }
  }

  /// The hull of the sums of every subset, each summand at any of its extremes.
  private func subsetHull(summands: [[Int]]) -> IntegerRange {
    let sums = summands.reduce([0]) { sums, extremes in
      sums.flatMap { sum in [sum] + extremes.map { sum + $0 } }
    }
    return IntegerRange(sums.min() ?? 0, sums.max() ?? 0)
  }
}

extension RequantizeFunction {
  static func random(using generator: inout SplitMix) -> RequantizeFunction {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    func table() -> LookupTable {
      LookupTable(
        first: number(-20...10), entries: (0..<number(1...9)).map { _ in number(-50...50) })
    }
    let low = number(-40...20)
    let clamp = IntegerRange(low, low + number(0...60))
    switch number(0...8) {
    case 0:
      return .shift(
        bits: number(0...4), rounding: Rounding.allCases[number(0...7)], clamp: clamp)
    case 1: return .table(table())
    case 2: return .shiftThenTable(bits: number(0...3), table())
    case 3:
      let thresholds = Set((0..<number(0...6)).map { _ in number(-25...45) }).sorted()
      return .steps(
        StepFunction(
          thresholds: thresholds, values: (0...thresholds.count).map { _ in number(-50...50) }))
    case 4:
      return .chain(
        ShiftAddChain(
          multiplier: Weight(number(-30...30)), addend: number(-90...90), bits: number(0...5),
          clamp: clamp))
    case 5: return .multiplier(.random(inputOffset: number(-9...9), clamp, using: &generator))
    case 6:
      let offset = number(-9...9)
      return .bySign(
        negative: .random(inputOffset: offset, clamp, using: &generator),
        other: .random(inputOffset: offset, clamp, using: &generator))
    case 7:
      return .quotient(
        Quotient(
          inputOffset: number(-9...9), divisor: number(1...12),
          rounding: Rounding.allCases[number(0...7)], outputOffset: number(-9...9), clamp: clamp))
    default:
      return .curve(
        InterpolatedCurve(
          shape: CurveShape.allCases[number(0...1)], inputMultiplier: number(-30000...30000),
          inputShift: number(0...4),
          knots: (0..<255).map { _ in number(32768...65534) }.sorted() + [65535]))
    }
  }
}

extension FixedPointMultiplier {
  fileprivate static func random(
    inputOffset: Int, _ clamp: IntegerRange, using generator: inout SplitMix
  ) -> FixedPointMultiplier {
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
    return FixedPointMultiplier(
      inputOffset: inputOffset, inputShift: number(0...3),
      multiplier: number(1 << 30...(1 << 31) - 1) * (number(0...2) - 1), shift: number(-6...3),
      scheme: ScalingScheme.allCases[number(0...2)], outputOffset: number(-20...20), clamp: clamp)
  }
}
