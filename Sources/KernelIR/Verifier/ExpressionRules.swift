import FixedPoint

/// What an expression is for: it decides what is trusted in it.
enum ExpressionPurpose {
  case derived
  /// The new value of a local, from its old one.
  case accumulatesLocal(LocalID)
  /// The new value of an element, from an old one of the same memory.
  case accumulatesMemory(MemoryBase)

  /// Whether partial results of the expression are those of an accumulator, asserted only at run
  /// time.
  func trusts(_ expression: Expression) -> Bool {
    switch self {
    case .derived: false
    case .accumulatesLocal(let local): expression.reads(local)
    case .accumulatesMemory(let base): expression.reads(base)
    }
  }
}

extension FunctionVerifier {
  /// The range of an expression that must be derived.
  mutating func range(of expression: Expression) -> IntegerRange {
    facts(of: expression, .derived).range
  }

  /// What is known of an expression, after all rules for it and its parts have been checked.
  mutating func facts(of expression: Expression, _ purpose: ExpressionPurpose) -> ValueFacts {
    var facts = rawFacts(of: expression, purpose)
    facts.range = values.narrowed(facts.range, of: expression)
    let words = IntegerType.int32.range
    guard !words.contains(facts.range) else { return facts }
    if !purpose.trusts(expression) && !isStreamed(expression) {
      report(
        "\(names.text(expression)) has the range \(facts.range), beyond 32 bits signed",
        "narrow its operands, or use two words")
    }
    return values.unknown(facts.range.intersection(words) ?? words)
  }

  private mutating func rawFacts(
    of expression: Expression, _ purpose: ExpressionPurpose
  ) -> ValueFacts {
    switch expression {
    case .constant(let value):
      return ValueFacts(range: IntegerRange(exactly: value), form: AffineForm(constant: value))
    case .local(let local): return localFacts(local)
    case .load(let base, let index): return values.unknown(loadRange(base, index))
    case .add(let left, let right):
      return values.sum(facts(of: left, purpose), facts(of: right, purpose), times: 1)
    case .subtract(let left, let right):
      return values.sum(facts(of: left, purpose), facts(of: right, purpose), times: -1)
    case .negate(let value): return values.sum(zero, facts(of: value, purpose), times: -1)
    case .shiftLeft(let value, let bits):
      let limited = checkedBits(IntegerRange(exactly: bits), of: .constant(bits), limit: 30)
      return values.sum(zero, facts(of: value, purpose), times: 1 << limited.lower)
    case .shiftLeftBy(let value, let bits):
      let limited = checkedBits(range(of: bits), of: bits, limit: 30)
      let shifted = facts(of: value, purpose).range.shiftedLeft(byAny: limited)
      return values.unknown(shifted ?? IntegerRange(Int.min / 2, Int.max / 2))
    case .shiftRight(let value, let bits):
      return shiftedRight(value, IntegerRange(exactly: bits), of: .constant(bits), purpose)
    case .shiftRightBy(let value, let bits):
      return shiftedRight(value, range(of: bits), of: bits, purpose)
    case .elementAt(let byte, let size): return elementFacts(at: byte, size: size)
    case .and(let left, let right): return maskFacts(left, right, purpose)
    case .minimum(let left, let right):
      return extremeFacts(left, right, purpose) { min($0, $1) }
    case .maximum(let left, let right):
      return extremeFacts(left, right, purpose) { max($0, $1) }
    case .select(let condition, let value, let otherwise):
      return selectFacts(condition, value, otherwise, purpose)
    }
  }

  private var zero: ValueFacts {
    ValueFacts(range: IntegerRange(exactly: 0), form: AffineForm(constant: 0))
  }

  private mutating func localFacts(_ local: LocalID) -> ValueFacts {
    guard isVisible(local) else { return values.unknown(IntegerRange(exactly: 0)) }
    let range = function[local].range
    if let form = values.forms[local] { return ValueFacts(range: range, form: form) }
    let facts = values.unknown(range)
    if !function[local].isMutable { values.forms[local] = facts.form }
    return facts
  }

