import FixedPoint

// A loop is followed for its first turns and, where these move everything by equal steps, for its
// last ones; every place between is then a mean of those. Otherwise every turn is followed.

extension AccessWalk {
  mutating func loop(
    _ count: Int, _ body: [Statement], _ state: inout WalkState
  ) -> AccessOrder {
    guard count > 5 else {
      return (0..<count).reduce(AccessOrder.nothing) { order, _ in
        order.then(walk(body, &state))
      }
    }
    let outer = (isKinked, derivedCounts)
    isKinked = false
    let start = turn(body, &state)
    let first = turn(body, &state)
    let second = turn(body, &state)
    var order = start.order
    if !isKinked, first.derivedCounts == second.derivedCounts,
      let step = first.after.step(from: start.after),
      let next = second.after.step(from: first.after), next.isSame(as: step)
    {
      state = start.after.moved(by: step, times: count - 3)
      let lastButOne = turn(body, &state)
      let last = turn(body, &state)
      // No turn may go another way than the first; none does, or else the proof is given up.
      if isKinked || last.derivedCounts != first.derivedCounts { budget = 0 }
      order = order.then(
        .steady(
          first: first.order, second: second.order, lastButOne: lastButOne.order, last: last.order)
      )
    } else {
      order = order.then(first.order).then(second.order)
      for _ in 3..<count where budget > 0 { order = order.then(turn(body, &state).order) }
      isKinked = true
    }
    isKinked = isKinked || outer.0
    derivedCounts = outer.1 + first.derivedCounts
    return order
  }

  private struct Turn {
    let order: AccessOrder
    let after: WalkState
    let derivedCounts: [Int]
  }

  private mutating func turn(_ body: [Statement], _ state: inout WalkState) -> Turn {
    derivedCounts = []
    let order = walk(body, &state)
    return Turn(order: order, after: state, derivedCounts: derivedCounts)
  }

  mutating func loop(
    until pointer: PointerID, reaches end: PointerID, _ body: [Statement], _ state: inout WalkState
  ) -> AccessOrder {
    if let count = turns(until: pointer, reaches: end, body, state) {
      derivedCounts.append(count)
      let order = loop(count, body, &state)
      if state.pointers[pointer.index] != state.pointers[end.index] { budget = 0 }
      return order
    }
    isKinked = true
    return followed(until: pointer, reaches: end, body, &state) ?? anyTurns(body, &state)
  }

  /// Every turn until the pointers meet; nil where it is not known when they do.
  private mutating func followed(
    until pointer: PointerID, reaches end: PointerID, _ body: [Statement], _ state: inout WalkState
  ) -> AccessOrder? {
    var order = AccessOrder.nothing, after = state
    repeat {
      order = order.then(walk(body, &after))
      guard budget > 0,
        let distance = exactly(after.pointers[end.index], after: after.pointers[pointer.index])
      else { return nil }
      if distance == 0 { break }
    } while true
    state = after
    return order
  }

  /// The turns until one pointer has reached another, where each turn moves it by the same step;
  /// nil where that is not known.
  private mutating func turns(
    until pointer: PointerID, reaches end: PointerID, _ body: [Statement], _ state: WalkState
  ) -> Int? {
    let saved = (isKinked, derivedCounts)
    defer { (isKinked, derivedCounts) = saved }
    var after = state
    isKinked = false
    _ = walk(body, &after)
    guard let step = exactly(after.pointers[pointer.index], after: state.pointers[pointer.index]),
      let distance = exactly(state.pointers[end.index], after: state.pointers[pointer.index]),
      state.pointers[end.index] == after.pointers[end.index], step != 0, distance % step == 0,
      distance / step >= 1, body.allSatisfy({ !$0.points(pointer) }), !isKinked
    else { return nil }
    return distance / step
  }

  private func exactly(_ place: WalkState.Place, after other: WalkState.Place) -> Int? {
    guard case .inside(let buffer, let bytes) = place,
      case .inside(let own, let before) = other, buffer == own, bytes.lower == bytes.upper,
      before.lower == before.upper
    else { return nil }
    return bytes.lower - before.lower
  }

  /// A loop of unknown length: what its body moves may be anywhere.
  mutating func anyTurns(_ body: [Statement], _ state: inout WalkState) -> AccessOrder {
    for statement in body { forget(statement, &state) }
    var after = state
    let order = walk(body, &after)
    return order.then(order)
  }

  /// Everything that the statement changes is unknown.
  private func forget(_ statement: Statement, _ state: inout WalkState) {
    switch statement {
    case .define(let local, _), .assign(let local, _): state.locals[local.index] = nil
    case .point(let pointer, _), .repoint(let pointer, _), .advance(let pointer, _):
      state.pointers[pointer.index] = function[pointer].memory == .flash ? .elsewhere : .anywhere
    case .store, .call, .comment, .repeatTimes, .repeatLocal, .repeatUntil, .branch: break
    }
    for block in statement.blocks { block.forEach { forget($0, &state) } }
  }
}

extension Statement {
  /// Whether the statement or one in it points the pointer at another place.
  fileprivate func points(_ pointer: PointerID) -> Bool {
    switch self {
    case .point(pointer, _), .repoint(pointer, _): true
    default: blocks.contains { $0.contains { $0.points(pointer) } }
    }
  }
}
