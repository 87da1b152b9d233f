import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd

// A fixed-point multiplier as straight-line steps: one short chain that equals the function over
// the accumulator's range where there is one; else the multiplier's own digits as nested floors in
// one word, in two words where one is too narrow.

extension ProgramBuilder {
  /// Rules A25 to A27.
  mutating func uniformMultiplier(
    _ multiplier: FixedPointMultiplier, of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let form = MultiplierForm(multiplier)
    let input = function.range(of: accumulator)
    if let chain = form.equivalent(over: input), Self.fitsOneWord(chain, input) {
      return uniformChain(chain, of: accumulator, in: &function)
    }
    if let plan = scaled(form, .local(accumulator), input, in: &function) { return plan }
    let active = form.active(in: input)
    let limited = function.constant("limited", active)
    let start = Statement.define(
      limited, clamped(.local(accumulator), from: input, to: active))
    if let plan = scaled(form, .local(limited), active, in: &function) {
      return RequantizePlan(
        start: [], steps: [start] + plan.steps, result: plan.result, advance: [])
    }
    if let plan = bitByBit(multiplier, limited, active, in: &function) {
      return RequantizePlan(
        start: [], steps: [start] + plan.steps, result: plan.result, advance: [])
    }
    let steps = streamedSteps(
      [RequantizeFunction.multiplier(multiplier).asSteps(over: active)], of: limited, in: &function)
    return RequantizePlan(
      start: steps.start, steps: [start] + steps.steps, result: steps.result, advance: [])
  }

  private static func fitsOneWord(_ chain: ShiftAddChain, _ input: IntegerRange) -> Bool {
    ConstantChain.plan(
      multiplier: chain.multiplier, addend: chain.addend, bits: chain.bits, input: input) != nil
  }

  /// The digits of the multiplier itself, or nil where two words are too narrow.
  private func scaled(
    _ form: MultiplierForm, _ x: Expression, _ input: IntegerRange,
    in function: inout FunctionBuilder
  ) -> RequantizePlan? {
    let offset = form.inputOffset
    guard let range = try? input.adding(IntegerRange(exactly: offset)),
      IntegerType.int32.range.contains(range)
    else { return nil }
    let v = function.constant("v", range)
    let first =
      oneWord(form, v, range, in: &function) ?? twoWords(form, v, range, in: &function)
    guard let first else { return nil }
    let start = Statement.define(v, x + .constant(offset))
    return rounded(
      first, form, image: form.image(of: input), after: [start], in: &function)
  }

  /// floor((v * multiplier + addend) / 2^bits) as one chain.
  private func oneWord(
    _ form: MultiplierForm, _ v: LocalID, _ range: IntegerRange, in function: inout FunctionBuilder
  ) -> ScaledValue? {
    let plan = ConstantChain.plan(
      terms: form.terms, addend: form.addend, bits: form.bits, input: range)
    return plan.map { $0.emitted(x: .local(v), name: "scaled", in: &function) }
  }

  /// With v = high * 2^16 + low: the low part's product shifted right by 16 carries into the high
  /// part's.
  private func twoWords(
    _ form: MultiplierForm, _ v: LocalID, _ range: IntegerRange, in function: inout FunctionBuilder
  ) -> ScaledValue? {
    let lowRange = IntegerRange(0, 65_535)
    let highRange = range.shiftedRight(by: 16)
    let low = function.promised(
      "low", lowRange, because: "the high part is what a shift by 16 leaves")
    let high = function.constant("high", highRange)
    let form = form.lifted(toBits: 16)
    let plans = [form.terms, form.plainTerms].lazy.compactMap {
      ConstantChain.plan(terms: $0, addend: form.addend, bits: 16, input: lowRange)
    }
    guard let lowPlan = plans.first else { return nil }
    let carry = lowPlan.emitted(x: .local(low), name: "carry", in: &function)
    guard let total = carried(carry, form, high, of: range, in: &function) else { return nil }
    let rest = function.variable("rest", range.union(lowRange))
    let split: [Statement] = [
      .define(high, .local(v) >> 16), .define(rest, .local(v)),
      .assign(rest, .local(rest) - (.local(high) << 16)), .define(low, .local(rest)),
    ]
    return ScaledValue(
      steps: split + total.steps, value: total.value, range: total.range)
  }

