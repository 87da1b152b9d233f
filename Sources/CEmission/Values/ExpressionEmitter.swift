import CSyntax
import FixedPoint
import KernelIR
import TargetDescription

/// Turns the expressions of one function into C.
struct ExpressionEmitter {
  let program: EmissionContext
  let scope: FunctionScope

  private var widths: MachineWidths { program.widths }

  /// - Parameter proved: What the kernel program proves of the whole expression's value.
  func emit(_ expression: Expression, proved: IntegerRange? = nil) -> CValue {
    switch expression {
    case .constant(let value): return widths.constant(value)
    case .local(let id): return local(id)
    case .load(let base, let index): return load(base, index)
    case .add(let left, let right): return sum(left, right, proved)
    case .subtract(let left, let right): return difference(emit(left), emit(right), proved)
    case .negate(let value): return negation(emit(value), proved)
    case .shiftLeft(let value, let bits):
      return shiftLeft(emit(value), by: widths.constant(bits), proved)
    case .shiftLeftBy(let value, let distance):
      return shiftLeft(emit(value), by: emit(distance), proved)
    case .shiftRight(let value, let bits):
      return shiftRight(emit(value), by: widths.constant(bits))
    case .shiftRightBy(let value, let distance):
      return shiftRight(emit(value), by: emit(distance))
    case .elementAt(let byte, let size):
      return shiftRight(emit(byte), by: widths.constant(size / 2))
    case .and(let left, let right): return and(emit(left), emit(right))
    case .minimum(let left, let right): return minimum(left, right)
    case .maximum(let left, let right): return maximum(left, right)
    case .select(let condition, let value, let otherwise):
      return select(condition, emit(value), emit(otherwise), proved)
    }
  }

  /// A comparison; one that the ranges decide is a literal, since compilers warn of it otherwise.
  func condition(_ condition: Condition) -> CExpression {
    let left = emit(condition.left)
    let right = emit(condition.right)
    let outcome =
      left.expression == right.expression
      ? condition.comparison.holdsForEqual
      : condition.comparison.outcome(left.range, right.range)
    if let outcome {
      return .integer(outcome ? 1 : 0)
    }
    let width = widths.width(holding: left.range, right.range)
    return .binary(
      widths.signed(left, width).expression, condition.comparison.cOperator,
      widths.signed(right, width).expression)
  }

  private func local(_ id: LocalID) -> CValue {
    let range = scope.function[id].range
    return CValue(
      expression: .name(scope.name(of: id)), range: range,
      form: .stored(widths.localType(range)))
  }

  // MARK: Sums

  private func sum(_ left: Expression, _ right: Expression, _ proved: IntegerRange?) -> CValue {
    if case .constant(let value) = right, value < 0, value > IntegerType.int32.range.lower {
      return difference(emit(left), widths.constant(-value), proved)
    }
    if case .negate(let negated) = right { return difference(emit(left), emit(negated), proved) }
    return sum(emit(left), emit(right), proved)
  }

  private func sum(_ left: CValue, _ right: CValue, _ proved: IntegerRange?) -> CValue {
    binary(left, .add, right, left.range.sum(right.range).refined(by: proved))
  }

  private func difference(_ left: CValue, _ right: CValue, _ proved: IntegerRange?) -> CValue {
    if left.expression == .integer(0) { return negation(right, proved) }
    return binary(left, .subtract, right, left.range.difference(right.range).refined(by: proved))
  }

  private func negation(_ value: CValue, _ proved: IntegerRange?) -> CValue {
    let range = IntegerRange(exactly: 0).difference(value.range).refined(by: proved)
    let width = widths.width(holding: value.range, range)
    let (operand, _) = widths.operands(value, widths.constant(0), width)
    return CValue(expression: .unary(.negate, operand), range: range, form: .computed(width))
  }

  private func and(_ left: CValue, _ right: CValue) -> CValue {
    let range = IntegerRange(0, max(0, min(left.range.upper, right.range.upper)))
    return binary(left, .bitAnd, right, range)
  }

