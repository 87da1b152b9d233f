import FixedPoint
import TestSupport
import Testing

@testable import ShiftAdd

@Suite("Constant chains")
struct ConstantChainTests {
  @Test("A chain is the floor of its definition (A16) for every small multiplier, addend and shift")
  func bruteForce() {
    let input = IntegerRange(-9, 9)
    for multiplier in -40...40 {
      for addend in [-70, -33, -1, 0, 1, 6, 31, 64, 77] {
        for bits in 0...8 {
          let plan = ConstantChain.plan(
            multiplier: Weight(multiplier), addend: addend, bits: bits, input: input)
          let wrong = (-9...9).first {
            plan?.evaluate($0) != ($0 * multiplier + addend) >> bits
          }
          #expect(wrong == nil, "x \(wrong ?? 0) * \(multiplier) + \(addend) >> \(bits)")
        }
      }
    }
  }

  @Test("Random chains with sums beyond 32 bits are exact, and every value keeps within the proof")
  func wide() {
    let seed: UInt64 = 11
    var random = SplitMix(seed: seed)
    var planned = 0
    for round in 0..<400 {
      let multiplier = Weight(Int.random(in: -(1 << 29)...(1 << 29), using: &random))
      let bits = Int.random(in: 24...36, using: &random)
      let addend = Int.random(in: -(1 << 38)...(1 << 38), using: &random)
      let input = IntegerRange(-Int.random(in: 1...60_000, using: &random), 50_000)
      let plan = ConstantChain.plan(
        multiplier: multiplier, addend: addend, bits: bits, input: input)
      guard let plan else { continue }
      planned += 1
      for _ in 0..<40 {
        let x = Int.random(in: input.lower...input.upper, using: &random)
        #expect(
          plan.evaluate(x) == (x * multiplier.value + addend) >> bits,
          "seed \(seed), round \(round), x \(x)")
        #expect(plan.result.contains(plan.evaluate(x)), "seed \(seed), round \(round), x \(x)")
        #expect(plan.values(at: x).allSatisfy { plan.range.contains($0) }, "seed \(seed), x \(x)")
      }
    }
    #expect(planned > 300, "only \(planned) of 400 chains were planned, seed \(seed)")
  }

  @Test("A chain whose input does not fit 32 bits is refused")
  func refused() {
    let plan = ConstantChain.plan(
      multiplier: Weight(3), addend: 0, bits: 0, input: IntegerRange(0, 1 << 31))
    #expect(plan == nil)
  }

  @Test("The addend enters once where its sum fits, and no digit costs more than one step")
  func steps() throws {
    let plan = try #require(
      ConstantChain.plan(
        multiplier: Weight(0b101_0101), addend: 1000, bits: 10, input: IntegerRange(0, 255)))
    #expect(plan.steps.count == Weight(0b101_0101).termCount)
    #expect(plan.steps.filter { $0.constant != 0 }.count == 1)
  }
}

extension ConstantChain {
  /// Every value that t takes.
  fileprivate func values(at x: Int) -> [Int] {
    var t = 0
    var values: [Int] = []
    for step in steps {
      t = (t >> step.shiftRight) + (step.digit.map { $0.value * x } ?? 0)
      values.append(t)
      t += step.constant
      values.append(t)
    }
    return values
  }
}
