import CSupport
import FixedPoint
import Testing

@Suite("The C that ships with generated code, called in process")
struct SupportTests {
  static let edges = [
    Int32.min, .min + 1, -65_537, -65_536, -32_769, -32_768, -257, -3, -2, -1, 0, 1, 2, 3, 255,
    32_767, 32_768, 65_535, 65_536, .max - 1, .max,
  ]

  @Test("A3: the right shift is floor at every distance", arguments: edges)
  func rightShiftIsFloor(_ value: Int32) {
    for bits in 0...31 {
      let floor = Rounding.floor.divide(Int(value), byPowerOfTwo: bits)
      #expect(Int(stapes_shift_right_32(value, Int32(bits))) == floor, "bits \(bits)")
    }
  }

  @Test("the left shift is a product wherever the result fits", arguments: edges)
  func leftShiftIsProduct(_ value: Int32) {
    for bits in 0...30 {
      let product = Int(value) << bits
      guard IntegerType.int32.range.contains(product) else { continue }
      #expect(Int(stapes_shift_left_32(value, Int32(bits))) == product, "bits \(bits)")
    }
  }

  @Test("every 16-bit value shifts right as floor says")
  func narrowRightShiftIsFloor() {
    for value in Int16.min...Int16.max {
      for bits in [0, 1, 7, 15] {
        let floor = Rounding.floor.divide(Int(value), byPowerOfTwo: bits)
        if Int(stapes_shift_right_16(value, Int32(bits))) != floor {
          Issue.record("value \(value), bits \(bits)")
        }
      }
    }
  }

  @Test("clamp keeps values inside and moves the others to the nearer end", arguments: edges)
  func clampIsNearest(_ value: Int32) {
    let limits = IntegerRange(-256, 255)
    let expected = IntegerRange(exactly: Int(value)).clamped(to: limits).lower
    #expect(Int(stapes_clamp_32(value, -256, 255)) == expected)
  }
}
