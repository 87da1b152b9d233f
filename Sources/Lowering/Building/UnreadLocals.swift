import KernelIR

// A row whose requantisation is constant does not read its sum; C compilers refuse variables that
// nothing reads.

/// The statements without definitions and assignments of locals that nothing else reads.
/// Expressions have no effects, so nothing is lost.
func droppingUnreadLocals(_ body: [Statement]) -> [Statement] {
  var live: Set<LocalID> = []
  var count = -1
  while live.count != count {
    count = live.count
    // From the end, where what is read mostly stands before its readers: few rounds.
    for statement in body.reversed() { statement.collectReads(into: &live) }
  }
  return body.compactMap { $0.keeping(live) }
}

extension Statement {
  /// Adds the locals that the statement reads, unless it only feeds locals that are not read
  /// themselves.
  fileprivate func collectReads(into live: inout Set<LocalID>) {
    switch self {
    case .define(let local, let value), .assign(let local, let value):
      if live.contains(local) { value.collectReads(into: &live) }
    case .advance(_, let value): value.collectReads(into: &live)
    case .store(_, let index, let value):
      index.collectReads(into: &live)
      value.collectReads(into: &live)
    case .repeatLocal(let local, let body):
      live.insert(local)
      body.reversed().forEach { $0.collectReads(into: &live) }
    case .repeatTimes(_, let body), .repeatUntil(_, _, let body):
      body.reversed().forEach { $0.collectReads(into: &live) }
    case .branch(let condition, let then, let otherwise):
      condition.left.collectReads(into: &live)
      condition.right.collectReads(into: &live)
      (then + otherwise).reversed().forEach { $0.collectReads(into: &live) }
    case .call(_, let arguments):
      for case .value(let value) in arguments { value.collectReads(into: &live) }
    case .point, .repoint, .comment: break
    }
  }

  fileprivate func keeping(_ live: Set<LocalID>) -> Statement? {
    switch self {
    case .define(let local, _), .assign(let local, _): live.contains(local) ? self : nil
    case .repeatTimes(let count, let body):
      .repeatTimes(count, body.compactMap { $0.keeping(live) })
    case .repeatLocal(let local, let body):
      .repeatLocal(local, body.compactMap { $0.keeping(live) })
    case .repeatUntil(let pointer, let end, let body):
      .repeatUntil(pointer, reaches: end, body.compactMap { $0.keeping(live) })
    case .branch(let condition, let then, let otherwise):
      .branch(
        condition, then: then.compactMap { $0.keeping(live) },
        otherwise: otherwise.compactMap { $0.keeping(live) })
    case .point, .repoint, .advance, .store, .call, .comment: self
    }
  }
}

extension Expression {
  fileprivate func collectReads(into live: inout Set<LocalID>) {
    switch self {
    case .local(let local): live.insert(local)
    case .constant: break
    case .load(_, let index): index.collectReads(into: &live)
    case .negate(let inner), .shiftLeft(let inner, _), .shiftRight(let inner, _),
      .elementAt(let inner, _):
      inner.collectReads(into: &live)
    case .add(let left, let right), .subtract(let left, let right), .and(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right),
      .shiftLeftBy(let left, let right), .shiftRightBy(let left, let right):
      left.collectReads(into: &live)
      right.collectReads(into: &live)
    case .select(let condition, let value, let otherwise):
      condition.left.collectReads(into: &live)
      condition.right.collectReads(into: &live)
      value.collectReads(into: &live)
      otherwise.collectReads(into: &live)
    }
  }
}
