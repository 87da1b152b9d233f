import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Steps per channel (or one function for all): thresholds padded to 2^n - 1, found by n
  /// comparisons.
  mutating func streamedSteps(
    _ functions: [StepFunction], of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let range = function.range(of: accumulator)
    let functions = constants(functions, over: range) ?? functions
    let padded = padThresholds(functions, beyond: range)
    guard padded.depth > 0 else {
      return streamedValues(functions, count: 0, position: .constant(0), steps: [], in: &function)
    }
    let count = (1 << padded.depth) - 1
    let id = table(
      function.name + "_thresholds", padded.thresholds,
      note: "\(count) thresholds a channel, ascending")
    let thresholds = function.pointer(
      "thresholds", to: element(of: id), in: .flash, self.range(of: id))
    let position = function.variable("position", IntegerRange(0, count))
    var steps: [Statement] = [.define(position, 0)]
    for bit in (0..<padded.depth).reversed() {
      let threshold = Expression.load(
        .pointer(thresholds), index: .local(position) + .constant((1 << bit) - 1))
      steps.append(
        .branch(
          Condition(.local(accumulator), .greaterOrEqual, threshold),
          then: [.assign(position, .local(position) + .constant(1 << bit))], otherwise: []))
    }
    let values = streamedValues(
      functions, count: count, position: .local(position), steps: steps, in: &function)
    let step = functions.count > 1 ? count : 0
    return RequantizePlan(
      start: [.point(thresholds, Address(.table(id)))] + values.start, steps: values.steps,
      result: values.result,
      advance: (step > 0 ? [.advance(thresholds, .constant(step))] : []) + values.advance)
  }

  /// values[position]: the position plus a base where values ascend by one, else a table.
  private mutating func streamedValues(
    _ functions: [StepFunction], count: Int, position: Expression, steps: [Statement],
    in function: inout FunctionBuilder
  ) -> RequantizePlan {
    if let base = commonBase(functions) {
      let level = function.promised(
        "level", hull(functions.flatMap(\.values)),
        because: "no sum reaches the padding thresholds")
      return RequantizePlan(
        start: [], steps: steps + [.define(level, position + .constant(base))],
        result: .local(level), advance: [])
    }
    let rows = functions.map { step in
      step.values + [Int](repeating: step.values.last ?? 0, count: count + 1 - step.values.count)
    }
    let isUniform = Set(rows).count == 1
    let id = table(
      function.name + "_levels", isUniform ? rows[0] : rows.flatMap { $0 },
      note: isUniform ? "the value of each step" : "\(count + 1) values a channel")
    if isUniform {
      return RequantizePlan(
        start: [], steps: steps, result: .load(.table(id), index: position), advance: [])
    }
    let levels = function.pointer("levels", to: element(of: id), in: .flash, range(of: id))
    return RequantizePlan(
      start: [.point(levels, Address(.table(id)))], steps: steps,
      result: .load(.pointer(levels), index: position),
      advance: [.advance(levels, .constant(count + 1))])
  }
}

/// Functions without thresholds, where none has one that parts the range: comparisons that ranges
/// decide would leave tables that nothing reads.
private func constants(
  _ functions: [StepFunction], over range: IntegerRange
) -> [StepFunction]? {
  let isConstant = functions.allSatisfy { function in
    function.thresholds.allSatisfy { $0 <= range.lower || range.upper < $0 }
  }
  guard isConstant else { return nil }
  return functions.map { function in
    let reached = function.thresholds.count { $0 <= range.lower }
    return StepFunction(thresholds: [], values: [function.values[reached]])
  }
}

/// The first value, where the values of all functions ascend by one from the same.
private func commonBase(_ functions: [StepFunction]) -> Int? {
  let base = functions[0].values[0]
  let isCounting = functions.allSatisfy { function in
    function.values.enumerated().allSatisfy { $1 == base + $0 }
  }
  return isCounting ? base : nil
}

