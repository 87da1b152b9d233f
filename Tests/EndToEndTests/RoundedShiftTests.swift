import FixedPoint
import Foundation
import NetworkIR
import NetworkTrials
import Testing

@Suite("Shifts that round, up to the ends of 32 bits")
struct RoundedShiftTests {
  private static let word = IntegerType.int32.range

  private static let ranges = [
    word, IntegerRange(word.lower + 1, word.upper), IntegerRange(-1, word.upper),
    IntegerRange(0, word.upper), IntegerRange(1 << 30, word.upper), IntegerRange(word.lower, -1),
    IntegerRange(-100, 101), IntegerRange(-1, 1 << 30), IntegerRange(0, 1),
  ]

  @Test("Every rounding keeps every bit, and its program every range", arguments: Rounding.allCases)
  func roundings(rounding: Rounding) throws {
    let targets = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "targets")
    let bench = try Workbench(targetDirectory: targets)
    for range in Self.ranges {
      for bits in [1, 2, 3, 16, 30, 31] {
        let network = try network(rounding, bits, range)
        let expected = try Expectation(network, inputs(range, bits))
        let outcome = bench.run(network, TrialPlan(target: "rv32ec", rows: .never), expected)
        guard case .passed = outcome else {
          Issue.record("\(rounding) by \(bits) bits, \(range): \(outcome)")
          continue
        }
      }
    }
  }

  private func network(
    _ rounding: Rounding, _ bits: Int, _ range: IntegerRange
  ) throws -> Network {
    let result =
      "[\(rounding.divide(range.lower, byPowerOfTwo: bits)), "
      + "\(rounding.divide(range.upper, byPowerOfTwo: bits))]"
    return try parseNetwork(
      """
      network "shift"
      tensor %0 "x" [1x1] int32 [\(range.lower), \(range.upper)] scale 1 offset 0
      tensor %1 "y" [1x1] int32 \(result) scale 1 offset 0
      input %0 integers
      operator "requantize" requantize %0 -> %1
        shift \(bits) \(rounding) \(result)
      outputs %1

      """)
  }

  /// The ends, and multiples of half a step with their neighbours.
  private func inputs(_ range: IntegerRange, _ bits: Int) -> TrialInputs {
    let half = 1 << (bits - 1)
    var values: Set<Int> = []
    for middle in [range.lower, range.upper, 0, 1 << 30, -1 << 30] {
      for step in -3...3 {
        let tie = (middle / half + step) * half
        values.formUnion([middle + step, tie - 1, tie, tie + 1])
      }
    }
    return TrialInputs(runs: values.filter { range.contains($0) }.sorted().map { [[$0]] })
  }
}
