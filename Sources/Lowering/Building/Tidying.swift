import KernelIR

extension [Statement] {
  /// The statements without what only the way of their making explains: loops of one turn,
  /// successive steps of one pointer, and steps behind the last use of any pointer.
  func tidied() -> [Statement] { inlined().merged().withoutLastSteps() }

  private func inlined() -> [Statement] {
    let statements = map { $0.mapBodies { $0.inlined() } }
    return statements.enumerated().flatMap { index, statement -> [Statement] in
      guard case .repeatTimes(1, let body) = statement else { return [statement] }
      // Bodies side by side may define the same local, each in its own scope.
      let others = statements[..<index] + statements[(index + 1)...]
      let taken = Set(others.flatMap(\.definitions))
      return taken.isDisjoint(with: body.flatMap(\.definitions)) ? body : [statement]
    }
  }

  private func merged() -> [Statement] {
    var result: [Statement] = []
    for statement in map({ $0.mapBodies { $0.merged() } }) {
      guard case .advance(let pointer, .constant(let step)) = statement else {
        result.append(statement)
        continue
      }
      var total = step
      if case .advance(pointer, .constant(let earlier)) = result.last {
        result.removeLast()
        total += earlier
      }
      if total != 0 { result.append(.advance(pointer, .constant(total))) }
    }
    return result
  }

  private func withoutLastSteps() -> [Statement] {
    let kept = lastIndex { if case .advance = $0 { false } else { true } }
    return Array(prefix(kept.map { $0 + 1 } ?? 0))
  }
}

/// What a statement brings into being.
private enum Definition: Hashable {
  case local(LocalID)
  case pointer(PointerID)
}

extension Statement {
  /// What is defined in it, at any depth.
  fileprivate var definitions: [Definition] {
    switch self {
    case .define(let local, _): [.local(local)]
    case .point(let pointer, _): [.pointer(pointer)]
    case .repeatTimes(_, let body), .repeatLocal(_, let body), .repeatUntil(_, _, let body):
      body.flatMap(\.definitions)
    case .branch(_, let then, let otherwise): (then + otherwise).flatMap(\.definitions)
    case .assign, .repoint, .advance, .store, .call, .comment: []
    }
  }

  /// The statement with its bodies changed.
  fileprivate func mapBodies(_ change: ([Statement]) -> [Statement]) -> Statement {
    switch self {
    case .repeatTimes(let count, let body): .repeatTimes(count, change(body))
    case .repeatLocal(let local, let body): .repeatLocal(local, change(body))
    case .repeatUntil(let pointer, let end, let body):
      .repeatUntil(pointer, reaches: end, change(body))
    case .branch(let condition, let then, let otherwise):
      .branch(condition, then: change(then), otherwise: change(otherwise))
    case .define, .assign, .point, .repoint, .advance, .store, .call, .comment: self
    }
  }
}