  private func binary(
    _ left: CValue, _ operation: CBinaryOperator, _ right: CValue, _ range: IntegerRange
  ) -> CValue {
    let width = widths.width(holding: left.range, right.range, range)
    let (first, second) = widths.operands(left, right, width)
    return CValue(
      expression: .binary(first, operation, second), range: range, form: .computed(width))
  }

  private func select(
    _ test: Condition, _ value: CValue, _ otherwise: CValue, _ proved: IntegerRange?
  ) -> CValue {
    let test = condition(test)
    if test == .integer(1) { return value }
    if test == .integer(0) { return otherwise }
    let width = widths.width(holding: value.range, otherwise.range)
    let (first, second) = widths.operands(value, otherwise, width)
    return CValue(
      expression: .conditional(test, first, otherwise: second),
      range: value.range.union(otherwise.range).refined(by: proved), form: .computed(width))
  }

  // MARK: Shifts

  private func shiftLeft(_ value: CValue, by distance: CValue, _ proved: IntegerRange?) -> CValue {
    let range = value.range.shiftedLeft(by: distance.range).refined(by: proved)
    let isFar = distance.range.upper > 14
    let width = isFar ? .bits32 : widths.width(holding: value.range, range)
    return shifted("left", value, distance, range, width)
  }

  private func shiftRight(_ value: CValue, by distance: CValue) -> CValue {
    let range = value.range.shiftedRight(by: distance.range)
    let isFar = distance.range.upper > 15
    let width = isFar ? .bits32 : widths.width(holding: value.range)
    return shifted("right", value, distance, range, width)
  }

  private func shifted(
    _ direction: String, _ value: CValue, _ distance: CValue, _ range: IntegerRange,
    _ width: Width
  ) -> CValue {
    if distance.expression == .integer(0) { return value }
    let bits = distance.isWide ? .cast(.int, distance.expression) : distance.expression
    return CValue(
      expression: .call(
        "stapes_shift_\(direction)_\(width.rawValue)", [widths.converted(value, to: width), bits]),
      range: range, form: .stored(width.type))
  }

  // MARK: Limits

  private func minimum(_ left: Expression, _ right: Expression) -> CValue {
    if case .maximum(let value, .constant(let lower)) = left, case .constant(let upper) = right,
      lower <= upper
    {
      return clamp(emit(value), lower, upper)
    }
    let (first, second) = (emit(left), emit(right))
    return helper("min", first, second, first.range.minimum(second.range))
  }

  private func maximum(_ left: Expression, _ right: Expression) -> CValue {
    if case .minimum(let value, .constant(let upper)) = left, case .constant(let lower) = right,
      lower <= upper
    {
      return clamp(emit(value), lower, upper)
    }
    let (first, second) = (emit(left), emit(right))
    return helper("max", first, second, first.range.maximum(second.range))
  }

  private func clamp(_ value: CValue, _ lower: Int, _ upper: Int) -> CValue {
    let limits = IntegerRange(lower, upper)
    let width = widths.width(holding: value.range, limits)
    let arguments = [value, widths.constant(lower), widths.constant(upper)]
    return CValue(
      expression: .call(
        "stapes_clamp_\(width.rawValue)", arguments.map { widths.converted($0, to: width) }),
      range: value.range.clamped(to: limits), form: .stored(width.type))
  }

  private func helper(
    _ name: String, _ left: CValue, _ right: CValue, _ range: IntegerRange
  ) -> CValue {
    let width = widths.width(holding: left.range, right.range)
    let arguments = [left, right].map { widths.converted($0, to: width) }
    return CValue(
      expression: .call("stapes_\(name)_\(width.rawValue)", arguments), range: range,
      form: .stored(width.type))
  }

  // MARK: Memory

  private func load(_ base: MemoryBase, _ index: Expression) -> CValue {
    let memory = program.memory(base, scope)
    let element = CValue(
      expression: memory.isBehindMacro
        ? .call(
          "stapes_flash_read_\(memory.element.readerSuffix)", [address(memory, index)])
        : place(memory, index, isRead: true),
      range: memory.range.within32Bits, form: .stored(memory.element))
    return signed(element)
  }

