import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd

// floor((x * M + b) / 2^s) with M = sum of d_i * 2^e_i, least significant digit first. Since
// floor((A + 2^k B) / 2^n) = floor((floor(A / 2^k) + B) / 2^(n - k)), the digits
// with e_i <= s become
//   t = floor(b / 2^e_1) + d_1 x;  t = floor(t / 2^(e_i - e_(i-1))) + d_i x;
//   floor(t / 2^(s - e_last)),
// and a digit with e_i > s adds d_i x * 2^(e_i - s) at the end, exactly.

/// A chain as nested floors.
struct NestedFloors: Hashable {
  /// How far t is shifted right before the digit, and the digit's sign.
  struct Digit: Hashable {
    let gap: Int
    let isNegative: Bool
  }
  let addend: Int
  let digits: [Digit]
  let finalShift: Int
  /// Digits worth at least one output step: x is shifted left by the gap and added at the end.
  let high: [Digit]

  init(_ chain: ShiftAddChain) {
    let terms = chain.multiplier.terms
    let low = terms.filter { $0.exponent <= chain.bits }
    let first = low.first?.exponent ?? 0
    addend = chain.addend >> first
    var last = first
    digits = low.map { term in
      defer { last = term.exponent }
      return Digit(gap: term.exponent - last, isNegative: term.isNegative)
    }
    finalShift = chain.bits - last
    high = terms.filter { $0.exponent > chain.bits }.map {
      Digit(gap: $0.exponent - chain.bits, isNegative: $0.isNegative)
    }
  }

  /// Whether every value and shift of the chain fits a word, for x in the range.
  func fitsWord(over input: IntegerRange) -> Bool {
    let areShort = finalShift <= 31 && (digits + high).allSatisfy { $0.gap <= 30 }
    return areShort
      && ((try? range(of: input)).map(IntegerType.int32.range.contains) ?? false)
  }

  /// Every value of t and of shifted x, for x in the range.
  func range(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    var t = IntegerRange(exactly: addend)
    var hull = t
    for digit in digits {
      t = t.shiftedRight(by: digit.gap)
      t = try digit.isNegative ? t.subtracting(input) : t.adding(input)
      hull = hull.union(t)
    }
    t = t.shiftedRight(by: finalShift)
    for digit in high {
      let product = try input.shiftedLeft(by: digit.gap)
      t = try digit.isNegative ? t.subtracting(product) : t.adding(product)
      hull = hull.union(product).union(t)
    }
    return hull.union(t)
  }
}

extension ProgramBuilder {
  /// One chain for all channels, as straight-line steps; as steps of thresholds where those leave
  /// 32 bits.
  mutating func uniformChain(
    _ chain: ShiftAddChain, of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let input = function.range(of: accumulator)
    let plan = ConstantChain.plan(
      multiplier: chain.multiplier, addend: chain.addend, bits: chain.bits, input: input)
    guard let plan else {
      return streamedSteps(
        [RequantizeFunction.chain(chain).asSteps(over: input)], of: accumulator, in: &function)
    }
    let t = function.variable("scaled", plan.range)
    let steps = plan.steps.enumerated().map { index, step in
      let value = step.value(after: index == 0 ? nil : t, x: .local(accumulator))
      return index == 0 ? Statement.define(t, value) : .assign(t, value)
    }
    return RequantizePlan(
      start: [], steps: steps,
      result: clamped(.local(t) >> plan.finalShift, from: plan.result, to: chain.clamp),
      advance: [])
  }

