import FixedPoint
import KernelIR
import NetworkIR

extension ProgramBuilder {
  /// Rule A28: one of two multipliers, each over the accumulators of its sign.
  mutating func bySign(
    _ negative: FixedPointMultiplier, _ other: FixedPointMultiplier, of accumulator: LocalID,
    in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let range = function.range(of: accumulator)
    let limit = -negative.inputOffset
    if range.upper < limit { return uniformMultiplier(negative, of: accumulator, in: &function) }
    if range.lower >= limit { return uniformMultiplier(other, of: accumulator, in: &function) }
    let below = IntegerRange(range.lower, limit - 1)
    let above = IntegerRange(limit, range.upper)
    let results = MultiplierForm(negative).image(of: below)
      .union(MultiplierForm(other).image(of: above))
    let result = function.variable("signed", results)
    let start = Statement.define(result, .constant(results.lower))
    let first = arm(negative, of: accumulator, within: below, into: result, in: &function)
    let second = arm(other, of: accumulator, within: above, into: result, in: &function)
    let isBelow = Condition(.local(accumulator), .less, .constant(limit))
    return RequantizePlan(
      start: [], steps: [start, .branch(isBelow, then: first, otherwise: second)],
      result: .local(result), advance: [])
  }

  private mutating func arm(
    _ multiplier: FixedPointMultiplier, of accumulator: LocalID, within range: IntegerRange,
    into result: LocalID, in function: inout FunctionBuilder
  ) -> [Statement] {
    let part = function.promised(
      "part", range, because: "the accumulators of one side of the comparison")
    let plan = uniformMultiplier(multiplier, of: part, in: &function)
    return [.define(part, .local(accumulator))] + plan.start + plan.steps
      + [.assign(result, plan.result)]
  }
}
