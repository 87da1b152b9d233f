import KernelIR

// A row whose requantisation is constant does not read its sum; C compilers refuse variables that
// nothing reads.

/// The statements without definitions and assignments of locals that nothing else reads.
/// Expressions have no effects, so nothing is lost.
func droppingUnreadLocals(_ statements: [Statement]) -> [Statement] {
  let body = droppingUnusedPointers(statements)
  var live: Set<LocalID> = []
  var count = -1
  while live.count != count {
    count = live.count
    // From the end, where what is read mostly stands before its readers: few rounds.
    for statement in body.reversed() { statement.collectReads(into: &live) }
  }
  return droppingUnusedPointers(body.compactMap { $0.keeping(live) })
}

/// The statements without pointers that nothing goes through, and without their steps: those into
/// inputs that no row reads. Parameters keep theirs.
private func droppingUnusedPointers(_ body: [Statement]) -> [Statement] {
  var pointed: Set<PointerID> = []
  body.forEach { $0.collectPointed(into: &pointed) }
  var used: Set<PointerID> = []
  var count = -1
  while used.count != count {
    count = used.count
    for statement in body.reversed() { statement.collectPointers(into: &used) }
  }
  let unused = pointed.subtracting(used)
  return unused.isEmpty ? body : body.compactMap { $0.without(unused) }
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

extension Statement {
  /// Adds the pointers that the statement declares.
  fileprivate func collectPointed(into pointed: inout Set<PointerID>) {
    switch self {
    case .point(let pointer, _): pointed.insert(pointer)
    case .repeatTimes(_, let body), .repeatLocal(_, let body), .repeatUntil(_, _, let body):
      body.forEach { $0.collectPointed(into: &pointed) }
    case .branch(_, let then, let otherwise):
      (then + otherwise).forEach { $0.collectPointed(into: &pointed) }
    case .define, .assign, .repoint, .advance, .store, .call, .comment: break
    }
  }

  /// Adds the pointers that the statement uses otherwise than to place and move them, and those
  /// that used ones are placed by.
  fileprivate func collectPointers(into used: inout Set<PointerID>) {
    switch self {
    case .define(_, let value), .assign(_, let value): value.collectPointers(into: &used)
    case .point(let pointer, let address), .repoint(let pointer, let address):
      if used.contains(pointer) { address.base.collectPointers(into: &used) }
    case .advance(let pointer, let value):
      if used.contains(pointer) { value.collectPointers(into: &used) }
    case .store(let base, let index, let value):
      base.collectPointers(into: &used)
      index.collectPointers(into: &used)
      value.collectPointers(into: &used)
    case .repeatTimes(_, let body), .repeatLocal(_, let body):
      body.forEach { $0.collectPointers(into: &used) }
    case .repeatUntil(let pointer, let end, let body):
      used.formUnion([pointer, end])
      body.forEach { $0.collectPointers(into: &used) }
    case .branch(let condition, let then, let otherwise):
      condition.left.collectPointers(into: &used)
      condition.right.collectPointers(into: &used)
      (then + otherwise).forEach { $0.collectPointers(into: &used) }
    case .call(_, let arguments):
      for argument in arguments {
        switch argument {
        case .value(let value): value.collectPointers(into: &used)
        case .address(let address): address.base.collectPointers(into: &used)
        }
      }
    case .comment: break
    }
  }

  /// Nil for what only places and moves one of the pointers, and for a loop of nothing else.
  fileprivate func without(_ unused: Set<PointerID>) -> Statement? {
    func kept(_ body: [Statement]) -> [Statement] { body.compactMap { $0.without(unused) } }
    func loop(_ body: [Statement], _ make: ([Statement]) -> Statement) -> Statement? {
      let rest = kept(body)
      return rest.isEmpty && !body.isEmpty ? nil : make(rest)
    }
    return switch self {
    case .point(let pointer, _), .repoint(let pointer, _), .advance(let pointer, _):
      unused.contains(pointer) ? nil : self
    case .repeatTimes(let count, let body): loop(body) { .repeatTimes(count, $0) }
    case .repeatLocal(let local, let body): loop(body) { .repeatLocal(local, $0) }
    case .repeatUntil(let pointer, let end, let body):
      .repeatUntil(pointer, reaches: end, kept(body))
    case .branch(let condition, let then, let otherwise):
      .branch(condition, then: kept(then), otherwise: kept(otherwise))
    case .define, .assign, .store, .call, .comment: self
    }
  }
}

extension MemoryBase {
  fileprivate func collectPointers(into used: inout Set<PointerID>) {
    if case .pointer(let pointer) = self { used.insert(pointer) }
  }
}

extension Expression {
  fileprivate func collectPointers(into used: inout Set<PointerID>) {
    switch self {
    case .constant, .local: break
    case .load(let base, let index):
      base.collectPointers(into: &used)
      index.collectPointers(into: &used)
    case .negate(let inner), .shiftLeft(let inner, _), .shiftRight(let inner, _),
      .elementAt(let inner, _):
      inner.collectPointers(into: &used)
    case .add(let left, let right), .subtract(let left, let right), .and(let left, let right),
      .minimum(let left, let right), .maximum(let left, let right),
      .shiftLeftBy(let left, let right), .shiftRightBy(let left, let right):
      left.collectPointers(into: &used)
      right.collectPointers(into: &used)
    case .select(let condition, let value, let otherwise):
      condition.left.collectPointers(into: &used)
      condition.right.collectPointers(into: &used)
      value.collectPointers(into: &used)
      otherwise.collectPointers(into: &used)
    }
  }
}
