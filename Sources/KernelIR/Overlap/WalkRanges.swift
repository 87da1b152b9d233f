import FixedPoint

/// The range of an expression where some locals are known.
struct WalkRanges {
  let program: KernelProgram
  let function: KernelFunction
  let tableRanges: [IntegerRange]
  let locals: [Int?]

  private static let word = IntegerType.int32.range

  func range(of expression: Expression) -> IntegerRange {
    unchecked(expression).intersection(Self.word) ?? Self.word
  }

  private func unchecked(_ expression: Expression) -> IntegerRange {
    switch expression {
    case .constant(let value): return IntegerRange(exactly: value)
    case .local(let id):
      return locals[id.index].map { IntegerRange(exactly: $0) } ?? function[id].range
    case .load(let base, _): return elements(of: base)
    case .add(let left, let right):
      let (left, right) = (range(of: left), range(of: right))
      return IntegerRange(left.lower + right.lower, left.upper + right.upper)
    case .subtract(let left, let right):
      let (left, right) = (range(of: left), range(of: right))
      return IntegerRange(left.lower - right.upper, left.upper - right.lower)
    case .negate(let value):
      let value = range(of: value)
      return IntegerRange(-value.upper, -value.lower)
    case .shiftLeft(let value, let bits):
      let value = range(of: value)
      return IntegerRange(value.lower << bits, value.upper << bits)
    case .shiftRight(let value, let bits): return range(of: value).shiftedRight(by: bits)
    case .elementAt(let byte, let size):
      return range(of: byte).shiftedRight(by: size.trailingZeroBitCount)
    case .and(let left, let right):
      return IntegerRange(0, max(0, min(range(of: left).upper, range(of: right).upper)))
    case .minimum(let left, let right):
      let (left, right) = (range(of: left), range(of: right))
      return IntegerRange(min(left.lower, right.lower), min(left.upper, right.upper))
    case .maximum(let left, let right):
      let (left, right) = (range(of: left), range(of: right))
      return IntegerRange(max(left.lower, right.lower), max(left.upper, right.upper))
    case .select(_, let value, let otherwise):
      return range(of: value).union(range(of: otherwise))
    case .shiftLeftBy, .shiftRightBy: return Self.word
    }
  }

  private func elements(of base: MemoryBase) -> IntegerRange {
    switch base {
    case .pointer(let id): function[id].range
    case .buffer(let id): program[id].range
    case .table(let id): tableRanges[id.index]
    }
  }

  /// Whether the condition holds; nil where that depends on data.
  func holds(_ condition: Condition) -> Bool? {
    let (left, right) = (range(of: condition.left), range(of: condition.right))
    switch condition.comparison {
    case .less: return less(left, right)
    case .greaterOrEqual: return less(left, right).map { !$0 }
    case .greater: return less(right, left)
    case .lessOrEqual: return less(right, left).map { !$0 }
    case .equal: return equal(left, right)
    case .notEqual: return equal(left, right).map { !$0 }
    }
  }

  private func less(_ left: IntegerRange, _ right: IntegerRange) -> Bool? {
    if left.upper < right.lower { return true }
    return left.lower >= right.upper ? false : nil
  }

  private func equal(_ left: IntegerRange, _ right: IntegerRange) -> Bool? {
    if left.intersection(right) == nil { return false }
    return left == right && left.lower == left.upper ? true : nil
  }
}