  /// A chain per channel, its digits as data: [count, digits, final shift, high count, high digits]
  /// in bytes, a digit being twice its gap, plus one where it is negative, in rows of one length;
  /// the addend in a table of its own.
  mutating func streamedChains(
    _ chains: [ShiftAddChain], of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let floors = chains.map(NestedFloors.init)
    let length = floors.map(\.code.count).max() ?? 0
    let codes = table(
      function.name + "_chains", floors.flatMap { $0.code(padded: length) },
      note: "digits of each channel's multiplier, \(length) a channel")
    let addends = table(function.name + "_addends", floors.map(\.addend), note: "one a channel")
    let row = function.pointer("chain", to: element(of: codes), in: .flash, range(of: codes))
    let code = function.pointer("code", to: element(of: codes), in: .flash, range(of: codes))
    let addend = function.pointer(
      "addend", to: element(of: addends), in: .flash, range(of: addends))
    let range = floors.reduce(IntegerRange(exactly: 0)) { hull, floors in
      hull.union(
        (try? floors.range(of: function.range(of: accumulator))) ?? IntegerType.int32.range)
    }
    let t = function.variable("scaled", range)
    let hasHigh = floors.contains { !$0.high.isEmpty }
    var steps: [Statement] = [
      .define(t, .element(addend)), .point(code, Address(.pointer(row))),
    ]
    steps += digitLoop(code, t, accumulator, name: "digits", isHigh: false, in: &function)
    steps.append(.assign(t, .shiftRightBy(.local(t), .element(code))))
    if hasHigh {
      steps.append(.advance(code, 1))
      steps += digitLoop(code, t, accumulator, name: "high_digits", isHigh: true, in: &function)
    }
    let limit = channelLimits(chains.map(\.clamp), of: t, range, in: &function)
    return RequantizePlan(
      start: [.point(row, Address(.table(codes))), .point(addend, Address(.table(addends)))]
        + limit.start,
      steps: steps, result: limit.result,
      advance: [.advance(row, .constant(length)), .advance(addend, 1)] + limit.advance)
  }

  /// The clamp of all channels, or each one's from a table of lower and upper ends.
  private mutating func channelLimits(
    _ clamps: [IntegerRange], of t: LocalID, _ range: IntegerRange,
    in function: inout FunctionBuilder
  ) -> RequantizePlan {
    if Set(clamps).count == 1 {
      return RequantizePlan(
        start: [], steps: [], result: clamped(.local(t), from: range, to: clamps[0]), advance: [])
    }
    let id = table(
      function.name + "_clamps", clamps.flatMap { [$0.lower, $0.upper] },
      note: "the least and the largest result of each channel")
    let ends = function.pointer("clamp", to: element(of: id), in: .flash, self.range(of: id))
    return RequantizePlan(
      start: [.point(ends, Address(.table(id)))], steps: [],
      result: .minimum(.maximum(.local(t), .element(ends)), .element(ends, 1)),
      advance: [.advance(ends, 2)])
  }

  private func digitLoop(
    _ code: PointerID, _ t: LocalID, _ accumulator: LocalID, name: String, isHigh: Bool,
    in function: inout FunctionBuilder
  ) -> [Statement] {
    let count = function.constant(name, IntegerRange(0, 32))
    let digit = function.constant("digit", IntegerRange(0, 63))
    let x = Expression.local(accumulator)
    let gap = Expression.local(digit) >> 1
    let base: Expression = isHigh ? .local(t) : .shiftRightBy(.local(t), gap)
    let summand: Expression = isHigh ? .shiftLeftBy(x, gap) : x
    let isNegative = Condition(.and(.local(digit), 1), .notEqual, 0)
    return [
      .define(count, .element(code)), .advance(code, 1),
      .repeatLocal(
        count,
        [
          .define(digit, .element(code)), .advance(code, 1),
          .branch(
            isNegative, then: [.assign(t, base - summand)],
            otherwise: [.assign(t, base + summand)]),
        ]),
    ]
  }
}

extension NestedFloors {
  fileprivate var code: [Int] {
    [digits.count] + digits.map(\.code) + [finalShift, high.count] + high.map(\.code)
  }

  fileprivate func code(padded length: Int) -> [Int] {
    code + [Int](repeating: 0, count: length - code.count)
  }
}

extension NestedFloors.Digit {
  fileprivate var code: Int { gap << 1 | (isNegative ? 1 : 0) }
}

extension ConstantChain.Step {
  /// floor(t / 2^shift) + digit * x + constant; t is 0 before the first step.
  func value(after t: LocalID?, x: Expression) -> Expression {
    let start = t.map { Expression.local($0) >> shiftRight } ?? 0
    guard let digit else { return start + .constant(constant) }
    let product = x << digit.exponent
    return (digit.isNegative ? start - product : start + product) + .constant(constant)
  }
}