  /// An element as a place that can be read or assigned.
  func place(_ memory: MemoryView, _ index: Expression, isRead: Bool = false) -> CExpression {
    if let address = index.byteAddress { return place(memory, address, isRead: isRead) }
    let value = subscriptValue(index, of: memory.count)
    if value == .integer(0) && memory.isPointer { return .dereference(.name(memory.name)) }
    return .index(.name(memory.name), value)
  }

  private func place(
    _ memory: MemoryView, _ address: ByteAddress, isRead: Bool
  ) -> CExpression {
    let base = CExpression.name(memory.name).element(address.elements)
    return .dereference(
      .call(
        "stapes_\(isRead ? "element" : "place")_\(memory.element.readerSuffix)",
        [base, distance(address, in: memory)]))
  }

  private func distance(_ address: ByteAddress, in memory: MemoryView) -> CExpression {
    let limits = memory.count.map { count in
      IntegerRange(
        -address.elements * address.size, (count - 1 - address.elements) * address.size)
    }
    let value = limits.map { stated(emit(address.byte), $0) } ?? emit(address.byte)
    let bytes = value.isWide && widths.hasNarrowInt ? value.cast(to: .int16) : value
    guard case .computed = value.form else { return bytes.expression }
    return .call("stapes_distance", [bytes.expression])
  }

  /// What a reader of flash is given. With a computed index it is a sum, at which a line may break.
  private func address(_ memory: MemoryView, _ index: Expression) -> CExpression {
    let name = CExpression.name(memory.name)
    let value = subscriptValue(index, of: memory.count)
    guard case .integer(let offset) = value else { return .binary(name, .add, value) }
    return name.element(offset)
  }

  /// An index or a pointer's step in the narrowest type that addressing needs.
  ///
  /// - Parameter count: of the elements of which it is the index, where that is known.
  func subscriptValue(_ index: Expression, of count: Int? = nil) -> CExpression {
    let limits = count.map { IntegerRange(0, max(0, $0 - 1)) }
    let value = limits.map { stated(emit(index), $0) } ?? emit(index)
    guard widths.hasNarrowInt, IntegerType.int16.range.contains(value.range) else {
      return value.expression
    }
    if program.target.machine.needsBarrier && value.range.lower < value.range.upper {
      return .call("stapes_index_16", [widths.converted(value, to: .bits16)])
    }
    return value.isWide ? value.cast(to: .int16).expression : value.expression
  }

  /// The value with its range, for the checked build, unless its type, its statement or its being a
  /// literal says the same.
  func stated(_ value: CValue, _ range: IntegerRange) -> CValue {
    if range.contains(value.range) {
      if case .name = value.expression { return value }
      switch value.form {
      case .literal: return value
      case .stored(let type) where range.contains(type.range): return value
      case .stored, .computed: break
      }
    }
    if range.contains(IntegerType.int32.range) { return value }
    let expression = CExpression.call(
      "STAPES_WITHIN",
      [value.expression, widths.literal(range.lower), widths.literal(range.upper)])
    return CValue(
      expression: expression, range: range.contains(value.range) ? value.range : range,
      form: .computed(widths.width(holding: value.range)))
  }

  /// An unsigned element that C would compute with as unsigned, as a signed value.
  private func signed(_ value: CValue) -> CValue {
    switch value.form {
    case .stored(.uint32): value.cast(to: .int32)
    case .stored(.uint16) where widths.hasNarrowInt:
      value.cast(to: IntegerType.int16.range.contains(value.range) ? .int16 : .int32)
    case .literal, .stored, .computed: value
    }
  }
}

extension CExpression {
  /// A pointer to an element of the array at a pointer; MISRA's rule 18.4 prefers it to a sum.
  func element(_ index: CExpression) -> CExpression {
    index == .integer(0) ? self : .address(.index(self, index))
  }

  func element(_ index: Int) -> CExpression { element(.integer(index)) }
}