  private mutating func shiftedRight(
    _ value: Expression, _ bits: IntegerRange, of amount: Expression, _ purpose: ExpressionPurpose
  ) -> ValueFacts {
    let limited = checkedBits(bits, of: amount, limit: 31)
    return values.unknown(facts(of: value, purpose).range.shiftedRight(byAny: limited))
  }

  private mutating func elementFacts(at byte: Expression, size: Int) -> ValueFacts {
    guard [2, 4].contains(size) else {
      report("it addresses bytes of elements of \(size) bytes", "use elements of 2 or 4 bytes")
      return values.unknown(IntegerRange(exactly: 0))
    }
    return values.unknown(range(of: byte).shiftedRight(by: size / 2))
  }

  /// A shift amount that is decided by numbers in flash is trusted to its limit.
  private mutating func checkedBits(
    _ range: IntegerRange, of bits: Expression, limit: Int
  ) -> IntegerRange {
    let limits = IntegerRange(0, limit)
    if !limits.contains(range) && !isStreamed(bits) {
      report(
        "it shifts by \(names.text(bits)), whose range is \(range)",
        "shift by \(limits.lower) to \(limits.upper) bits")
    }
    return range.intersection(limits) ?? limits
  }

  private mutating func maskFacts(
    _ left: Expression, _ right: Expression, _ purpose: ExpressionPurpose
  ) -> ValueFacts {
    let (left, right) = (maskRange(left, purpose), maskRange(right, purpose))
    return values.unknown(IntegerRange(0, max(0, min(left.upper, right.upper))))
  }

  private mutating func extremeFacts(
    _ left: Expression, _ right: Expression, _ purpose: ExpressionPurpose,
    _ choose: (Int, Int) -> Int
  ) -> ValueFacts {
    let (left, right) = (facts(of: left, purpose).range, facts(of: right, purpose).range)
    return values.unknown(
      IntegerRange(choose(left.lower, right.lower), choose(left.upper, right.upper)))
  }

  private mutating func selectFacts(
    _ condition: Condition, _ value: Expression, _ otherwise: Expression,
    _ purpose: ExpressionPurpose
  ) -> ValueFacts {
    let (left, right) = (range(of: condition.left), range(of: condition.right))
    let first = armRange(value, where: condition, left, right, purpose)
    let second = armRange(otherwise, where: condition.negated, left, right, purpose)
    return values.unknown(first.union(second))
  }

  private mutating func maskRange(
    _ operand: Expression, _ purpose: ExpressionPurpose
  ) -> IntegerRange {
    let range = facts(of: operand, purpose).range
    if range.lower < 0 {
      report(
        "\(names.text(operand)) in a bitwise and has the range \(range)",
        "mask values that are not negative")
    }
    return range
  }

  private mutating func armRange(
    _ value: Expression, where condition: Condition, _ left: IntegerRange, _ right: IntegerRange,
    _ purpose: ExpressionPurpose
  ) -> IntegerRange {
    let assumptions = condition.assumptions(left: left, right: right)
    values.assumptions += assumptions
    defer { values.assumptions.removeLast(assumptions.count) }
    return facts(of: value, purpose).range
  }

  /// Whether numbers in flash that a pointer walks over decide the value.
  func isStreamed(_ expression: Expression) -> Bool {
    expression.contains { part in
      switch part {
      case .local(let local): streamed.contains(local)
      case .load(.pointer(let pointer), _):
        function.pointers.indices ~= pointer.index && function[pointer].memory == .flash
      default: false
      }
    }
  }

  /// Whether the value may be narrower than its derived range for reasons that ranges do not show:
  /// numbers in flash decide it, or it reads an accumulator, whose last value is narrower than
  /// those on the way.
  func isTrusted(_ expression: Expression) -> Bool {
    isStreamed(expression) || isAccumulated(expression)
  }

  func isAccumulated(_ expression: Expression) -> Bool {
    expression.contains {
      if case .local(let local) = $0 { accumulated.contains(local) } else { false }
    }
  }
}
