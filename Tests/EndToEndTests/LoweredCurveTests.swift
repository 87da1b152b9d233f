import FixedPoint
import Foundation
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

/// The logistic function at distances of 24/255, in units of 2^-16.
private let logisticKnots: [Int] = (0..<256).map { index in
  let value = 65536 / (1 + exp(-24 * Double(index) / 255))
  return index == 255 ? 65535 : min(Int(value.rounded()), 65534)
}

@Suite("Curves and softmax against the interpreter")
struct LoweredCurveTests {
  @Test("Curves over all words, by multipliers that saturate or do not (A30)")
  func curves() throws {
    let cases = [(1, 0), (3, 0), (31, 2), (21_000, 14), (10_923, 15), (65_535, 12)]
    for shape in CurveShape.allCases {
      for (index, (multiplier, shift)) in cases.enumerated() {
        let curve = InterpolatedCurve(
          shape: shape, inputMultiplier: multiplier, inputShift: shift, knots: logisticKnots)
        for range in [
          IntegerRange(-32768, 32767), IntegerRange(-300, -2), IntegerRange(0, 5000),
        ] {
          var sketch = try NetworkSketch([300], range)
          try sketch.add(.requantize(Requantize(functions: [.curve(curve)])))
          try expectSameBits(sketch.build(), runs: 12, seed: 8, "\(shape) \(index) \(range)")
        }
      }
    }
  }

  private func byteSoftmax(
    scale: Double, diffMin: Int, _ output: IntegerType
  ) -> ByteSoftmax {
    ByteSoftmax(
      diffMin: diffMin,
      exponentials: (0...min(255, -diffMin)).map { distance in
        Int(exp(-Double(distance) * scale) * Double(Int32.max))
      }, output: output)
  }

  @Test("Byte softmax to bytes and words, steep and flat, one row or several (A34)")
  func byteSoftmax() throws {
    for (scale, diffMin) in [(0.05, -255), (0.05, -100), (0.5, -60), (3, -9), (0, -255), (0.1, -3)]
    {
      for output in [IntegerType.int8, .int16] {
        for shape in [[1, 12], [1, 1], [3, 5], [1, 300]] {
          var sketch = try NetworkSketch(shape, IntegerRange(-128, 127))
          try sketch.add(
            .softmax(.bytes(byteSoftmax(scale: scale, diffMin: diffMin, output))))
          try expectSameBits(
            sketch.build(), runs: 5, seed: 6, "\(scale) \(diffMin) \(output) \(shape)")
        }
      }
    }
  }

  @Test("Byte softmax of few distinct values, so that terms do not drop out (A34)")
  func narrowSoftmax() throws {
    for range in [IntegerRange(0, 1), IntegerRange(-3, 20), IntegerRange(100, 127)] {
      var sketch = try NetworkSketch([4, 10], range)
      try sketch.add(.softmax(.bytes(byteSoftmax(scale: 0.06, diffMin: -200, .int8))))
      try expectSameBits(sketch.build(), runs: 20, seed: 6, "\(range)")
    }
  }

  @Test("Word softmax, steep and flat (A35)")
  func wordSoftmax() throws {
    let exponentials = (0..<513).map { index in
      max(2, Int((32767 * exp(10 * Double(index - 512) / 512)).rounded()))
    }
    let reciprocals = (0..<513).map { Int((32767.0 * 512 / Double(512 + $0)).rounded()) }
    for (multiplier, shift) in [
      (1 << 30, 0), (1_717_986_918, 0), (1_400_000_000, -4), (2_000_000_000, 2),
    ] {
      for range in [IntegerRange(-32768, 32767), IntegerRange(-900, 900)] {
        var sketch = try NetworkSketch([2, 30], range)
        try sketch.add(
          .softmax(
            .words(
              WordSoftmax(
                inputMultiplier: multiplier, inputShift: shift, exponentialKnots: exponentials,
                reciprocalKnots: reciprocals))))
        try expectSameBits(sketch.build(), runs: 8, seed: 6, "\(multiplier) \(shift) \(range)")
      }
    }
  }
}