/// All thresholds, each function's padded with one that no accumulator reaches, to 2^depth - 1 of
/// them.
private func padThresholds(
  _ functions: [StepFunction], beyond range: IntegerRange
) -> (thresholds: [Int], depth: Int) {
  let most = functions.map(\.thresholds.count).max() ?? 0
  let depth = Int.bitWidth - most.leadingZeroBitCount
  let count = (1 << depth) - 1
  let never = range.upper + 1
  let rows = functions.map { function in
    function.thresholds.map { min($0, never) }
      + [Int](repeating: never, count: count - function.thresholds.count)
  }
  return (rows.flatMap { $0 }, depth)
}

extension RequantizeFunction {
  /// The same function as steps over a range; for functions that no loop over channels computes
  /// otherwise.
  func asSteps(over range: IntegerRange) -> StepFunction {
    if case .steps(let steps) = self { return steps }
    let ends = breakpoints(range)
    var thresholds: [Int] = []
    for (start, end) in zip(ends, ends.dropFirst()) { bisect(start, end, into: &thresholds) }
    let values = [value(at: range.lower)] + thresholds.map { value(at: $0) }
    return StepFunction(thresholds: thresholds, values: values)
  }

  /// Ascending integers from one end of the range to the other, between which the function is
  /// monotone.
  private func breakpoints(_ range: IntegerRange) -> [Int] {
    let inner: [Int]
    switch self {
    case .shift, .chain, .steps, .multiplier, .quotient, .curve: inner = []
    case .bySign(let negative, _): inner = [-negative.inputOffset - 1, -negative.inputOffset]
    case .table(let table): inner = table.entries.indices.map { table.first + $0 }
    case .shiftThenTable(let bits, let table):
      inner = table.entries.indices.flatMap { index in
        let start = (table.first + index) << bits
        return [start - 1, start]
      }
    }
    let inside = inner.filter { range.lower < $0 && $0 < range.upper }
    return Array(Set(inside + [range.lower, range.upper])).sorted()
  }

  /// Every integer behind `start` up to `end` at which a function that is monotone between them
  /// changes.
  private func bisect(_ start: Int, _ end: Int, into thresholds: inout [Int]) {
    guard start < end, value(at: start) != value(at: end) else { return }
    if end == start + 1 { return thresholds.append(end) }
    let middle = start + (end - start) / 2
    bisect(start, middle, into: &thresholds)
    bisect(middle, end, into: &thresholds)
  }

  /// Rules A12 to A16 and A25 to A30 at one integer; the compiler's own evaluation, apart from the
  /// interpreter's.
  func value(at integer: Int) -> Int {
    switch self {
    case .shift(let bits, let rounding, let clamp):
      return min(max(rounding.divide(integer, byPowerOfTwo: bits), clamp.lower), clamp.upper)
    case .table(let table): return table.entry(at: integer)
    case .shiftThenTable(let bits, let table): return table.entry(at: integer >> bits)
    case .steps(let steps): return steps.values[steps.thresholds.count { $0 <= integer }]
    case .chain(let chain):
      let sum = chain.multiplier.terms.reduce(chain.addend) { sum, term in
        sum + (term.isNegative ? -(integer << term.exponent) : integer << term.exponent)
      }
      return min(max(sum >> chain.bits, chain.clamp.lower), chain.clamp.upper)
    case .multiplier(let multiplier): return MultiplierForm(multiplier).value(at: integer)
    case .bySign(let negative, let other):
      let isNegative = integer + negative.inputOffset < 0
      return MultiplierForm(isNegative ? negative : other).value(at: integer)
    case .quotient(let quotient): return quotient.value(at: integer)
    case .curve(let curve): return curve.value(at: integer)
    }
  }
}

extension LookupTable {
  fileprivate func entry(at index: Int) -> Int {
    entries[min(max(index - first, 0), entries.count - 1)]
  }
}
