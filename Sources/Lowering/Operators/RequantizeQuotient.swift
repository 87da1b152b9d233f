import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd

// round(a / d) is floor((a + c) / d) with a c that depends on the sign of a alone, and over a
// bounded range floor(b / d) is floor((b * m + c) / 2^s) for an m near 2^s / d.

extension ProgramBuilder {
  /// Rule A29.
  mutating func uniformQuotient(
    _ quotient: Quotient, of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let input = function.range(of: accumulator)
    guard let range = try? input.adding(IntegerRange(exactly: quotient.inputOffset)),
      let shares = quotient.roundingShares,
      let (dividend, bounds) = dividend(shares, quotient, .local(accumulator), range),
      let chain = FloorDivision.chain(by: quotient.divisor, over: bounds)
    else {
      return streamedSteps(
        [RequantizeFunction.quotient(quotient).asSteps(over: input)], of: accumulator,
        in: &function)
    }
    let divided = function.promised(
      "dividend", bounds, because: "the share goes with the dividend's sign")
    let plan = uniformChain(chain, of: divided, in: &function)
    let image = IntegerRange(quotient.value(at: input.lower), quotient.value(at: input.upper))
    let whole = IntegerRange(
      FloorDivision.floor(bounds.lower, quotient.divisor) + quotient.outputOffset,
      FloorDivision.floor(bounds.upper, quotient.divisor) + quotient.outputOffset)
    let result = function.promised(
      "quotient", image, because: "the function's values at the ends of its range")
    let value = clamped(
      plan.result + .constant(quotient.outputOffset), from: whole, to: quotient.clamp)
    return RequantizePlan(
      start: plan.start,
      steps: [.define(divided, dividend)] + plan.steps + [.define(result, value)],
      result: .local(result), advance: [])
  }

  /// What floor division takes: the offset and the share of the rounding added.
  private func dividend(
    _ shares: (negative: Int, other: Int), _ quotient: Quotient, _ x: Expression,
    _ range: IntegerRange
  ) -> (Expression, IntegerRange)? {
    let isSplit = range.lower < 0 && range.upper >= 0 && shares.negative != shares.other
    let share = range.lower < 0 ? shares.negative : shares.other
    let bounds =
      isSplit
      ? IntegerRange(range.lower + shares.negative, shares.negative - 1)
        .union(IntegerRange(shares.other, range.upper + shares.other))
      : IntegerRange(range.lower + share, range.upper + share)
    guard IntegerType.int32.range.contains(bounds), IntegerType.int32.range.contains(range) else {
      return nil
    }
    let moved = x + .constant(quotient.inputOffset)
    guard isSplit else { return (moved + .constant(share), bounds) }
    let isNegative = Condition(x, .less, .constant(-quotient.inputOffset))
    let added = Expression.select(
      isNegative, .constant(shares.negative), otherwise: .constant(shares.other))
    return (moved + added, bounds)
  }
}

extension Quotient {
  /// Rule A29 at one integer; the compiler's own evaluation, apart from the interpreter's.
  func value(at x: Int) -> Int {
    let a = x + inputOffset
    let value: Int
    if let shares = roundingShares {
      value = FloorDivision.floor(a + (a < 0 ? shares.negative : shares.other), divisor)
    } else {
      let floor = FloorDivision.floor(a, divisor)
      let twice = 2 * (a - floor * divisor)
      value = twice > divisor || (twice == divisor && floor & 1 == 1) ? floor + 1 : floor
    }
    return min(max(value + outputOffset, clamp.lower), clamp.upper)
  }

  /// What is added before floor division, for a dividend that is negative and one that is not; nil
  /// where that does not make the rounding.
  fileprivate var roundingShares: (negative: Int, other: Int)? {
    let (half, less) = (divisor / 2, (divisor - 1) / 2)
    switch rounding {
    case .floor: return (0, 0)
    case .ceiling: return (divisor - 1, divisor - 1)
    case .towardZero: return (divisor - 1, 0)
    case .awayFromZero: return (0, divisor - 1)
    case .halfUp: return (half, half)
    case .halfAwayFromZero: return (divisor - 1 - half, half)
    case .halfTowardZero: return (divisor - 1 - less, less)
    case .halfToEven: return divisor & 1 == 1 ? (half, half) : nil
    }
  }
}

/// floor(b / d) over a range.
enum FloorDivision {
  static func floor(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }

  /// floor((b * m + c) / 2^s), equal over the range: m = ceil(2^s / d), c = 0 for dividends that are
  /// not negative, else so that the last dividend of each step below zero stays in it. nil where no
  /// s is wide enough.
  static func chain(by divisor: Int, over range: IntegerRange) -> ShiftAddChain? {
    for bits in 0...58 {
      let multiplier = ((1 << bits) + divisor - 1) / divisor
      guard multiplier < 1 << 30 else { return nil }
      if let addend = addend(multiplier, bits, divisor, range) {
        return ShiftAddChain(
          multiplier: Weight(multiplier), addend: addend, bits: bits,
          clamp: IntegerRange(floor(range.lower, divisor), floor(range.upper, divisor)))
      }
    }
    return nil
  }

  /// For b = q d + r: q 2^s <= b m + c < (q + 1) 2^s. With m d = 2^s + e, b m + c - q 2^s = q e + r m
  /// + c, which is least at r = 0 with the least q, greatest at r = d - 1 with the greatest q.
  private static func addend(
    _ multiplier: Int, _ bits: Int, _ divisor: Int, _ range: IntegerRange
  ) -> Int? {
    let excess = multiplier * divisor - 1 << bits
    let least = floor(range.lower, divisor) * excess
    let most = floor(range.upper, divisor) * excess + (divisor - 1) * multiplier
    let addend = max(0, -least)
    return most + addend < 1 << bits ? addend : nil
  }
}
