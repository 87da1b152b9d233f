import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Operators on data against the interpreter")
struct LoweredDataOperatorTests {
  @Test("Products of operands from 1 to 16 bits, each sign, with offsets (A31)")
  func products() throws {
    let bytes = IntegerRange(-128, 127), words = IntegerRange(-32768, 32767)
    let cases: [(IntegerRange, IntegerRange, [Int])] = [
      (bytes, bytes, [0, 0]), (bytes, bytes, [128, -127]), (bytes, bytes, [-37, 90]),
      (words, words, [0, 0]), (words, bytes, [0, 128]), (bytes, words, [-5, 3]),
      (IntegerRange(0, 3), IntegerRange(-2, 0), [0, 0]),
      (IntegerRange(0, 511), IntegerRange(0, 511), [0, 1]),
      (IntegerRange(-200_000, 100_000), IntegerRange(-1000, 900), [7, -8]),
    ]
    for (index, (left, right, offsets)) in cases.enumerated() {
      var sketch = try NetworkSketch([2, 40], left)
      let x = sketch.last
      let other = try sketch.addInput([2, 40], right)
      try sketch.add(.product(offsets: offsets), to: [x, other])
      try expectSameBits(sketch.build(), runs: 12, seed: UInt64(index), "product \(index)")
    }
  }

  @Test("Every product of two 9-bit operands")
  func everyProduct() throws {
    let range = IntegerRange(-128, 127)
    var sketch = try NetworkSketch([256], range)
    let x = sketch.last
    let other = try sketch.addInput([256], range)
    try sketch.add(.product(offsets: [127, -128]), to: [x, other])
    let program = try lower(sketch.build(), for: try target("rv32ec")).program
    let evaluator = KernelEvaluator(program)
    let all = Array(-128...127)
    for right in stride(from: -128, through: 127, by: 5) {
      let actual = try evaluator.run(inputs: [all, all.map { _ in right }])
      #expect(actual == [all.map { ($0 + 127) * (right - 128) }], "\(right)")
    }
  }

  @Test("Products of one program share one table of at most 511 entries")
  func sharedTable() throws {
    var sketch = try NetworkSketch([4], IntegerRange(-10, 10))
    let x = sketch.last
    let wide = try sketch.addInput([4], IntegerRange(-32768, 32767))
    let small = try sketch.add(.product(offsets: [0, 0]), to: [x, x])[0]
    let large = try sketch.add(.product(offsets: [0, 0]), to: [wide, wide])[0]
    let network = try sketch.build(outputs: [small, large])
    let program = try lower(network, for: try target("rv32ec")).program
    #expect(program.tables.map(\.values.count).count == 1)
    #expect(program.tables.allSatisfy { $0.values.count <= 511 && $0.element == .uint16 })
    try expectSameBits(network, seed: 3)
  }

  @Test("Where nothing is put around or between elements, the border's value need not fit (A19)")
  func nothingAround() throws {
    for kind in [
      OperatorKind.pad(before: [0, 0], after: [0, 0], value: 300),
      .dilate(factors: [2, 1], value: 300),
    ] {
      var sketch = try NetworkSketch([1, 5], IntegerRange(-9, 61))
      try sketch.add(kind)
      try expectSameBits(sketch.build(), seed: 1)
    }
  }

  @Test("The smaller and the larger of two tensors of different types (A32)")
  func extrema() throws {
    for extremum in Extremum.allCases {
      var sketch = try NetworkSketch([3, 5], IntegerRange(-100, 100))
      let x = sketch.last
      let other = try sketch.addInput([3, 5], IntegerRange(-3, 700))
      try sketch.add(.extremum(extremum), to: [x, other])
      try expectSameBits(sketch.build(), seed: 2, extremum.rawValue)
    }
  }

  @Test("Slices by steps that skip, repeat and walk backwards (A19)")
  func slices() throws {
    let slices = [
      Slice(starts: [0, 0, 0], steps: [1, 1, 1], sizes: [3, 4, 5]),
      Slice(starts: [1, 0, 2], steps: [1, 1, 1], sizes: [2, 4, 3]),
      Slice(starts: [2, 3, 4], steps: [-1, -2, -3], sizes: [3, 2, 2]),
      Slice(starts: [1, 2, 3], steps: [0, 0, 0], sizes: [2, 3, 4]),
      Slice(starts: [0, 1, 0], steps: [2, 0, 4], sizes: [2, 7, 2]),
      Slice(starts: [2, 0, 0], steps: [1, 3, -1], sizes: [1, 2, 1]),
    ]
    for (index, slice) in slices.enumerated() {
      var sketch = try NetworkSketch([3, 4, 5], IntegerRange(-9, 99))
      try sketch.add(.slice(slice))
      try expectSameBits(sketch.build(), seed: 5, "slice \(index)")
    }
  }

  @Test("Dilation puts the value between the elements (A19)")
  func dilation() throws {
    for factors in [[1, 1, 1], [1, 2, 3], [4, 1, 2]] {
      var sketch = try NetworkSketch([2, 3, 4], IntegerRange(1, 99))
      try sketch.add(.dilate(factors: factors, value: -4))
      try expectSameBits(sketch.build(), seed: 5, "\(factors)")
    }
  }

  @Test("Sums and extremes along any axes (A33)")
  func reductions() throws {
    for reduction in [Reduction.sum, .smallest, .largest] {
      for axes in [[0], [1], [2], [3], [1, 2], [0, 3], [0, 1, 2, 3]] {
        var sketch = try NetworkSketch([2, 3, 4, 5], IntegerRange(-128, -3))
        try sketch.add(.reduce(reduction, axes: axes))
        try expectSameBits(sketch.build(), seed: 7, "\(reduction) \(axes)")
      }
    }
  }

  @Test("Pooling with the channels last, small windows and large (A18)")
  func channelsLastPools() throws {
    func last(_ window: WindowGeometry) -> WindowGeometry {
      WindowGeometry(
        kernel: window.kernel, strides: window.strides, dilations: window.dilations,
        paddingBefore: window.paddingBefore, paddingAfter: window.paddingAfter,
        layout: .channelsLast)
    }
    let cases: [([Int], WindowGeometry)] = [
      ([1, 6, 7, 3], window([2, 2], strides: [2, 2])),
      ([1, 6, 7, 3], window([3, 2], strides: [1, 2], before: [1, 0], after: [1, 1])),
      ([1, 6, 7, 2], window([6, 7])), ([1, 9, 4], window([3], strides: [2], before: [1])),
      ([1, 6, 7, 2], window([2, 3], dilations: [3, 2])),
      ([1, 8, 8, 1], window([5, 4], strides: [3, 4], before: [2, 1])),
    ]
    for (index, (shape, geometry)) in cases.enumerated() {
      for kind in [
        OperatorKind.maxPool(last(geometry)), .sumPool(last(geometry), paddingValue: -3),
      ] {
        var sketch = try NetworkSketch(shape, IntegerRange(-20, 11))
        try sketch.add(kind)
        try expectSameBits(sketch.build(), seed: UInt64(index), "\(kind.keyword) \(index)")
      }
    }
  }
}
