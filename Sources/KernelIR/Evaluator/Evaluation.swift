import FixedPoint

extension Frame {
  /// The value of an expression; every part of it fits 32 bits signed.
  func evaluate(_ expression: Expression) throws(RunFault) -> Int {
    let value = try unchecked(expression)
    guard IntegerType.int32.range.contains(value) else {
      throw RunFault.unfit(value, IntegerType.int32.range, names.text(expression))
    }
    return value
  }

  private func unchecked(_ expression: Expression) throws(RunFault) -> Int {
    switch expression {
    case .constant(let value): return value
    case .local(let local): return locals[local.index]
    case .load(let base, let index): return try load(base, index)
    case .add(let left, let right): return try evaluate(left) + evaluate(right)
    case .subtract(let left, let right): return try evaluate(left) - evaluate(right)
    case .negate(let value): return try -evaluate(value)
    case .shiftLeft(let value, let bits): return try evaluate(value) << bits
    case .shiftLeftBy(let value, let bits):
      return try evaluate(value) << amount(bits, limit: 30)
    case .shiftRight(let value, let bits): return try evaluate(value) >> bits
    case .shiftRightBy(let value, let bits):
      return try evaluate(value) >> amount(bits, limit: 31)
    case .elementAt(let byte, let size): return try element(at: evaluate(byte), size)
    case .and(let left, let right): return try mask(left) & mask(right)
    case .minimum(let left, let right): return min(try evaluate(left), try evaluate(right))
    case .maximum(let left, let right): return max(try evaluate(left), try evaluate(right))
    case .select(let condition, let value, let otherwise):
      return try evaluate(try holds(condition) ? value : otherwise)
    }
  }

  func holds(_ condition: Condition) throws(RunFault) -> Bool {
    condition.comparison.holds(try evaluate(condition.left), try evaluate(condition.right))
  }

  private func amount(_ bits: Expression, limit: Int) throws(RunFault) -> Int {
    let amount = try evaluate(bits)
    guard 0...limit ~= amount else { throw RunFault.shift(amount) }
    return amount
  }

  private func element(at byte: Int, _ size: Int) throws(RunFault) -> Int {
    guard byte.isMultiple(of: size) else { throw RunFault.unaligned(byte, size) }
    return byte / size
  }

  private func mask(_ operand: Expression) throws(RunFault) -> Int {
    let value = try evaluate(operand)
    guard value >= 0 else {
      throw RunFault.unfit(
        value, IntegerRange(0, IntegerType.int32.range.upper), names.text(operand))
    }
    return value
  }

  private func load(_ base: MemoryBase, _ index: Expression) throws(RunFault) -> Int {
    let place = try position(of: base, index: try evaluate(index))
    let value = try memory.load(place.root, place.index)
    try checkPointer(base, value)
    return value
  }

  /// What is read or written through a pointer lies in the pointer's range.
  func checkPointer(_ base: MemoryBase, _ value: Int) throws(RunFault) {
    guard case .pointer(let id) = base, !function[id].range.contains(value) else { return }
    throw RunFault.unfit(value, function[id].range, names.text(id))
  }

  func position(of address: Address) throws(RunFault) -> Position {
    try position(of: address.base, index: address.offset)
  }

  func position(of base: MemoryBase, index: Int) throws(RunFault) -> Position {
    switch base {
    case .buffer(let id): return Position(root: .buffer(id), index: index)
    case .table(let id): return Position(root: .table(id), index: index)
    case .pointer(let id):
      guard let position = positions[id.index] else { throw RunFault.unset(id) }
      return Position(root: position.root, index: position.index + index)
    }
  }
}
