import Testing

@testable import TFLiteImport

@Suite("Fixed-point functions at import")
struct FixedPointFunctionTests {
  @Test("exp, logistic and tanh are near the real functions, and exact at 0")
  func nearReal() {
    #expect(exponential(0, integerBits: 5) == (1 << 31) - 1)
    #expect(logisticFunction(0) == 1 << 30)
    #expect(hyperbolicTangent(0) == 0)
    let tolerance = 1 << 12
    // exp(-1), logistic(1) and tanh(1) in Q31.
    #expect(abs(exponential(-1 << 26, integerBits: 5) - 790_015_084) < tolerance)
    #expect(abs(logisticFunction(1 << 27) - 1_569_936_343) < tolerance)
    #expect(abs(hyperbolicTangent(1 << 27) - 1_635_510_996) < tolerance)
  }

  @Test("logistic(-x) is 1 - logistic(x), tanh(-x) is -tanh(x)")
  func symmetric() {
    for raw in stride(from: 1, to: 1 << 31, by: 33_554_393) {
      #expect(logisticFunction(raw) + logisticFunction(-raw) == (1 << 31) - 1)
      #expect(hyperbolicTangent(raw) == -hyperbolicTangent(-raw))
    }
  }

  @Test("a product is rounded with halves upwards, a shift with halves away from zero")
  func ties() {
    #expect(highProduct(1, 1 << 30) == 1)
    #expect(highProduct(-1, 1 << 30) == 0)
    #expect(roundedShift(-3, 1) == -2)
    #expect(roundedShift(3, 1) == 2)
  }

  @Test("the knots of the exponential and the reciprocal are the reference's")
  func knots() {
    let exponentials = InterpolationTable(
      inputScale: Float(10) / 65535, inputZeroPoint: 32767, outputScale: 2 / 65535
    ).knots(of: exponential)
    #expect(exponentials.count == 513)
    #expect(exponentials.prefix(3) == [2, 2, 2])
    #expect(exponentials.suffix(2) == [32133, 32767])
    let reciprocals = InterpolationTable(
      inputScale: Float(1) / 65535, inputZeroPoint: -32768, outputScale: 2 / 65535
    ).knots { 1 / (1 + $0) }
    #expect(reciprocals.prefix(2) == [32767, 32704])
    #expect(reciprocals.suffix(2) == [16400, 16384])
  }

  @Test("scales are powers of two within a thousandth")
  func logarithms() {
    #expect(binaryLogarithm(0x1p-12) == BinaryLogarithm(rounded: -12, isExact: true))
    #expect(binaryLogarithm(0x1p-12 * 1.0001) == BinaryLogarithm(rounded: -12, isExact: true))
    #expect(!binaryLogarithm(0x1p-12 * 1.002).isExact)
  }

  @Test("256 knots of the logistic function ascend within 16 bits")
  func logistic() {
    #expect(logisticKnots.count == 256)
    #expect(logisticKnots.first == 32768)
    #expect(logisticKnots.last == 65535)
    #expect(zip(logisticKnots, logisticKnots.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