  /// floor((high * multiplier + carry) / 2^(bits - 16)); nil where a value leaves the word.
  private func carried(
    _ carry: ScaledValue, _ form: MultiplierForm, _ high: LocalID, of whole: IntegerRange,
    in function: inout FunctionBuilder
  ) -> ScaledValue? {
    let bits = form.bits - 16
    let input = whole.shiftedRight(by: 16)
    let terms = form.terms.filter { $0.exponent > 0 }
    let unit = form.terms.first.flatMap { $0.exponent == 0 ? $0 : nil }
    let c = function.promised(
      "carried", carry.range, because: "the range of the low part's product")
    let scale = min(terms.first?.exponent ?? bits, bits)
    guard
      let start = CarriedStart(unit, c, carry.range, high, input, scale: scale, in: &function)
    else { return nil }
    var hull = start.range
    var range = start.range
    var last = unit == nil ? 0 : scale
    var digits: [(gap: Int, term: SignedPower, distance: Int)] = []
    for term in terms {
      let gap = min(term.exponent, bits) - last
      last += gap
      let isLast = digits.count == terms.count - 1
      guard term.exponent - last <= 30, let product = try? input.scaled(by: term.value >> last),
        let bound = try? range.shiftedRight(by: gap).adding(product)
      else { return nil }
      let sum = isLast ? form.scaledImage(of: whole, bits: 16 + last) : bound
      digits.append((gap, term, term.exponent - last))
      range = sum
      hull = hull.union(sum).union(product)
    }
    guard IntegerType.int32.range.contains(hull) else { return nil }
    let t = function.variable("total", hull)
    let steps = digits.map { digit in
      let distance = Expression.local(high) << digit.distance
      let base = Expression.local(t) >> digit.gap
      return Statement.assign(t, digit.term.isNegative ? base - distance : base + distance)
    }
    return ScaledValue(
      steps: carry.steps + [.define(c, carry.value)] + start.steps + [.define(t, start.value)]
        + steps,
      value: .local(t) >> (bits - last), range: range.shiftedRight(by: bits - last))
  }

  /// The second rounding, the offset and the clamp.
  private func rounded(
    _ first: ScaledValue, _ form: MultiplierForm, image: IntegerRange, after start: [Statement],
    in function: inout FunctionBuilder
  ) -> RequantizePlan? {
    var steps = start + first.steps
    var value = first.value
    var range = first.range
    let whole = function.promised(
      "first", range, because: "the digits' sum over the accumulator's range")
    steps.append(.define(whole, value))
    value = .local(whole)
    if form.secondBits > 0 {
      let bits = min(form.secondBits, 31)
      let nearest = range.lower < 0 ? value + (value >> 31) : value
      // (a + 2^(n - 1)) / 2^n as ((a / 2^(n - 1)) + 1) / 2, which keeps to the word.
      value = ((nearest >> (bits - 1)) + 1) >> 1
      range = IntegerRange(
        ((range.lower - 1) >> (bits - 1)) >> 1, ((range.upper >> (bits - 1)) + 1) >> 1)
    }
    let result = function.promised(
      "requantised", image, because: "the function's values at the ends of its range")
    // Clamped before the offset is added, so that the sum keeps to the word.
    let limits = IntegerRange(
      form.clamp.lower - form.outputOffset, form.clamp.upper - form.outputOffset)
    guard IntegerType.int32.range.contains(range) else { return nil }
    let limited = clamped(value, from: range, to: limits)
    steps.append(.define(result, limited + .constant(form.outputOffset)))
    return RequantizePlan(start: [], steps: steps, result: .local(result), advance: [])
  }
}

/// The first value of the sum of the carry and the high part's digits. A digit of 1 would take it
/// beyond the word; so of high = q * 2^scale + r, r alone meets the carry, and q its shifted form.
private struct CarriedStart {
  let steps: [Statement]
  let value: Expression
  let range: IntegerRange

  /// nil where the carry and r leave the word together.
  init?(
    _ unit: SignedPower?, _ carry: LocalID, _ carryRange: IntegerRange, _ high: LocalID,
    _ input: IntegerRange, scale: Int, in function: inout FunctionBuilder
  ) {
    guard let unit else {
      (steps, value, range) = ([], .local(carry), carryRange)
      return
    }
    let most = (1 << scale) - 1
    let word = IntegerType.int32.range
    let met = unit.isNegative ? carryRange.lower - most : carryRange.upper + most
    guard scale <= 30, word.contains(met) else { return nil }
    let q = Expression.local(high) >> scale
    let rest = function.promised(
      "unit", IntegerRange(0, most), because: "the quotient is what a shift leaves")
    let r = Expression.local(rest)
    steps = [.define(rest, .local(high) - (q << scale))]
    if unit.isNegative {
      value = ((.local(carry) - r) >> scale) - q
    } else {
      value = ((.local(carry) + r) >> scale) + q
    }
    let quotient = input.shiftedRight(by: scale)
    let reach = max(abs(quotient.lower), abs(quotient.upper))
    range = IntegerRange(
      ((carryRange.lower - most) >> scale) - reach, ((carryRange.upper + most) >> scale) + reach)
  }
}

/// Steps and what they compute.
private struct ScaledValue {
  let steps: [Statement]
  let value: Expression
  let range: IntegerRange
}

extension ConstantChain {
  fileprivate func emitted(
    x: Expression, name: String, in function: inout FunctionBuilder
  ) -> ScaledValue {
    let t = function.variable(name, range)
    let statements = steps.enumerated().map { index, step in
      let value = step.value(after: index == 0 ? nil : t, x: x)
      return index == 0 ? Statement.define(t, value) : .assign(t, value)
    }
    return ScaledValue(steps: statements, value: .local(t) >> finalShift, range: result)
  }
}

extension MultiplierForm {
  /// The multiplier's bits, all of its sign, so that no partial sum passes the result.
  fileprivate var plainTerms: [SignedPower] {
    (0..<32).filter { abs(multiplier) >> $0 & 1 == 1 }.map {
      SignedPower(isNegative: multiplier < 0, exponent: $0 + shift)
    }
  }
}
