import FixedPoint
import KernelIR
import NetworkIR

// floor((x * M + b) / 2^s) with M = sum of d_i * 2^e_i, least significant digit first. Since
// floor((A + 2^k B) / 2^n) = floor((floor(A / 2^k) + B) / 2^(n - k)), the digits with e_i <= s become
//   t = floor(b / 2^e_1) + d_1 x;  t = floor(t / 2^(e_i - e_(i-1))) + d_i x;  floor(t / 2^(s - e_last)),
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

  /// Every value of t, for x in the range.
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
      hull = hull.union(t)
    }
    return hull.union(t)
  }
}

extension ProgramBuilder {
  /// One chain for all channels, as straight-line steps.
  mutating func uniformChain(
    _ chain: ShiftAddChain, of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let floors = NestedFloors(chain)
    let x = Expression.local(accumulator)
    let range = (try? floors.range(of: function.range(of: accumulator))) ?? IntegerType.int32.range
    let t = function.variable("scaled", range)
    var steps: [Statement] = [.define(t, .constant(floors.addend))]
    for digit in floors.digits {
      let shifted = Expression.local(t) >> digit.gap
      steps.append(.assign(t, digit.isNegative ? shifted - x : shifted + x))
    }
    steps = fusingStart(steps, t, floors)
    var result = Expression.local(t) >> floors.finalShift
    for digit in floors.high {
      let product = x << digit.gap
      result = digit.isNegative ? result - product : result + product
    }
    return RequantizePlan(
      start: [], steps: steps, result: clamped(result, from: range, to: chain.clamp), advance: [])
  }

  /// The addend and the first digit as one definition.
  private func fusingStart(
    _ steps: [Statement], _ t: LocalID, _ floors: NestedFloors
  ) -> [Statement] {
    guard steps.count > 1, case .assign(_, let first) = steps[1], floors.digits[0].gap == 0 else {
      return steps
    }
    return [.define(t, first.replacing(t, by: .constant(floors.addend)))] + steps.dropFirst(2)
  }

  /// A chain per channel, its digits as data: [count, digits, final shift, high count, high digits] in bytes, a digit
  /// being twice its gap, plus one where it is negative; the addend in a table of its own.
  mutating func streamedChains(
    _ chains: [ShiftAddChain], of accumulator: LocalID, in function: inout FunctionBuilder
  ) -> RequantizePlan {
    let floors = chains.map(NestedFloors.init)
    let codes = table(function.name + "_chains", floors.flatMap(\.code), note: "digits of each channel's multiplier")
    let addends = table(function.name + "_addends", floors.map(\.addend), note: "one a channel")
    let code = function.pointer("chain", to: element(of: codes), in: .flash, range(of: codes))
    let addend = function.pointer("addend", to: element(of: addends), in: .flash, range(of: addends))
    let range = floors.reduce(IntegerRange(exactly: 0)) { hull, floors in
      hull.union((try? floors.range(of: function.range(of: accumulator))) ?? IntegerType.int32.range)
    }
    let t = function.variable("scaled", range)
    let hasHigh = floors.contains { !$0.high.isEmpty }
    var steps: [Statement] = [.define(t, .element(addend))]
    steps += digitLoop(code, t, accumulator, name: "digits", isHigh: false, in: &function)
    steps += [.assign(t, .shiftRightBy(.local(t), .element(code))), .advance(code, 1)]
    if hasHigh {
      steps += digitLoop(code, t, accumulator, name: "high_digits", isHigh: true, in: &function)
    } else {
      steps.append(.advance(code, 1))
    }
    let clamps = chains.map(\.clamp)
    let limits = clamps.dropFirst().reduce(clamps[0]) { $0.union($1) }
    return RequantizePlan(
      start: [.point(code, Address(.table(codes))), .point(addend, Address(.table(addends)))],
      steps: steps, result: clamped(.local(t), from: range, to: limits),
      advance: [.advance(addend, 1)])
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
}

extension NestedFloors.Digit {
  fileprivate var code: Int { gap << 1 | (isNegative ? 1 : 0) }
}

extension Expression {
  /// The expression with a local replaced; for the few forms that chains use.
  fileprivate func replacing(_ local: LocalID, by value: Expression) -> Expression {
    switch self {
    case .local(local): value
    case .add(let left, let right):
      left.replacing(local, by: value) + right.replacing(local, by: value)
    case .subtract(let left, let right):
      left.replacing(local, by: value) - right.replacing(local, by: value)
    case .shiftRight(let inner, let bits): inner.replacing(local, by: value) >> bits
    case .local, .constant, .load, .negate, .shiftLeft, .shiftLeftBy, .shiftRightBy, .and,
      .minimum, .maximum, .select:
      self
    }
  }
}
