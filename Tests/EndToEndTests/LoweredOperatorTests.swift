import FixedPoint
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Other operators against the interpreter")
struct LoweredOperatorTests {
  @Test("Pooling, padded or not, in one or two dimensions (A18)")
  func pooling() throws {
    let cases: [([Int], WindowGeometry)] = [
      ([1, 3, 6, 7], window([2, 2], strides: [2, 2])),
      ([1, 3, 6, 7], window([3, 2], strides: [1, 2], before: [1, 0], after: [1, 1])),
      ([1, 2, 6, 7], window([6, 7])), ([1, 4, 9], window([3], strides: [2], before: [1])),
      ([1, 2, 6, 7], window([2, 3], dilations: [3, 2])),
    ]
    for (index, (shape, geometry)) in cases.enumerated() {
      for kind in [OperatorKind.maxPool(geometry), .sumPool(geometry, paddingValue: -3)] {
        var sketch = try NetworkSketch(shape, IntegerRange(-20, 11))
        try sketch.add(kind)
        try expectSameBits(sketch.build(), seed: UInt64(index), "\(kind.keyword) \(index)")
      }
    }
  }

  @Test("Transpose, pad and reshape move every element (A19)")
  func movement() throws {
    for permutation in [[0, 2, 1], [2, 1, 0], [1, 2, 0], [0, 1, 2]] {
      var sketch = try NetworkSketch([2, 3, 5], IntegerRange(0, 99))
      try sketch.add(.transpose(permutation: permutation))
      try expectSameBits(sketch.build(), seed: 1, "\(permutation)")
      try sketch.add(.pad(before: [1, 0, 2], after: [0, 3, 1], value: -7))
      try expectSameBits(sketch.build(), seed: 2, "\(permutation)")
      let count = sketch.lastTensor.shape.elementCount
      try sketch.add(.reshape, reshapedTo: Shape([1, count]))
      try expectSameBits(sketch.build(), seed: 3, "\(permutation)")
    }
  }

  @Test("Concatenation and mapped sums of tensors of different types (A17, A19)")
  func joining() throws {
    for axis in 0...2 {
      var sketch = try NetworkSketch([2, 3, 4], IntegerRange(-5, 90))
      let x = sketch.last
      let shift = RequantizeFunction.shift(
        bits: 2, rounding: .halfAwayFromZero, clamp: IntegerRange(0, 9))
      let narrow = try sketch.add(.requantize(Requantize(functions: [shift])))[0]
      let sum = try sketch.add(
        .mappedSum([
          .weighted(Weight(300)), .table(LookupTable(first: 2, entries: [9, -1000, 4, 70_000])),
        ]), to: [x, narrow])[0]
      try sketch.add(.concatenate(axis: axis), to: [x, narrow, sum])
      try expectSameBits(sketch.build(), seed: UInt64(axis), "axis \(axis)")
    }
  }

  @Test("Argmax and top-k along any axis, with ties (A19)")
  func order() throws {
    for axis in 0...2 {
      for last in [false, true] {
        var sketch = try NetworkSketch([2, 3, 4], IntegerRange(-1, 1))
        try sketch.add(.argMax(axis: axis, selectsLast: last))
        try expectSameBits(sketch.build(), runs: 12, seed: 4, "axis \(axis) last \(last)")
      }
      var sketch = try NetworkSketch([2, 3, 4], IntegerRange(-1, 1))
      let outputs = try sketch.add(.topK(count: 2, axis: axis), outputs: 2)
      try expectSameBits(sketch.build(outputs: outputs), runs: 12, seed: 4, "axis \(axis)")
    }
  }

  @Test("An output may be an input, an output of a reshape, or read again")
  func outputs() throws {
    var sketch = try NetworkSketch([1, 6], IntegerRange(0, 9))
    let x = sketch.last
    let flat = try sketch.add(.reshape, reshapedTo: Shape([2, 3]))[0]
    try expectSameBits(sketch.build(outputs: [flat]), seed: 1, "a reshaped input")
    try expectSameBits(sketch.build(outputs: [x]), seed: 1, "an input")
    let index = try sketch.add(.argMax(axis: 1, selectsLast: false))[0]
    let again = try sketch.add(.reshape, reshapedTo: Shape([2]))[0]
    try expectSameBits(sketch.build(outputs: [index]), seed: 1)
    try expectSameBits(sketch.build(outputs: [again, index, flat]), seed: 1, "all of them")
  }

  @Test("A residual network keeps every bit with buffers that share memory")
  func residual() throws {
    for seed in UInt64(1)...5 {
      var random = SplitMix(seed: seed)
      var sketch = try NetworkSketch([1, 2, 6, 6], IntegerRange(0, 15))
      let rounding = Requantize(functions: [
        .shift(bits: 3, rounding: .halfUp, clamp: IntegerRange(0, 15))
      ])
      for _ in 0..<3 {
        let trunk = sketch.last
        let linear = randomWeights(2, 18, from: [-4, -1, 0, 2, 3], bias: 40, &random)
        try sketch.add(
          .convolution(
            Convolution(
              geometry: window([3, 3], before: [1, 1]), groups: 1, paddingValue: 0,
              linear: linear)))
        let branch = try sketch.add(.requantize(rounding))[0]
        try sketch.add(
          .mappedSum([.weighted(Weight(5)), .weighted(Weight(-3))]), to: [trunk, branch])
        try sketch.add(.requantize(rounding))
      }
      try sketch.add(.sumPool(window([6, 6]), paddingValue: 0))
      try sketch.add(.reshape, reshapedTo: Shape([1, 2]))
      try expectSameBits(sketch.build(), seed: seed)
    }
  }
}
