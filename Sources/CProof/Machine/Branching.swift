import FixedPoint

/// Conditions on data: both ways are run from the same state, and what they leave is joined.
extension Machine {
  private enum Location: Hashable {
    case cell(object: Int, offset: Int)
    case variable(frame: Int, name: String)
  }

  /// What a way left at the locations that it changed.
  private struct Outcome {
    var cells: [Location: SymbolicMemory.Cell?] = [:]
    var variables: [Location: Variable?] = [:]
    var locations: Set<Location> { Set(cells.keys).union(variables.keys) }
  }

  func branch(
    _ condition: ReadExpression, _ then: [ReadStatement], _ otherwise: [ReadStatement],
    _ position: TextPosition
  ) throws(NotFollowed) {
    try tick(position)
    let value = try truth(of: try evaluate(condition), position)
    switch value {
    case .constant(let known): try run(known != 0 ? then : otherwise)
    case .node(let node):
      if let assumed = assumed(node) { return try run(assumed ? then : otherwise) }
      choices += 1
      let first = try outcome(of: then)
      let second = try outcome(of: otherwise)
      choices -= 1
      for location in first.locations.union(second.locations) {
        try join(location, node, first, second, position)
      }
    }
  }

  /// Runs one way and takes back what it did.
  private func outcome(of statements: [ReadStatement]) throws(NotFollowed) -> Outcome {
    let start = journal.count
    try run(statements)
    var outcome = Outcome()
    for change in journal[start...] { record(change, in: &outcome) }
    for change in journal[start...].reversed() { takeBack(change) }
    journal.removeSubrange(start...)
    return outcome
  }

  private func record(_ change: Change, in outcome: inout Outcome) {
    switch change {
    case .cell(let object, let offset, _):
      outcome.cells[.cell(object: object, offset: offset)] = .some(memory.cell(object, offset))
    case .variable(let frame, let name, _) where frame < frames.count:
      outcome.variables[.variable(frame: frame, name: name)] = .some(frames[frame][name])
    case .variable: break
    }
  }

  private func takeBack(_ change: Change) {
    switch change {
    case .cell(let object, let offset, let cell): memory.set(object, offset, cell)
    case .variable(let frame, let name, let variable) where frame < frames.count:
      frames[frame][name] = variable
    case .variable: break
    }
  }

  private func join(
    _ location: Location, _ condition: Int, _ first: Outcome, _ second: Outcome,
    _ position: TextPosition
  ) throws(NotFollowed) {
    switch location {
    case .cell(let object, let offset):
      let now = memory.cell(object, offset)
      let a = first.cells[location] ?? now
      let b = second.cells[location] ?? now
      setCell(object, offset, joined(condition, a, b))
    case .variable(let frame, let name):
      let now = frames[frame][name]
      guard let a = first.variables[location] ?? now, let b = second.variables[location] ?? now
      else { return setVariable(frame, name, nil) }
      setVariable(frame, name, try joined(condition, a, b, position))
    }
  }

  /// Elements of different sizes, or one that only one way wrote, are left undefined.
  private func joined(
    _ condition: Int, _ a: SymbolicMemory.Cell?, _ b: SymbolicMemory.Cell?
  ) -> SymbolicMemory.Cell? {
    guard let a, let b, a.type == b.type else { return nil }
    return .init(value: graph.select(condition, a.value, b.value), type: a.type)
  }

  private func joined(
    _ condition: Int, _ a: Variable, _ b: Variable, _ position: TextPosition
  ) throws(NotFollowed) -> Variable {
    if a == b { return a }
    switch (a.operand, b.operand) {
    case (.integer(let x, let type), .integer(let y, _)):
      return Variable(type: a.type, operand: .integer(graph.select(condition, x, y), type))
    case (.pointer(let x), .pointer(let y)) where x.object == y.object:
      let offset = graph.select(condition, x.offset, y.offset)
      let pointer = MemoryPointer(object: x.object, offset: offset, element: x.element)
      return Variable(type: a.type, operand: .pointer(pointer))
    case (.integer, _), (.pointer, _), (.nothing, _):
      throw NotFollowed(position: position, reason: "what a pointer points to depends on data")
    }
  }
}

extension Machine {
  func setCell(_ object: Int, _ offset: Int, _ cell: SymbolicMemory.Cell?) {
    if choices > 0 {
      journal.append(.cell(object: object, offset: offset, memory.cell(object, offset)))
    }
    memory.set(object, offset, cell)
  }

  func setVariable(_ frame: Int, _ name: String, _ variable: Variable?) {
    if choices > 0 {
      journal.append(.variable(frame: frame, name: name, frames[frame][name]))
    }
    frames[frame][name] = variable
  }

  func set(_ name: String, _ type: ReadType, _ operand: Operand) {
    setVariable(frames.count - 1, name, Variable(type: type, operand: operand))
  }
}
