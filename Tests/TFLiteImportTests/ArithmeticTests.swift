import FixedPoint
import NetworkIR
import Testing

@testable import TFLiteImport

@Suite("Preparation of TensorFlow Lite models")
struct ArithmeticTests {
  @Test(
    "a factor is a rounded Q31 and a shift",
    arguments: [
      (0.5, 1 << 30, 0), (1, 1 << 30, 1), (0, 0, 0), (0.75, 3 << 29, 0), (-0.5, -(1 << 30), 0),
      // The last bit rounds up to the next power of two.
      (1 - 0x1p-53, 1 << 30, 1),
      // Half of the last bit: away from zero.
      (0.5 + 0x1p-32, (1 << 30) + 1, 0),
      (0x1p-31, 1 << 30, -30), (0x1p-32, 1 << 30, -31), (0x1p-33, 0, 0), (0x1p40, 1 << 30, 41),
    ] as [(Double, Int, Int)])
  func factors(real: Double, multiplier: Int, shift: Int) {
    #expect(
      QuantizedMultiplier(real) == QuantizedMultiplier(multiplier: multiplier, shift: shift))
  }

  @Test("the schemes round ties as their rules say")
  func ties() {
    let quarter = QuantizedMultiplier(0.25)
    let values = [-6, -2, 2, 6]
    #expect(values.map { quarter.scaled($0, .doubleRounding) } == [-2, -1, 1, 2])
    #expect(values.map { quarter.scaled($0, .singleRounding) } == [-1, 0, 1, 2])
    #expect(values.map { quarter.scaled($0, .reducedTo16) } == [-1, 0, 1, 2])
  }

  @Test("a double rounding rounds twice")
  func twice() {
    // 3 / 8: first to 1 / 2 of a half, then up.
    let eighth = QuantizedMultiplier(multiplier: 1 << 30, shift: -2)
    #expect(eighth.scaled(3, .doubleRounding) == 1)
    #expect(eighth.scaled(3, .singleRounding) == 0)
  }

  @Test("the reduced multiplier saturates")
  func reduced() {
    let nearlyOne = QuantizedMultiplier(multiplier: (1 << 31) - 1, shift: 0)
    #expect(nearlyOne.scaled(1 << 20, .reducedTo16) == (1 << 20) - (1 << 5))
  }

  @Test("what leaves 32 bits has no value")
  func overflow() {
    #expect(QuantizedMultiplier(2).scaled(1 << 30, .doubleRounding) == nil)
    #expect(QuantizedMultiplier(0x1p40).scaled(1, .doubleRounding) == nil)
  }
}
