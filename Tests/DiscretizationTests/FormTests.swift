import BigInt
import FixedPoint
import NetworkIR
import TestSupport
import Testing

@testable import Discretization

/// round(clamp(x * scale + offset)) as a chain.
private func quantizer(
  scale: Rational, offset: Rational, rounding: Rounding, range: IntegerRange
) -> ScalarChain {
  ScalarChain([
    .affine(scale: RealNumber(scale), offset: RealNumber(offset)),
    .function(.clamp(lower: Rational(range.lower), upper: Rational(range.upper))),
    .function(.round(rounding)),
  ])
}

struct FormTests {
  @Test("the chosen form equals exact evaluation at every integer", arguments: 0..<40)
  func formsAreExact(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let range = IntegerRange(
      -Int.random(in: 0...3000, using: &random), Int.random(in: 1...3000, using: &random))
    let rounding = try #require(Rounding.allCases.randomElement(using: &random))
    let bits = Int.random(in: 1...8, using: &random)
    let target = IntegerRange(-(1 << (bits - 1)), (1 << (bits - 1)) - 1)
    let scale =
      Rational(
        Int.random(in: -200...200, using: &random))
      / Rational(Int.random(in: 1...4000, using: &random))
    // Offsets with a denominator of 2 make ties likely.
    let offset = Rational(Int.random(in: -40...40, using: &random)) / Rational(2)
    let chain = quantizer(scale: scale, offset: offset, rounding: rounding, range: target)
    let steps = try LevelSearch.steps(of: IntegerFunction(chain), over: range)
    let choice = FormChoice([steps], over: range)
    for x in range.lower...range.upper {
      let real = scale * Rational(x) + offset
      let clamped = max(Rational(target.lower), min(Rational(target.upper), real))
      let got = evaluate(choice.functions[0], at: x)
      try #require(got == Int(clamped.rounded(rounding)), "seed \(seed), x \(x)")
    }
  }

  @Test("a scale that is a power of two becomes a shift", arguments: Rounding.allCases)
  func shifts(rounding: Rounding) throws {
    let range = IntegerRange(-5000, 5000)
    let chain = quantizer(
      scale: Rational(1, over: 16), offset: .zero, rounding: rounding,
      range: IntegerRange(-128, 127))
    let steps = try LevelSearch.steps(of: IntegerFunction(chain), over: range)
    #expect(
      FormChoice([steps], over: range).functions
        == [.shift(bits: 4, rounding: rounding, clamp: IntegerRange(-128, 127))])
  }

  @Test("8-bit requantisation with an odd scale becomes a shift-add chain, not 255 thresholds")
  func eightBits() throws {
    let range = IntegerRange(-30_000, 30_000)
    let chain = quantizer(
      scale: Rational(12_345, over: 1 << 20), offset: Rational(3, over: 7), rounding: .halfToEven,
      range: IntegerRange(-128, 127))
    let steps = try LevelSearch.steps(of: IntegerFunction(chain), over: range)
    #expect(steps.thresholds.count == 255)
    guard case .chain(let found) = FormChoice([steps], over: range).functions[0] else {
      Issue.record("no chain was chosen")
      return
    }
    #expect(found.multiplier.termCount <= 6)
  }

  @Test("no chain has fewer digits than the one found", arguments: 0..<20)
  func cheapestChain(seed: UInt64) throws {
    var random = SplitMix(seed: seed)
    let range = IntegerRange(-Int.random(in: 1...14, using: &random), 14)
    let scale = Rational(Int.random(in: 1...30, using: &random)) / Rational(31)
    let chain = quantizer(
      scale: seed % 3 == 0 ? -scale : scale, offset: Rational(1, over: 3), rounding: .halfUp,
      range: IntegerRange(-5, 4))
    let steps = try LevelSearch.steps(of: IntegerFunction(chain), over: range)
    let found = try #require(ChainSearch(steps, over: range)?.cheapest(), "seed \(seed)")
    for x in range.lower...range.upper {
      try #require(evaluate(.chain(found), at: x) == evaluate(.steps(steps), at: x), "seed \(seed)")
    }
    let fewest = exhaustiveDigits(steps, range)
    try #require(fewest < Int.max)
    #expect(found.multiplier.termCount == fewest, "seed \(seed)")
  }

  /// The fewest digits of any multiplier below 2^8 with any addend and shift up to 7, by trying all
  /// of them.
  private func exhaustiveDigits(_ steps: StepFunction, _ range: IntegerRange) -> Int {
    let values = (range.lower...range.upper).map { evaluate(.steps(steps), at: $0) }
    let clamp = IntegerRange(values.min() ?? 0, values.max() ?? 0)
    let candidates = (0...4).map { count in
      (-256...256).filter { Weight($0).termCount == count }
    }
    for count in 0...4 {
      for shift in 0...7 {
        for multiplier in candidates[count] {
          if hasAddend(multiplier, shift, values, range, clamp) { return count }
        }
      }
    }
    return Int.max
  }

  private func hasAddend(
    _ multiplier: Int, _ shift: Int, _ values: [Int], _ range: IntegerRange, _ clamp: IntegerRange
  ) -> Bool {
    var (low, high) = (Int.min, Int.max)
    for (x, value) in zip(range.lower...range.upper, values) {
      if value != clamp.lower { low = max(low, (value << shift) - x * multiplier) }
      if value != clamp.upper { high = min(high, ((value + 1) << shift) - 1 - x * multiplier) }
    }
    return low <= high
  }

  @Test("the integer with the fewest signed digits of a range is found")
  func fewestDigitsOfRanges() {
    for lower in -70...70 {
      for upper in lower...min(lower + 20, 70) {
        let best = (lower...upper).map { Weight($0).termCount }.min()
        let found = fewestDigits(in: IntegerRange(lower, upper))
        #expect(lower <= found && found <= upper)
        #expect(Weight(found).termCount == best, "[\(lower), \(upper)]")
      }
    }
  }

  @Test(
    "few levels stay thresholds, small domains become tables, equal channels share one form"
  )
  func otherForms() throws {
    let steps = StepFunction(thresholds: [-3, 10], values: [-1, 0, 1])
    let range = IntegerRange(-500, 500)
    #expect(FormChoice([steps, steps], over: range).functions == [.steps(steps)])
    let other = StepFunction(thresholds: [-3, 11], values: [-1, 0, 1])
    #expect(FormChoice([steps, other], over: range).isPerChannel)
    let bumps = StepFunction(thresholds: [-2, -1, 0, 1, 2], values: [0, 5, 1, 7, 2, 0])
    let small = IntegerRange(-4, 3)
    #expect(
      FormChoice([bumps], over: small).functions
        == [.table(LookupTable(first: -4, entries: [0, 0, 5, 1, 7, 2, 0, 0]))])
  }
}
