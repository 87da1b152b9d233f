import FixedPoint

/// What is known of a function's locals and pointers at one point of a walk through it.
struct WalkState: Hashable {
  /// nil where the value depends on data.
  var locals: [Int?]
  var pointers: [Place]

  /// Where a pointer stands.
  enum Place: Hashable {
    /// In flash, or not set.
    case elsewhere
    /// In a buffer, in bytes from its start.
    case inside(BufferID, IntegerRange)
    /// In any buffer.
    case anywhere
  }

  init(_ function: KernelFunction, pointers place: Place = .elsewhere) {
    locals = Array(repeating: nil, count: function.locals.count)
    pointers = Array(repeating: place, count: function.pointers.count)
  }

  /// How far everything has moved, or nil where that is no step that can be repeated.
  func step(from before: WalkState) -> WalkStep? {
    var step = WalkStep(locals: [], pointers: [])
    for (new, old) in zip(locals, before.locals) {
      guard (new == nil) == (old == nil) else { return nil }
      step.locals.append((new ?? 0) - (old ?? 0))
    }
    for (new, old) in zip(pointers, before.pointers) {
      guard let moved = new.moved(from: old) else { return nil }
      step.pointers.append(moved)
    }
    return step
  }

  /// The state after so many further steps.
  func moved(by step: WalkStep, times: Int) -> WalkState {
    var result = self
    for index in locals.indices {
      result.locals[index] = locals[index].map { $0 + times * step.locals[index] }
    }
    for index in pointers.indices {
      let (lower, upper) = step.pointers[index]
      result.pointers[index] = pointers[index].moved(times * lower, times * upper)
    }
    return result
  }

  /// What holds whichever of two ways was taken; nil for `isSame` where a place depends on it.
  func joined(with other: WalkState) -> (state: WalkState, isSame: Bool) {
    var (result, isSame) = (self, true)
    for index in locals.indices where locals[index] != other.locals[index] {
      result.locals[index] = nil
    }
    for index in pointers.indices where pointers[index] != other.pointers[index] {
      isSame = false
      result.pointers[index] = pointers[index].joined(with: other.pointers[index])
    }
    return (result, isSame)
  }
}

/// How far a turn of a loop moves the locals, and the bounds of the pointers in bytes.
struct WalkStep {
  var locals: [Int]
  var pointers: [(lower: Int, upper: Int)]

  func isSame(as other: WalkStep) -> Bool {
    locals == other.locals
      && pointers.elementsEqual(other.pointers) { $0.lower == $1.lower && $0.upper == $1.upper }
  }
}

extension WalkState.Place {
  func moved(_ lower: Int, _ upper: Int) -> WalkState.Place {
    guard case .inside(let buffer, let bytes) = self else { return self }
    return .inside(buffer, IntegerRange(bytes.lower + lower, bytes.upper + upper))
  }

  fileprivate func moved(from old: WalkState.Place) -> (lower: Int, upper: Int)? {
    switch (self, old) {
    case (.elsewhere, .elsewhere), (.anywhere, .anywhere): (0, 0)
    case (.inside(let buffer, let bytes), .inside(let own, let before)) where buffer == own:
      (bytes.lower - before.lower, bytes.upper - before.upper)
    case (.elsewhere, _), (.anywhere, _), (.inside, _): nil
    }
  }

  fileprivate func joined(with other: WalkState.Place) -> WalkState.Place {
    switch (self, other) {
    case (.inside(let buffer, let bytes), .inside(let own, let others)) where buffer == own:
      .inside(buffer, bytes.union(others))
    case (.elsewhere, _), (.anywhere, _), (.inside, _): .anywhere
    }
  }
}
