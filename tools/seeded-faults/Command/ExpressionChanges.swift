import KernelIR

extension ProgramChanger {
  mutating func changed(_ value: Expression) -> Expression {
    switch value {
    case .constant(let number): .constant(isHere(.constant) ? number + direction : number)
    case .local: value
    case .load(let base, let index): .load(base, index: moved(index))
    case .add(let left, let right): sum(changed(left), changed(right))
    case .subtract(let left, let right): difference(changed(left), changed(right))
    case .negate(let inner): isHere(.sign) ? changed(inner) : .negate(changed(inner))
    case .shiftLeft, .shiftRight, .shiftLeftBy, .shiftRightBy: changed(shift: value)
    // An element's place in bytes stays whole; the index beside it is moved.
    case .elementAt(let byte, let size): .elementAt(byte: changed(byte), size: size)
    case .and(let left, let right): .and(changed(left), changed(right))
    case .minimum(let left, let right):
      isHere(.clamp) ? .maximum(left, right) : .minimum(bound(left), bound(right))
    case .maximum(let left, let right):
      isHere(.clamp) ? .minimum(left, right) : .maximum(bound(left), bound(right))
    case .select(let condition, let first, let other):
      .select(changed(condition), changed(first), otherwise: changed(other))
    }
  }

  private mutating func sum(_ left: Expression, _ right: Expression) -> Expression {
    if isHere(.sign) { return .subtract(left, right) }
    if isHere(.term) { return direction > 0 ? left : right }
    return .add(left, right)
  }

  private mutating func difference(_ left: Expression, _ right: Expression) -> Expression {
    if isHere(.sign) { return .add(left, right) }
    return isHere(.term) ? left : .subtract(left, right)
  }

  private mutating func changed(shift: Expression) -> Expression {
    switch shift {
    case .shiftLeft(let value, let bits): .shiftLeft(changed(value), moved(bits, below: 30))
    case .shiftRight(let value, let bits): .shiftRight(changed(value), moved(bits, below: 31))
    case .shiftLeftBy(let value, let bits): .shiftLeftBy(changed(value), computed(bits))
    case .shiftRightBy(let value, let bits): .shiftRightBy(changed(value), computed(bits))
    case .constant, .local, .load, .add, .subtract, .negate, .elementAt, .and, .minimum, .maximum,
      .select:
      shift
    }
  }

  private mutating func moved(_ bits: Int, below limit: Int) -> Int {
    isHere(.shift) ? min(max(bits + direction, 0), limit) : bits
  }

  private mutating func computed(_ bits: Expression) -> Expression {
    isHere(.shift) ? bits + 1 : changed(bits)
  }

  mutating func moved(_ index: Expression) -> Expression {
    switch index {
    case .constant(let number):
      isHere(.index) ? .constant(number > 0 ? number + direction : number + 1) : index
    case .local, .load, .add, .subtract, .negate, .shiftLeft, .shiftRight, .shiftLeftBy,
      .shiftRightBy, .elementAt, .and, .minimum, .maximum, .select:
      isHere(.index) ? .constant(direction) + changed(index) : changed(index)
    }
  }

  private mutating func bound(_ value: Expression) -> Expression {
    guard case .constant(let number) = value else { return changed(value) }
    return .constant(isHere(.clamp) ? number + direction : number)
  }

  mutating func changed(_ condition: Condition) -> Condition {
    var result = Condition(changed(condition.left), condition.comparison, changed(condition.right))
    if isHere(.comparison) {
      result.comparison =
        direction > 0 ? condition.comparison.neighbour : condition.comparison.opposite
    }
    return result
  }
}

extension Condition.Comparison {
  fileprivate var neighbour: Condition.Comparison {
    switch self {
    case .equal: .lessOrEqual
    case .notEqual: .less
    case .less: .lessOrEqual
    case .lessOrEqual: .less
    case .greater: .greaterOrEqual
    case .greaterOrEqual: .greater
    }
  }

  fileprivate var opposite: Condition.Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }
}
