import FixedPoint

extension Machine {
  func unary(
    _ operation: ReadUnary, _ operand: Operand, _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    guard case .integer(let value, let type) = operand else {
      throw NotFollowed(position: position, reason: "an operator on a pointer")
    }
    let promoted = rules.promoted(type)
    switch operation {
    case .negate: return fitted(graph.difference(.constant(0), value), promoted, position)
    case .complement: return fitted(graph.difference(.constant(-1), value), promoted, position)
    case .not:
      let isTrue = try truth(of: operand, position)
      return .integer(graph.compare(.equal, isTrue, .constant(0)), rules.int)
    }
  }

  func binary(
    _ left: Operand, _ operation: ReadBinary, _ right: Operand, _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    switch (left, right) {
    case (.integer(let a, let x), .integer(let b, let y)):
      return try integers(a, x, operation, b, y, position)
    case (.pointer(let pointer), .integer(let count, _)):
      if operation == .add { return .pointer(try moved(pointer, by: count, position)) }
      if operation == .subtract {
        let back = graph.difference(.constant(0), count)
        return .pointer(try moved(pointer, by: back, position))
      }
    case (.pointer(let a), .pointer(let b)) where a.object == b.object:
      if let comparison = comparison(operation, a.offset, b.offset) {
        return .integer(comparison, rules.int)
      }
    case (.integer, _), (.pointer, _), (.nothing, _): break
    }
    throw NotFollowed(
      position: position, reason: "\(operation.rawValue) on these operands is not followed")
  }

  private func comparison(
    _ operation: ReadBinary, _ a: SymbolicValue, _ b: SymbolicValue
  ) -> SymbolicValue? {
    switch operation {
    case .less: graph.compare(.less, a, b)
    case .lessOrEqual: graph.compare(.lessOrEqual, a, b)
    case .greater: graph.compare(.less, b, a)
    case .greaterOrEqual: graph.compare(.lessOrEqual, b, a)
    case .equal: graph.compare(.equal, a, b)
    case .notEqual: graph.compare(.notEqual, a, b)
    case .add, .subtract, .shiftLeft, .shiftRight, .bitAnd, .bitOr, .bitXor, .and, .or: nil
    }
  }

  private func integers(
    _ left: SymbolicValue, _ leftType: IntegerType, _ operation: ReadBinary,
    _ right: SymbolicValue, _ rightType: IntegerType, _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    let type = rules.common(leftType, rightType)
    let (a, b) = (graph.wrap(left, to: type), graph.wrap(right, to: type))
    if let comparison = comparison(operation, a, b) { return .integer(comparison, rules.int) }
    switch operation {
    case .add: return fitted(graph.sum(a, b), type, position)
    case .subtract: return fitted(graph.difference(a, b), type, position)
    case .bitAnd: return .integer(masked(a, b), type)
    case .bitOr: return .integer(graph.combineBits(.or, a, b), type)
    case .bitXor: return .integer(graph.combineBits(.xor, a, b), type)
    case .and, .or:
      let sides = (
        graph.compare(.notEqual, left, .constant(0)), graph.compare(.notEqual, right, .constant(0))
      )
      return .integer(
        graph.combineBits(operation == .and ? .and : .or, sides.0, sides.1), rules.int)
    case .shiftLeft, .shiftRight:
      return try shifted(
        left, rules.promoted(leftType), right, isLeft: operation == .shiftLeft, position)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual: return .nothing
    }
  }

  /// `x & (2^n - 1)` is x less its higher bits.
  private func masked(_ a: SymbolicValue, _ b: SymbolicValue) -> SymbolicValue {
    guard case .constant(let mask) = b, mask > 0, mask & (mask + 1) == 0 else {
      return graph.combineBits(.and, a, b)
    }
    let bits = (mask + 1).trailingZeroBitCount
    let range = graph.range(a)
    if range.lower >= 0, range.upper <= mask { return a }
    let high = graph.shiftLeft(graph.shiftRight(a, by: bits), by: bits)
    let low = graph.exactRange(graph.difference(a, high))
    if low.lower >= 0, low.upper <= mask { return graph.difference(a, high) }
    return graph.combineBits(.and, a, b)
  }

  func shifted(
    _ value: SymbolicValue, _ type: IntegerType, _ count: SymbolicValue, isLeft: Bool,
    _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    guard case .constant(let bits) = count else {
      return .integer(graph.unknown(in: type.range), type)
    }
    guard (0..<type.bits).contains(bits) else {
      throw NotFollowed(position: position, reason: "a shift by \(bits) bits of \(type.bits)")
    }
    let wrapped = graph.wrap(value, to: type)
    return isLeft
      ? fitted(graph.shiftLeft(wrapped, by: bits), type, position)
      : .integer(graph.shiftRight(wrapped, by: bits), type)
  }

  /// A result of arithmetic: what is signed must fit its type, what is not wraps.
  func fitted(
    _ value: SymbolicValue, _ type: IntegerType, _ position: TextPosition
  ) -> Operand {
    if type.isSigned { checkFits(value, type, position) }
    return .integer(graph.wrap(value, to: type), type)
  }

  func assign(
    _ target: ReadExpression, _ assignment: ReadAssignment, _ value: ReadExpression,
    _ position: TextPosition
  ) throws(NotFollowed) {
    if case .name(let name, let place) = target {
      guard let variable = frames.last?[name] else {
        throw NotFollowed(position: place, reason: "\(name) is assigned before it has a value")
      }
      let result = try combined(variable.operand, assignment, value, position)
      return set(name, variable.type, try converted(result, to: variable.type, position))
    }
    guard let place = try place(of: target) else {
      throw NotFollowed(position: position, reason: "it assigns to no variable or element")
    }
    let old = assignment == .set ? Operand.nothing : try load(place, position)
    let result = try combined(old, assignment, value, position)
    guard case .integer(let stored, _) = try converted(result, to: place.element, position) else {
      throw NotFollowed(position: position, reason: "it stores something that is no integer")
    }
    try store(stored, at: place, position)
  }

  private func combined(
    _ old: Operand, _ assignment: ReadAssignment, _ value: ReadExpression,
    _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    let new = try evaluate(value)
    switch assignment {
    case .set: return new
    case .add: return try binary(old, .add, new, position)
    case .subtract: return try binary(old, .subtract, new, position)
    case .or: return try binary(old, .bitOr, new, position)
    }
  }
}
