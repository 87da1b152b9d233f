import FixedPoint
import KernelIR
import NetworkIR

/// How one channel after another goes through its requantisation inside a loop.
///
/// Where all channels share a function it is a constant expression; else streams of per-channel
/// constants are walked.
struct RequantizePlan {
  /// Declares and points the streams; stands where a run over all channels begins.
  let start: [Statement]
  /// Steps for one channel, before `result` is used.
  let steps: [Statement]
  let result: Expression
  /// Moves the streams to the next channel.
  let advance: [Statement]

  /// The accumulator itself.
  static func identity(_ accumulator: LocalID) -> RequantizePlan {
    RequantizePlan(start: [], steps: [], result: .local(accumulator), advance: [])
  }
}

extension ProgramBuilder {
  /// The plan for a loop over channels whose accumulator is a local.
  mutating func requantizePlan(
    _ requantize: Requantize?, of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    guard let requantize else { return .identity(accumulator) }
    let functions = requantize.functions
    guard functions.count > 1 else {
      return uniformPlan(functions[0], of: accumulator, in: &function)
    }
    if let steps = allSteps(functions) {
      return streamedSteps(steps, of: accumulator, in: &function)
    }
    if let chains = allChains(functions, over: function.range(of: accumulator)) {
      return streamedChains(chains, of: accumulator, in: &function)
    }
    if let plan = streamedBitByBit(functions, of: accumulator, in: &function) { return plan }
    return streamedSteps(
      functions.map { $0.asSteps(over: function.range(of: accumulator)) }, of: accumulator,
      in: &function)
  }

  /// The plan where one function serves every channel.
  mutating func uniformPlan(
    _ requantization: RequantizeFunction, of accumulator: LocalID,
    in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let range = function.range(of: accumulator)
    let value = Expression.local(accumulator)
    switch requantization {
    case .shift(let bits, let rounding, let clamp):
      return plain(
        clamped(
          roundedShift(value, range, bits, rounding),
          from: IntegerRange(
            rounding.divide(range.lower, byPowerOfTwo: bits),
            rounding.divide(range.upper, byPowerOfTwo: bits)), to: clamp))
    case .table(let table): return plain(lookup(table, value, range, function.name))
    case .shiftThenTable(let bits, let table):
      return plain(lookup(table, value >> bits, range.shiftedRight(by: bits), function.name))
    case .steps(let steps):
      return streamedSteps([steps], of: accumulator, in: &function)
    case .chain(let chain): return uniformChain(chain, of: accumulator, in: &function)
    case .multiplier(let multiplier):
      return tabulated(requantization, over: range, value, in: function)
        ?? uniformMultiplier(multiplier, of: accumulator, in: &function)
    case .bySign(let negative, let other):
      return tabulated(requantization, over: range, value, in: function)
        ?? bySign(negative, other, of: accumulator, in: &function)
    case .quotient(let quotient):
      return uniformQuotient(quotient, of: accumulator, in: &function)
    case .curve(let curve): return interpolated(curve, of: accumulator, in: &function)
    }
  }

  /// entries[clamp(index) - first] (rule A13).
  private mutating func lookup(
    _ table: LookupTable, _ index: Expression, _ range: IntegerRange, _ owner: String
  ) -> Expression {
    let last = table.first + table.entries.count - 1
    let id = self.table(owner + "_table", table.entries, note: "entry for \(table.first) first")
    let inside = clamped(index, from: range, to: IntegerRange(table.first, last))
    return .load(.table(id), index: inside - .constant(table.first))
  }

  /// A table of all results, where the input has at most 256 values.
  private mutating func tabulated(
    _ requantization: RequantizeFunction, over range: IntegerRange, _ value: Expression,
    in function: FunctionBuilder
  ) -> RequantizePlan? {
    guard let count = range.count, count <= 256 else { return nil }
    let table = LookupTable(
      first: range.lower,
      entries: (range.lower...range.upper).map { requantization.value(at: $0) })
    return plain(lookup(table, value, range, function.name))
  }

  private func plain(_ result: Expression) -> RequantizePlan {
    RequantizePlan(start: [], steps: [], result: result, advance: [])
  }
}

/// Each function's steps, where all have that form.
private func allSteps(_ functions: [RequantizeFunction]) -> [StepFunction]? {
  let steps = functions.compactMap { if case .steps(let steps) = $0 { steps } else { nil } }
  return steps.count == functions.count ? steps : nil
}

/// Each function's chain, where all have that form and keep within 32 bits.
private func allChains(
  _ functions: [RequantizeFunction], over input: IntegerRange
) -> [ShiftAddChain]? {
  let chains = functions.compactMap { $0.asChain(over: input) }
  let fits = chains.allSatisfy { NestedFloors($0).fitsWord(over: input) }
  return fits && chains.count == functions.count ? chains : nil
}

extension RequantizeFunction {
  /// A chain that equals the function over the range, where one is at hand.
  fileprivate func asChain(over input: IntegerRange) -> ShiftAddChain? {
    switch self {
    case .chain(let chain): return chain
    case .multiplier(let multiplier):
      let form = MultiplierForm(multiplier)
      return form.equivalent(over: input) ?? form.exactChain
    case .shift, .table, .shiftThenTable, .steps, .bySign, .quotient, .curve: return nil
    }
  }
}

/// A clamp of which only the sides are left that the range can pass.
func clamped(
  _ value: Expression, from range: IntegerRange, to limits: IntegerRange
) -> Expression {
  let raised =
    range.lower < limits.lower ? Expression.maximum(value, .constant(limits.lower)) : value
  return range.upper > limits.upper ? .minimum(raised, .constant(limits.upper)) : raised
}
