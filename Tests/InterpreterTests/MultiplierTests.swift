import FixedPoint
import Interpreter
import NetworkIR
import TestSupport
import Testing

/// The references' own steps on their own words; a trap is an overflow that they have not.
private enum Reference {
  /// The high word of the doubled product, its halves away from zero in the product's sign.
  static func doublingHigh(_ a: Int32, _ b: Int32) -> Int32 {
    let product = Int64(a) * Int64(b)
    let nudge: Int64 = product >= 0 ? 1 << 30 : 1 - (1 << 30)
    return Int32((product + nudge) / (1 << 31))
  }

  static func dividing(_ x: Int32, byPowerOfTwo exponent: Int32) -> Int32 {
    let mask = Int32(truncatingIfNeeded: (Int64(1) << Int64(exponent)) - 1)
    let threshold = (mask >> 1) + (x < 0 ? 1 : 0)
    return (x >> exponent) + (x & mask > threshold ? 1 : 0)
  }

  static func scaled(_ x: Int, _ multiplier: Int, _ shift: Int, _ scheme: ScalingScheme) -> Int {
    switch scheme {
    case .doubleRounding:
      let high = doublingHigh(Int32(x) * (1 << max(shift, 0)), Int32(multiplier))
      return Int(dividing(high, byPowerOfTwo: Int32(max(-shift, 0))))
    case .singleRounding:
      let total = Int64(31 - shift)
      return Int((Int64(x) * Int64(multiplier) + 1 << (total - 1)) >> total)
    case .reducedTo16:
      let reduced =
        multiplier < 0x7FFF_0000 ? Int64((Int32(multiplier) + 1 << 15) >> 16) : 0x7FFF
      let total = Int64(15 - shift)
      return Int((Int64(x) * reduced + 1 << (total - 1)) >> total)
    }
  }
}

@Suite("TensorFlow Lite's multipliers A25 to A29")
struct MultiplierTests {
  private func results(
    _ function: RequantizeFunction, _ elements: [Int], _ range: IntegerRange
  ) throws -> [Int] {
    try run(
      .requantize(Requantize(functions: [function])), Example([elements.count], range, elements))[0]
  }

  private let all = IntegerType.int32.range

  @Test(
    "A25 to A27: the references' own steps, ties and both signs", arguments: ScalingScheme.allCases)
  func schemes(scheme: ScalingScheme) throws {
    let range = IntegerRange(-300, 300)
    let multipliers = [
      1 << 30, (1 << 30) + 1, 3 << 29, (1 << 31) - 1, 0x7FFF_0000, 0x7FFE_FFFF, 0x7FFE_8000, 0,
      -(1 << 30), -(3 << 29), -(1 << 31) + 1,
    ]
    for multiplier in multipliers {
      for shift in [-31, -9, -4, -1, 0, 1, 7, 14] {
        let function = RequantizeFunction.multiplier(
          FixedPointMultiplier(multiplier: multiplier, shift: shift, scheme: scheme, clamp: all))
        let elements = Array(range.lower...range.upper)
        let expected = elements.map { Reference.scaled($0, multiplier, shift, scheme) }
        #expect(
          try results(function, elements, range) == expected, "\(multiplier) * 2^\(shift)")
      }
    }
  }

  @Test("A25 to A27: wide values, offsets, left shifts and the clamp, with a fixed seed")
  func wideValues() throws {
    let seed: UInt64 = 25
    var random = SplitMix(seed: seed)
    for _ in 0..<3000 {
      let scheme = ScalingScheme.allCases.randomElement(using: &random) ?? .doubleRounding
      let multiplier = FixedPointMultiplier(
        inputOffset: Int.random(in: -65536...65536, using: &random),
        inputShift: Int.random(in: 0...4, using: &random),
        multiplier: Int.random(in: 1 << 30...(1 << 31) - 1, using: &random),
        shift: Int.random(in: -31...3, using: &random), scheme: scheme,
        outputOffset: Int.random(in: -128...127, using: &random), clamp: IntegerRange(-3000, 2999))
      let x = Int.random(in: -1 << 23...1 << 23, using: &random)
      let v = (x + multiplier.inputOffset) << multiplier.inputShift
      let scaled = Reference.scaled(v, multiplier.multiplier, multiplier.shift, scheme)
      let expected = min(max(scaled + multiplier.outputOffset, -3000), 2999)
      let found = try results(.multiplier(multiplier), [x], IntegerRange(-1 << 23, 1 << 23))
      #expect(found == [expected], "\(multiplier) at \(x), seed \(seed)")
    }
  }

  @Test("A25 rounds twice where A26 rounds once")
  func schemesDiffer() throws {
    func value(_ scheme: ScalingScheme, _ x: Int) throws -> Int {
      try results(
        .multiplier(
          FixedPointMultiplier(multiplier: 1 << 30, shift: -1, scheme: scheme, clamp: all)), [x],
        IntegerRange(-9, 9))[0]
    }
    // 1/4: 0.25 becomes 0.5 → 1 at the high word, then 0.5 → 1.
    #expect(try value(.doubleRounding, 1) == 1 && value(.singleRounding, 1) == 0)
    // -2/4: the high word is -1, its half goes away from zero; the single one goes up.
    #expect(try value(.doubleRounding, -2) == -1 && value(.singleRounding, -2) == 0)
  }

  @Test("A28: the sign of x + inputOffset chooses; zero is the second's")
  func bySign() throws {
    func half(_ outputOffset: Int) -> FixedPointMultiplier {
      FixedPointMultiplier(
        inputOffset: 3, multiplier: 1 << 30, shift: 0, scheme: .doubleRounding,
        outputOffset: outputOffset, clamp: all)
    }
    let found = try results(
      .bySign(negative: half(100), other: half(-100)), [-7, -5, -4, -3, -1, 5],
      IntegerRange(-9, 9))
    #expect(found == [98, 99, 100, -100, -99, -96])
  }

  @Test(
    "A29: the exact quotient is rounded by name, then moved and clamped",
    arguments: Rounding.allCases)
  func quotient(rounding: Rounding) throws {
    let range = IntegerRange(-60, 60)
    for divisor in [1, 2, 3, 6, 7, 49] {
      let quotient = Quotient(
        inputOffset: 2, divisor: divisor, rounding: rounding, outputOffset: -1,
        clamp: IntegerRange(-20, 18))
      let elements = Array(range.lower...range.upper)
      let expected = elements.map { x in
        let exact = (Rational(x + 2) / Rational(divisor)).rounded(rounding)
        return min(max(Int(exact) - 1, -20), 18)
      }
      #expect(try results(.quotient(quotient), elements, range) == expected, "\(divisor)")
    }
  }
}
