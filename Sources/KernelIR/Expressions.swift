import FixedPoint

// Facts about the shape of expressions and statements that several passes need.

extension Expression {
  /// The operands in order, conditions first.
  package var children: [Expression] {
    switch self {
    case .constant, .local: []
    case .load(_, let value), .negate(let value), .shiftLeft(let value, _),
      .shiftRight(let value, _), .elementAt(let value, _):
      [value]
    case .add(let left, let right), .subtract(let left, let right),
      .shiftLeftBy(let left, let right), .shiftRightBy(let left, let right),
      .and(let left, let right), .minimum(let left, let right), .maximum(let left, let right):
      [left, right]
    case .select(let condition, let value, let otherwise):
      [condition.left, condition.right, value, otherwise]
    }
  }

  /// Whether this expression or one in it fulfils the predicate.
  func contains(_ predicate: (Expression) -> Bool) -> Bool {
    predicate(self) || children.contains { $0.contains(predicate) }
  }

  /// The parts of an index in bytes: the offset, the size of an element, and the constant number of
  /// elements added.
  package var byteAddress: ByteAddress? {
    switch self {
    case .elementAt(let byte, let size): ByteAddress(byte: byte, size: size, elements: 0)
    case .add(.constant(let elements), .elementAt(let byte, let size)):
      ByteAddress(byte: byte, size: size, elements: elements)
    case .add, .constant, .local, .load, .subtract, .negate, .shiftLeft, .shiftLeftBy,
      .shiftRight, .shiftRightBy, .and, .minimum, .maximum, .select:
      nil
    }
  }

  func reads(_ local: LocalID) -> Bool { contains { $0 == .local(local) } }

  func reads(_ base: MemoryBase) -> Bool {
    contains { if case .load(base, _) = $0 { true } else { false } }
  }

  func forEachBase(_ visit: (MemoryBase) -> Void) {
    if case .load(let base, _) = self { visit(base) }
    children.forEach { $0.forEachBase(visit) }
  }
}

/// An index whose distance is known in bytes.
package struct ByteAddress: Hashable, Sendable {
  package let byte: Expression
  package let size: Int
  package let elements: Int
}

extension Statement {
  /// The expressions that the statement itself evaluates.
  var expressions: [Expression] {
    switch self {
    case .define(_, let value), .assign(_, let value), .advance(_, let value): [value]
    case .store(_, let index, let value): [index, value]
    case .branch(let condition, _, _): [condition.left, condition.right]
    case .call(_, let arguments): arguments.compactMap(\.value)
    case .point, .repoint, .repeatTimes, .repeatLocal, .repeatUntil, .comment: []
    }
  }

  /// The statements inside, in order.
  var blocks: [[Statement]] {
    switch self {
    case .repeatTimes(_, let body), .repeatLocal(_, let body), .repeatUntil(_, _, let body):
      [body]
    case .branch(_, let then, let otherwise): [then, otherwise]
    case .define, .assign, .point, .repoint, .advance, .store, .call, .comment: []
    }
  }

  /// Whether the statement or one in it gives the local a value.
  func writes(_ local: LocalID) -> Bool {
    switch self {
    case .define(local, _), .assign(local, _): true
    default: blocks.contains { $0.contains { $0.writes(local) } }
    }
  }
}

extension KernelFunction {
  /// The locals that are somewhere assigned from an expression that reads them.
  var accumulators: Set<LocalID> { Self.accumulators(body) }

  private static func accumulators(_ statements: [Statement]) -> Set<LocalID> {
    statements.reduce(into: []) { found, statement in
      if case .assign(let local, let value) = statement, value.reads(local) { found.insert(local) }
      for block in statement.blocks { found.formUnion(accumulators(block)) }
    }
  }
}

extension Argument {
  var value: Expression? {
    if case .value(let expression) = self { expression } else { nil }
  }
}

extension Condition.Comparison {
  /// True exactly where this one is false.
  var negated: Condition.Comparison {
    switch self {
    case .equal: .notEqual
    case .notEqual: .equal
    case .less: .greaterOrEqual
    case .lessOrEqual: .greater
    case .greater: .lessOrEqual
    case .greaterOrEqual: .less
    }
  }

  /// The same comparison with its sides exchanged.
  var mirrored: Condition.Comparison {
    switch self {
    case .equal, .notEqual: self
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    }
  }

  func holds(_ left: Int, _ right: Int) -> Bool {
    switch self {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}

extension Pointer.Memory {
  /// Whether a pointer to this memory may point into `other`: read-only pointers may also read
  /// writable memory.
  func accepts(_ other: Pointer.Memory) -> Bool {
    switch (self, other) {
    case (.flash, .flash), (.readOnlyRAM, .readOnlyRAM), (.writableRAM, .writableRAM),
      (.readOnlyRAM, .writableRAM):
      true
    case (.flash, _), (.readOnlyRAM, .flash), (.writableRAM, _): false
    }
  }

  var words: String {
    switch self {
    case .flash: "flash"
    case .readOnlyRAM: "read-only memory"
    case .writableRAM: "writable memory"
    }
  }
}

extension Buffer {
  var memory: Pointer.Memory {
    switch placement {
    case .input: .readOnlyRAM
    case .output, .arena, .state: .writableRAM
    }
  }

  package var bytes: Int { count * element.bytes }
}
