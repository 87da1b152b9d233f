import Diagnostics
import FixedPoint
import Foundation
import Interpreter
import KernelIR
import Lowering
import NetworkIR
import TestSupport
import Testing

@Suite("Random fixed-point multipliers against the interpreter")
struct RandomMultiplierTests {
  /// More seeds where the environment asks for them.
  private var seeds: Range<UInt64> {
    let environment = ProcessInfo.processInfo.environment
    let first = environment["STAPES_FIRST_SEED"].flatMap { UInt64($0) } ?? 0
    return first..<first + UInt64(environment["STAPES_SEEDS"].flatMap { Int($0) } ?? 60)
  }

  @Test("Multipliers of few and of many digits, at their thresholds and at the ends (A25 to A28)")
  func uniform() throws {
    for seed in seeds {
      var random = MultiplierSource(seed: seed)
      let range = random.range()
      let clamp = random.clamp()
      let scheme = ScalingScheme.allCases[random.number(0...2)]
      let (offset, shift) =
        random.number(0...3) == 0
        ? (random.number(-300...300), random.number(0...20)) : (0, 0)
      let first = random.multiplier(scheme, clamp, inputOffset: offset, inputShift: shift)
      let second = random.multiplier(scheme, clamp, inputOffset: offset, inputShift: shift)
      let function =
        random.number(0...4) == 0
        ? RequantizeFunction.bySign(negative: first, other: second) : .multiplier(first)
      try check(Requantize(functions: [function]), range, &random, "seed \(seed)")
    }
  }

  @Test("A multiplier for each channel, of any digits, at its thresholds and at the ends")
  func channels() throws {
    for seed in seeds {
      var random = MultiplierSource(seed: seed)
      let range = random.range()
      let clamp = random.clamp()
      let scheme = ScalingScheme.allCases[random.number(0...2)]
      let functions = (0..<3).map { _ in
        RequantizeFunction.multiplier(
          random.multiplier(scheme, clamp, inputOffset: 0, inputShift: 0))
      }
      try check(Requantize(axis: 0, functions: functions), range, &random, "seed \(seed)")
    }
  }

  /// Skips what no network may have: a value on the way that leaves the word.
  private func check(
    _ requantize: Requantize, _ range: IntegerRange, _ random: inout MultiplierSource,
    _ context: String
  ) throws {
    let channels = requantize.functions.count, count = 120
    var sketch = try NetworkSketch([channels, count], range)
    guard (try? sketch.add(.requantize(requantize))) != nil else { return }
    let network = try sketch.build()
    let program = try lower(network, for: try target("rv32ic")).program
    let interpreter = try ReferenceInterpreter(network)
    let faults = KernelIR.verify(program)
    #expect(!faults.hasErrors, "\(faults) \(context) \(requantize) \(range)")
    guard !faults.hasErrors else { return }
    let inputs = (0..<channels * count).map { _ in random.element(of: range) }
    let steps = try steps(near: inputs, within: range, interpreter)
    for elements in [inputs, steps, steps.map { max(range.lower, $0 - 1) }] {
      let expected = try interpreter.run(inputs: [elements], states: []).outputs
      do {
        let actual = try KernelEvaluator(program).run(inputs: [elements])
        #expect(actual == expected, "\(context) \(requantize) \(range)")
      } catch {
        Issue.record("\(error) \(context) \(requantize) \(range)")
      }
    }
  }

  /// For each element, the least integer with the same result, by halving.
  private func steps(
    near elements: [Int], within range: IntegerRange, _ interpreter: ReferenceInterpreter
  ) throws -> [Int] {
    let results = try interpreter.run(inputs: [elements], states: []).outputs[0]
    var low = elements.map { _ in range.lower }, high = elements
    for _ in 0..<33 {
      let middle = zip(low, high).map { $0 + ($1 - $0) / 2 }
      let values = try interpreter.run(inputs: [middle], states: []).outputs[0]
      for index in elements.indices where low[index] < high[index] {
        if values[index] == results[index] {
          high[index] = middle[index]
        } else {
          low[index] = middle[index] + 1
        }
      }
    }
    return high
  }
}

/// Multipliers and ranges with an eye to the edges.
private struct MultiplierSource {
  private var random: SplitMix
  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

  mutating func range() -> IntegerRange {
    switch number(0...4) {
    case 0: return IntegerType.int32.range
    case 1:
      let bits = number(8...31)
      return IntegerRange(-1 << bits, (1 << bits) - 1)
    case 2: return IntegerRange(-number(0...1 << number(0...31)), number(0...1 << number(0...30)))
    case 3:
      let lower = number(-1 << 31...1 << 30)
      return IntegerRange(lower, lower + number(0...1 << 29))
    default: return IntegerRange(-number(300...1 << 20), number(300...1 << 20))
    }
  }

  mutating func clamp() -> IntegerRange {
    switch number(0...4) {
    case 0: return IntegerType.int32.range
    case 1: return IntegerType.int16.range
    case 2: return IntegerRange(number(-128...0), number(0...127))
    default: return IntegerType.int8.range
    }
  }

  mutating func multiplier(
    _ scheme: ScalingScheme, _ clamp: IntegerRange, inputOffset: Int, inputShift: Int
  ) -> FixedPointMultiplier {
    let limit = 1 << 31 - 1
    let multiplier: Int
    switch number(0...4) {
    case 0:
      multiplier = min(limit, (1 << 31) - (1 << number(0...30)) + number(-1...1))
    case 1: multiplier = min(limit, (1 << 30) + (1 << number(0...29)) + number(-1...1))
    case 2: multiplier = min(limit, [0, 1, limit, 1 << 30, 1 << number(0...30)][number(0...4)])
    default: multiplier = number(1 << 30...limit)
    }
    let shift =
      number(0...2) == 0 ? number(-31...(scheme == .reducedTo16 ? 14 : 30)) : number(-20...2)
    return FixedPointMultiplier(
      inputOffset: inputOffset, inputShift: inputShift,
      multiplier: multiplier * (number(0...5) == 0 ? -1 : 1), shift: shift, scheme: scheme,
      outputOffset: number(0...1) == 0 ? 0 : number(-128...127), clamp: clamp)
  }

  mutating func element(of range: IntegerRange) -> Int {
    let value =
      switch number(0...5) {
      case 0: range.lower + number(0...3)
      case 1: range.upper - number(0...3)
      case 2: number(-3...3)
      case 3: number(-1...1) + (1 << number(0...31)) * (number(0...1) == 0 ? -1 : 1)
      case 4: number(-70_000...70_000)
      default: number(range.lower...range.upper)
      }
    return min(max(value, range.lower), range.upper)
  }
}
