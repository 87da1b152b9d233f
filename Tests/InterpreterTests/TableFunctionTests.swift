import FixedPoint
import Foundation
import Interpreter
import NetworkIR
import Testing

/// Results that TensorFlow Lite Micro's reference kernels gave.
@Suite("TensorFlow Lite's functions by tables A30, A34, A35")
struct TableFunctionTests {
  private let word = IntegerType.int16.range

  @Test("A30: the logistic function and tanh of x / 4096")
  func curves() throws {
    let x = [0, 1, -1, 2, -2, 85, -86, 20000, -20000, 32767, -32768, 170]
    let expected: [CurveShape: [Int]] = [
      .logistic: [
        16384, 16386, 16382, 16388, 16380, 16554, 16212, 32521, 247, 32757, 11, 16724,
      ],
      .tanh: [0, 8, -8, 16, -16, 680, -688, 32764, -32764, 32767, -32767, 1360],
    ]
    // As the reference's at every knot that these x reach; a few others differ by 1.
    let knots = (0..<255).map { Int((65536 / (1 + exp(-Double($0) / 24))).rounded()) } + [65535]
    for shape in CurveShape.allCases {
      let curve = InterpolatedCurve(shape: shape, inputMultiplier: 3, inputShift: 0, knots: knots)
      let kind = OperatorKind.requantize(Requantize(functions: [.curve(curve)]))
      #expect(try run(kind, Example([x.count], word, x))[0] == expected[shape])
    }
  }

  @Test("A34: bytes to bytes and words; what is farther than diffMin gives the least output")
  func byteSoftmax() throws {
    // exp(0.35 * d) at d = 0, -1, -2, -5, -20 and -23; no element of the row is elsewhere.
    let exponentials =
      [2_147_483_647, 1_513_306_160, 1_066_408_856]
      + [Int](repeating: 373_176_819, count: 3) + [Int](repeating: 1_958_252, count: 15)
      + [Int](repeating: 685_267, count: 42)
    let x = [20, 19, 15, 0, -3, 18, -70, -128]
    let expected: [IntegerType: [Int]] = [
      .int8: [-20, -52, -109, -128, -128, -75, -128, -128],
      .int16: [-5189, -13333, -27975, -32743, -32759, -19073, -32768, -32768],
    ]
    for (output, row) in expected {
      let softmax = ByteSoftmax(diffMin: -62, exponentials: exponentials, output: output)
      let y = try run(.softmax(.bytes(softmax)), Example([1, 8], IntegerRange(-128, 127), x))
      #expect(y == [row])
      let twice = try run(
        .softmax(.bytes(softmax)), Example([2, 8], IntegerRange(-128, 127), x.reversed() + x))
      #expect(twice == [row.reversed() + row])
    }
  }

  @Test("A35: words to words by the two tables")
  func wordSoftmax() throws {
    let softmax = WordSoftmax(
      inputMultiplier: 1_231_434_189, inputShift: 3,
      exponentialKnots: softmaxKnots(from: -10, to: 0, exp),
      reciprocalKnots: softmaxKnots(from: 0, to: 1) { 1 / (1 + $0) })
    let x = [3000, 2999, 1500, 0, -700, -20000, -32768, 2900]
    #expect(
      try run(.softmax(.words(softmax)), Example([1, 8], word, x))
        == [[9418, 9411, 3296, 1153, 707, 1, 1, 8782]])
  }
}

/// 513 knots of a function, each moved by half of the error in the middle of its interval.
func softmaxKnots(
  from lower: Double, to upper: Double, _ function: (Double) -> Double
) -> [Int] {
  let step = (upper - lower) / 512
  func value(_ position: Double) -> Double { function(lower + position * step) * 32768 }
  func limited(_ value: Double) -> Int { Int(min(max(value.rounded(), -32768), 32767)) }
  let inner = (0..<512).map { index in
    let sample = value(Double(index)).rounded()
    let middle = ((value(Double(index + 1)) + sample) / 2).rounded()
    let error = middle - value(Double(index) + 0.5).rounded()
    return limited(sample - (error / 2).rounded())
  }
  return inner + [limited(value(512))]
}
