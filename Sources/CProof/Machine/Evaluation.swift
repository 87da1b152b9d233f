import FixedPoint

extension Machine {
  /// The worth of an expression.
  ///
  /// - Throws: what cannot be followed.
  func evaluate(_ expression: ReadExpression) throws(NotFollowed) -> Operand {
    switch expression {
    case .number(let value, let isUnsigned):
      return .integer(.constant(value), rules.literal(value, isUnsigned: isUnsigned))
    case .name(let name, let position): return try variable(name, position)
    case .call(let name, let arguments, let position):
      return try callHelper(name, arguments, position)
    case .index(_, _, let position), .dereference(_, let position):
      guard let place = try place(of: expression) else { return .nothing }
      return try load(place, position)
    case .member(let base, let name, let position):
      return .pointer(try member(base, name, position))
    case .address(let inner, let position): return try address(inner, position)
    case .cast(let type, let inner, let position):
      return try converted(try evaluate(inner), to: type, position, isCast: true)
    case .unary(let operation, let inner, let position):
      return try unary(operation, try evaluate(inner), position)
    case .binary: return try chain(expression)
    case .conditional(let condition, let a, let b, let position):
      return try conditional(condition, a, b, position)
    case .type, .string: return .nothing
    }
  }

  /// Operators from the left, so many that recursion would be too deep.
  private func chain(_ expression: ReadExpression) throws(NotFollowed) -> Operand {
    guard case .binary(let left, let operation, let right, let position) = expression else {
      return try evaluate(expression)
    }
    guard case .binary = left else {
      return try binary(try evaluate(left), operation, try evaluate(right), position)
    }
    var later = [(operation, right, position)]
    var first = left
    while case .binary(let left, let operation, let right, let position) = first {
      later.append((operation, right, position))
      first = left
    }
    var value = try evaluate(first)
    for (operation, right, position) in later.reversed() {
      value = try binary(value, operation, try evaluate(right), position)
    }
    return value
  }

  private func variable(_ name: String, _ position: TextPosition) throws(NotFollowed) -> Operand {
    if let variable = frames.last?[name] { return variable.operand }
    if let global = globals[name] { return .pointer(global) }
    throw NotFollowed(position: position, reason: "\(name) has no value here")
  }

  private func address(
    _ inner: ReadExpression, _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    guard let place = try place(of: inner) else {
      throw NotFollowed(position: position, reason: "the address of a variable is taken")
    }
    return .pointer(place)
  }

  private func member(
    _ base: ReadExpression, _ name: String, _ position: TextPosition
  ) throws(NotFollowed) -> MemoryPointer {
    let structure = try pointer(base, position)
    guard let member = globals["\(structure.object)->\(name)"] else {
      throw NotFollowed(position: position, reason: "there is no member \(name)")
    }
    return member
  }

  private func conditional(
    _ condition: ReadExpression, _ a: ReadExpression, _ b: ReadExpression,
    _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    switch try truth(of: try evaluate(condition), position) {
    case .constant(let known):
      let (taken, other) = known != 0 ? (a, b) : (b, a)
      guard case .integer(let value, let type) = try evaluate(taken),
        let otherType = integerType(of: other)
      else { throw NotFollowed(position: position, reason: "a choice of unknown type") }
      let common = rules.common(type, otherType)
      return .integer(graph.wrap(value, to: common), common)
    case .node(let node):
      guard case .integer(let x, let left) = try evaluate(a),
        case .integer(let y, let right) = try evaluate(b)
      else { throw NotFollowed(position: position, reason: "a choice between pointers") }
      let type = rules.common(left, right)
      return .integer(
        graph.select(node, graph.wrap(x, to: type), graph.wrap(y, to: type)), type)
    }
  }

  /// 1 or 0, or a node that is either.
  func truth(
    of operand: Operand, _ position: TextPosition
  ) throws(NotFollowed) -> SymbolicValue {
    guard case .integer(let value, _) = operand else {
      throw NotFollowed(position: position, reason: "a condition is no integer")
    }
    if case .node(let node) = value, case .compared = graph.kinds[node] { return value }
    return graph.compare(.notEqual, value, .constant(0))
  }

  /// The operand as another type.
  func converted(
    _ operand: Operand, to type: ReadType, _ position: TextPosition, isCast: Bool = false
  ) throws(NotFollowed) -> Operand {
    switch (operand, type) {
    case (_, .void): return .nothing
    case (.integer(let value, _), _):
      guard let integer = rules.integer(type) else { break }
      if !isCast { checkFits(value, integer, position) }
      return .integer(graph.wrap(value, to: integer), integer)
    case (.pointer(let pointer), .pointer(let element, _))
    where isCast || element == pointer.element || element == .void || pointer.element == .void:
      return .pointer(
        MemoryPointer(object: pointer.object, offset: pointer.offset, element: element))
    case (.pointer, _), (.nothing, _): break
    }
    throw NotFollowed(position: position, reason: "a conversion that is not followed")
  }
}
