import FixedPoint
import NetworkIR

/// Chooses how an exact integer function is written down. All forms give the same integers over the
/// proved range; they differ in cost. The rule, first match wins:
///
/// 1. one function for the tensor where all channels agree;
/// 2. a shift (A12), where every channel is one;
/// 3. a table (A13), for one function of at most 256 arguments that steps more than 3 times;
/// 4. a shift-add chain (A16), where it replaces more than 7 thresholds, or more than 2 by a single
///    digit;
/// 5. a table of up to 1,024 arguments, or one after a shift, where no chain exists and more than
///    31 steps do;
/// 6. steps (A15).
struct FormChoice {
  private static let smallTable = 256
  private static let largeTable = 1024
  private static let fewSteps = 3
  private static let mostCheapSteps = 7
  /// More thresholds per channel than this, without any shorter form, deserve a remark.
  static let mostQuietSteps = 31

  let range: IntegerRange
  /// One entry, or one per channel.
  let functions: [RequantizeFunction]
  let isPerChannel: Bool

  /// - Parameter steps: one function, or one per channel.
  init(_ steps: [StepFunction], over range: IntegerRange) {
    let isUniform = steps.allSatisfy { $0 == steps[0] }
    let distinct = isUniform ? [steps[0]] : steps
    self.range = range
    isPerChannel = !isUniform
    functions = Self.forms(distinct, over: range)
  }

  /// Channels that plainly are shifts; one function where all agree.
  init(shifts: [RequantizeFunction], over range: IntegerRange) {
    let isUniform = shifts.allSatisfy { $0 == shifts[0] }
    self.range = range
    isPerChannel = !isUniform
    functions = isUniform ? [shifts[0]] : shifts
  }

  /// Whether the one function changes nothing over the range.
  var isIdentity: Bool {
    guard functions.count == 1, case .shift(bits: 0, _, let clamp) = functions[0] else {
      return false
    }
    return clamp.contains(range)
  }

  /// The most thresholds of a channel that is left as steps.
  var largestStepCount: Int {
    functions.map { function in
      if case .steps(let steps) = function { steps.thresholds.count } else { 0 }
    }.max() ?? 0
  }

  private static func forms(
    _ steps: [StepFunction], over range: IntegerRange
  ) -> [RequantizeFunction] {
    let shifts = steps.map { shift($0, over: range) }
    let found = shifts.compactMap { $0 }
    if found.count == steps.count { return found }
    if steps.count == 1, let table = table(steps[0], over: range, atMost: smallTable),
      steps[0].thresholds.count > fewSteps
    {
      return [table]
    }
    return chainsOrSteps(steps, over: range)
  }

  private static func chainsOrSteps(
    _ steps: [StepFunction], over range: IntegerRange
  ) -> [RequantizeFunction] {
    let most = steps.map(\.thresholds.count).max() ?? 0
    if most > mostCheapSteps { return steps.map { chain($0, over: range) ?? fallback($0, range) } }
    let chains = steps.compactMap { singleDigitChain($0, over: range) }
    return most > 2 && chains.count == steps.count ? chains : steps.map { .steps($0) }
  }

  private static func chain(
    _ steps: StepFunction, over range: IntegerRange
  ) -> RequantizeFunction? {
    ChainSearch(steps, over: range)?.cheapest().map { .chain($0) }
  }

  private static func singleDigitChain(
    _ steps: StepFunction, over range: IntegerRange
  ) -> RequantizeFunction? {
    guard let chain = ChainSearch(steps, over: range)?.cheapest(), chain.multiplier.termCount <= 1
    else { return nil }
    return .chain(chain)
  }

  private static func fallback(_ steps: StepFunction, _ range: IntegerRange) -> RequantizeFunction {
    guard steps.thresholds.count > mostQuietSteps else { return .steps(steps) }
    return table(steps, over: range, atMost: largeTable) ?? shiftThenTable(steps, over: range)
      ?? .steps(steps)
  }

  /// Every argument's value, for a range of at most `limit` arguments.
  static func table(
    _ steps: StepFunction, over range: IntegerRange, atMost limit: Int
  ) -> RequantizeFunction? {
    guard let count = range.count, count <= limit else { return nil }
    let entries = Level.all(of: steps, over: range).flatMap { level in
      repeatElement(level.value, count: level.last - level.first + 1)
    }
    return .table(LookupTable(first: range.lower, entries: entries))
  }

  /// A table over arguments shifted right by as many bits as all thresholds have trailing zeros.
  static func shiftThenTable(
    _ steps: StepFunction, over range: IntegerRange
  ) -> RequantizeFunction? {
    let zeros = steps.thresholds.map { $0 == 0 ? 31 : $0.trailingZeroBitCount }.min() ?? 0
    let bits = min(zeros, 31)
    guard bits > 0 else { return nil }
    let shifted = StepFunction(
      thresholds: steps.thresholds.map { $0 >> bits }, values: steps.values)
    guard
      case .table(let table)? = table(
        shifted, over: range.shiftedRight(by: bits), atMost: largeTable)
    else { return nil }
    return .shiftThenTable(bits: bits, table)
  }

  /// The shift with the plainest rounding that gives the same values. Both are monotone on each
  /// level, so the levels' ends decide.
  static func shift(_ steps: StepFunction, over range: IntegerRange) -> RequantizeFunction? {
    let levels = Level.all(of: steps, over: range)
    let values = levels.map(\.value)
    let clamp = IntegerRange(values.min() ?? 0, values.max() ?? 0)
    let roundings: [Rounding] = [
      .floor, .halfUp, .halfAwayFromZero, .halfToEven, .halfTowardZero, .ceiling, .towardZero,
      .awayFromZero,
    ]
    for bits in 0...NetworkLimit.shift {
      for rounding in bits == 0 ? [.floor] : roundings {
        let matches = levels.allSatisfy { level in
          let first = rounding.divide(level.first, byPowerOfTwo: bits)
          let last = rounding.divide(level.last, byPowerOfTwo: bits)
          return min(max(first, clamp.lower), clamp.upper) == level.value
            && min(max(last, clamp.lower), clamp.upper) == level.value
        }
        if matches { return .shift(bits: bits, rounding: rounding, clamp: clamp) }
      }
    }
    return nil
  }
}
