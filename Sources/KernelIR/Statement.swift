import FixedPoint

/// What a function does, in order.
package indirect enum Statement: Hashable, Sendable {
  /// Declares a local and gives it its value (its only one unless it is mutable).
  case define(LocalID, Expression)
  /// Gives a mutable local a new value.
  case assign(LocalID, Expression)
  /// Declares a pointer and points it at an element.
  case point(PointerID, Address)
  /// Points a declared pointer at another element.
  case repoint(PointerID, Address)
  /// Moves a pointer by elements: forward, or back where negative.
  case advance(PointerID, Expression)
  /// base[index] = value.
  case store(MemoryBase, index: Expression, Expression)
  /// The body, a constant number of times, at least once; the counter is not visible to the body.
  case repeatTimes(Int, [Statement])
  /// The body as often as the local says; not at all for 0. The local is not changed.
  case repeatLocal(LocalID, [Statement])
  /// The body, at least once, until the first pointer has reached the second.
  case repeatUntil(PointerID, reaches: PointerID, [Statement])
  case branch(Condition, then: [Statement], otherwise: [Statement])
  case call(FunctionID, [Argument])
  /// A line for the reader.
  case comment(String)
}

/// An element's place: a base and an offset in elements.
package struct Address: Hashable, Sendable {
  package var base: MemoryBase
  package var offset: Int

  package init(_ base: MemoryBase, offset: Int = 0) {
    self.base = base
    self.offset = offset
  }
}

/// What an index counts from.
package enum MemoryBase: Hashable, Sendable {
  case pointer(PointerID)
  case buffer(BufferID)
  case table(TableID)
}

package enum Argument: Hashable, Sendable {
  case value(Expression)
  case address(Address)
}

/// A value. There is no product, quotient or remainder of two values, and there will be none.
package indirect enum Expression: Hashable, Sendable {
  case constant(Int)
  case local(LocalID)
  /// base[index]; the index is not negative unless the base is a pointer into the middle of its
  /// memory.
  case load(MemoryBase, index: Expression)
  case add(Expression, Expression)
  case subtract(Expression, Expression)
  case negate(Expression)
  /// x * 2^bits, bits in 0...30.
  case shiftLeft(Expression, Int)
  /// x * 2^n for a computed n in 0...30.
  case shiftLeftBy(Expression, Expression)
  /// floor(x / 2^bits) (rule A3), bits in 0...31.
  case shiftRight(Expression, Int)
  /// floor(x / 2^n) for a computed n in 0...31.
  case shiftRightBy(Expression, Expression)
  /// The index of the element that begins so many bytes behind the base: offset / size, exactly.
  /// Only the index of a load or store has this form, alone or with a constant added; its base
  /// holds elements of `size` bytes, 2 or 4, and is not in flash.
  case elementAt(byte: Expression, size: Int)
  /// Bitwise and of two values that are not negative.
  case and(Expression, Expression)
  case minimum(Expression, Expression)
  case maximum(Expression, Expression)
  case select(Condition, Expression, otherwise: Expression)
}

/// A comparison of two values.
package struct Condition: Hashable, Sendable {
  package var left: Expression
  package var comparison: Comparison
  package var right: Expression

  package init(_ left: Expression, _ comparison: Comparison, _ right: Expression) {
    self.left = left
    self.comparison = comparison
    self.right = right
  }

  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual
  }
}
