import FixedPoint

/// Follows the pointers of statements, in order, and notes what they do to two buffers.
///
struct AccessWalk {
  private let finder: ClearanceFinder
  private let later: BufferID
  private let earlier: BufferID
  var function: KernelFunction
  /// Statements that may still be followed: a proof must not take longer than the compilation.
  var budget = 2_000_000
  /// Whether something was met that can go another way in another turn of a loop.
  var isKinked = false
  /// The turns of each loop whose number was derived from places.
  var derivedCounts: [Int] = []

  var program: KernelProgram { finder.program }
  var isExhausted: Bool { budget <= 0 }

  init(_ finder: ClearanceFinder, later: BufferID, earlier: BufferID) {
    self.finder = finder
    self.later = later
    self.earlier = earlier
    function = finder.skeletons[finder.program.entry.index]
  }

  /// The order of accesses of statements that stand in a function, whose pointers may be anywhere.
  mutating func order(of statements: [Statement], in id: FunctionID) -> AccessOrder {
    function = finder.skeletons[id.index]
    var state = WalkState(function, pointers: .anywhere)
    return walk(statements, &state)
  }

  mutating func walk(_ statements: [Statement], _ state: inout WalkState) -> AccessOrder {
    var order = AccessOrder.nothing
    for statement in statements {
      guard budget > 0 else { return order }
      budget -= 1
      order = order.then(walk(statement, &state))
    }
    return order
  }

  private mutating func walk(_ statement: Statement, _ state: inout WalkState) -> AccessOrder {
    var reads = AccessOrder.nothing
    for expression in statement.expressions { reads = reads.then(loads(expression, state)) }
    switch statement {
    case .define(let local, let value), .assign(let local, let value):
      let range = range(of: value, state)
      state.locals[local.index] = range.lower == range.upper ? range.lower : nil
      return reads
    case .point(let pointer, let address), .repoint(let pointer, let address):
      state.pointers[pointer.index] = place(of: address, state)
      return reads
    case .advance(let pointer, let distance):
      advance(pointer, by: range(of: distance, state), &state)
      return reads
    case .store(let base, let index, _):
      return reads.then(access(base, index, state, isWrite: true))
    case .call(let callee, let arguments): return reads.then(call(callee, arguments, state))
    case .branch(let condition, let then, let otherwise):
      return reads.then(branch(condition, then, otherwise, &state))
    case .repeatTimes(let count, let body): return loop(count, body, &state)
    case .repeatLocal(let local, let body):
      guard let count = state.locals[local.index] else { return anyTurns(body, &state) }
      isKinked = true
      return loop(max(0, count), body, &state)
    case .repeatUntil(let pointer, let end, let body):
      return loop(until: pointer, reaches: end, body, &state)
    case .comment: return .nothing
    }
  }

  /// Notes a value that need not change by equal steps where the known locals do.
  private mutating func range(of expression: Expression, _ state: WalkState) -> IntegerRange {
    if !expression.isLinear, readsKnown(expression, state) { isKinked = true }
    return ranges(state).range(of: expression)
  }

  private func readsKnown(_ expression: Expression, _ state: WalkState) -> Bool {
    expression.contains {
      if case .local(let id) = $0 { state.locals[id.index] != nil } else { false }
    }
  }

  private func ranges(_ state: WalkState) -> WalkRanges {
    WalkRanges(
      program: program, function: function, tableRanges: finder.tableRanges, locals: state.locals)
  }

  // MARK: Accesses

  private mutating func loads(_ expression: Expression, _ state: WalkState) -> AccessOrder {
    var inner = AccessOrder.nothing
    for child in expression.children { inner = inner.then(loads(child, state)) }
    guard case .load(let base, let index) = expression else { return inner }
    return inner.then(access(base, index, state, isWrite: false))
  }

  private mutating func access(
    _ base: MemoryBase, _ index: Expression, _ state: WalkState, isWrite: Bool
  ) -> AccessOrder {
    switch place(of: Address(base), state) {
    case .elsewhere: return .nothing
    case .anywhere:
      return AccessOrder(written: isWrite ? program[later].bytes : nil, touched: 0)
    case .inside(let buffer, let bytes):
      let index = range(of: index, state), size = elementBytes(base)
      if buffer == earlier { return AccessOrder(touched: bytes.lower + index.lower * size) }
      guard isWrite, buffer == later else { return .nothing }
      return AccessOrder(written: bytes.upper + index.upper * size + size)
    }
  }

  private func elementBytes(_ base: MemoryBase) -> Int {
    switch base {
    case .pointer(let id): function[id].element.bytes
    case .buffer(let id): program[id].element.bytes
    case .table: 0
    }
  }

  private func place(of address: Address, _ state: WalkState) -> WalkState.Place {
    let offset = address.offset * elementBytes(address.base)
    switch address.base {
    case .table: return .elsewhere
    case .buffer(let id): return .inside(id, IntegerRange(exactly: offset))
    case .pointer(let id):
      guard function[id].memory != .flash else { return .elsewhere }
      return state.pointers[id.index].moved(offset, offset)
    }
  }

  private func advance(
    _ pointer: PointerID, by distance: IntegerRange, _ state: inout WalkState
  ) {
    let size = function[pointer].element.bytes
    state.pointers[pointer.index] = state.pointers[pointer.index].moved(
      distance.lower * size, distance.upper * size)
  }

  // MARK: Calls and branches

  private mutating func call(
    _ callee: FunctionID, _ arguments: [Argument], _ state: WalkState
  ) -> AccessOrder {
    let skeleton = finder.skeletons[callee.index]
    var inner = WalkState(skeleton)
    for (parameter, argument) in zip(skeleton.parameters, arguments) {
      switch (parameter, argument) {
      case (.value(let local), .value(let value)):
        let range = range(of: value, state)
        inner.locals[local.index] = range.lower == range.upper ? range.lower : nil
      case (.pointer(let pointer), .address(let address)):
        inner.pointers[pointer.index] = place(of: address, state)
      case (.value, .address), (.pointer, .value): break
      }
    }
    let caller = function
    function = skeleton
    defer { function = caller }
    return walk(function.body, &inner)
  }

  private mutating func branch(
    _ condition: Condition, _ then: [Statement], _ otherwise: [Statement], _ state: inout WalkState
  ) -> AccessOrder {
    if readsKnown(condition.left, state) || readsKnown(condition.right, state) { isKinked = true }
    if let holds = ranges(state).holds(condition) {
      return walk(holds ? then : otherwise, &state)
    }
    var other = state
    let order = walk(then, &state).or(walk(otherwise, &other))
    let joined = state.joined(with: other)
    state = joined.state
    if !joined.isSame { isKinked = true }
    return order
  }
}

extension Expression {
  /// Whether the value is a sum of its locals, each times a constant, and of loads.
  fileprivate var isLinear: Bool {
    switch self {
    case .constant, .local, .load: true
    // The byte of an element is always a multiple of its size.
    case .add, .subtract, .negate, .shiftLeft, .elementAt: children.allSatisfy(\.isLinear)
    case .shiftLeftBy, .shiftRight, .shiftRightBy, .and, .minimum, .maximum, .select: false
    }
  }
}
