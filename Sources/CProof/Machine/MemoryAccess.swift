import FixedPoint

extension Machine {
  /// The element that a pointer points to.
  ///
  /// - Parameter isFlashRead: by the function for tables, which only targets with a memory of their
  ///   own for tables have, and must use.
  func load(
    _ pointer: MemoryPointer, _ position: TextPosition, isFlashRead: Bool = false
  ) throws(NotFollowed) -> Operand {
    guard let type = rules.integer(pointer.element) else {
      throw NotFollowed(position: position, reason: "it reads something that is no integer")
    }
    if case .table(let table, let stored, let count) = memory.objects[pointer.object] {
      guard isFlashRead == rules.readsTablesByCall else {
        throw NotFollowed(
          position: position, reason: "the target reads tables in another way",
          isFault: choices == 0)
      }
      return try loadTable(pointer, table, stored, count, type, position)
    }
    guard !isFlashRead else {
      throw NotFollowed(
        position: position, reason: "it reads memory as a table", isFault: choices == 0)
    }
    let offset = try known(pointer, type.bytes, position)
    guard let cell = memory.cell(pointer.object, offset), cell.type.bytes == type.bytes else {
      throw NotFollowed(
        position: position, reason: "it reads memory that nothing wrote, or in another width")
    }
    return .integer(graph.wrap(cell.value, to: type), type)
  }

  private func loadTable(
    _ pointer: MemoryPointer, _ table: Int, _ stored: IntegerType, _ count: Int,
    _ type: IntegerType, _ position: TextPosition
  ) throws(NotFollowed) -> Operand {
    guard stored == type else {
      throw NotFollowed(position: position, reason: "it reads a table in another type")
    }
    let shift = stored.bytes.trailingZeroBitCount
    guard case .constant(0) = lowBits(pointer.offset, shift) else {
      throw NotFollowed(position: position, reason: "an element may begin between two others")
    }
    let index = graph.shiftRight(pointer.offset, by: shift)
    var range = graph.range(index)
    if range.lower < 0 || range.upper >= count { range = graph.exactRange(index) }
    guard range.lower >= 0, range.upper < count else {
      throw NotFollowed(
        position: position, reason: "an index in \(range) is not shown to be below \(count)",
        isFault: choices == 0 && range.lower == range.upper)
    }
    return .integer(graph.lookUp(table: table, at: index), type)
  }

  private func lowBits(_ value: SymbolicValue, _ bits: Int) -> SymbolicValue {
    if bits == 0 { return .constant(0) }
    let form = graph.opened([(value, 1)])
    let rest = form.constant & ((1 << bits) - 1)
    let isWhole = form.terms.allSatisfy { $0.coefficient & ((1 << bits) - 1) == 0 }
    return isWhole ? .constant(rest) : value
  }

  /// The distance of an element that lies within its object, at a multiple of its size.
  private func known(
    _ pointer: MemoryPointer, _ bytes: Int, _ position: TextPosition
  ) throws(NotFollowed) -> Int {
    guard case .constant(let offset) = pointer.offset else {
      throw NotFollowed(position: position, reason: "an address depends on data")
    }
    guard memory.holds(pointer.object, offset, bytes: bytes) else {
      throw NotFollowed(
        position: position, reason: "an access outside an array", isFault: choices == 0)
    }
    guard offset & (bytes - 1) == 0 else {
      throw NotFollowed(
        position: position, reason: "an access between two elements", isFault: choices == 0)
    }
    return offset
  }

  func store(
    _ value: SymbolicValue, at pointer: MemoryPointer, _ position: TextPosition
  ) throws(NotFollowed) {
    guard let type = rules.integer(pointer.element),
      case .bytes = memory.objects[pointer.object]
    else { throw NotFollowed(position: position, reason: "it writes where nothing may be written") }
    let offset = try known(pointer, type.bytes, position)
    for start in memory.overlaps(pointer.object, offset, bytes: type.bytes) {
      setCell(pointer.object, start, nil)
    }
    let seen = choices == 0 ? observer.stored(value, in: self) : value
    setCell(pointer.object, offset, .init(value: seen, type: type))
  }

  /// A pointer moved by so many elements.
  func moved(
    _ pointer: MemoryPointer, by count: SymbolicValue, _ position: TextPosition
  ) throws(NotFollowed) -> MemoryPointer {
    guard let size = rules.size(pointer.element) else {
      throw NotFollowed(position: position, reason: "a pointer to something unknown moves")
    }
    let bytes = graph.shiftLeft(count, by: size.trailingZeroBitCount)
    let offset = graph.sum(pointer.offset, bytes)
    if case .constant(let known) = offset, !memory.isNear(pointer.object, known) {
      rangeLog.note("a pointer moves far out of its array", at: position)
    }
    return MemoryPointer(object: pointer.object, offset: offset, element: pointer.element)
  }

  /// The place that an expression on the left of an assignment names, where it is no variable.
  func place(of target: ReadExpression) throws(NotFollowed) -> MemoryPointer? {
    switch target {
    case .dereference(let inner, let position): return try pointer(inner, position)
    case .index(let base, let index, let position):
      guard case .integer(let count, _) = try evaluate(index) else {
        throw NotFollowed(position: position, reason: "an index is no integer")
      }
      return try moved(try pointer(base, position), by: count, position)
    case .number, .string, .name, .call, .member, .address, .cast, .unary, .binary, .conditional,
      .type:
      return nil
    }
  }

  func pointer(
    _ expression: ReadExpression, _ position: TextPosition
  ) throws(NotFollowed) -> MemoryPointer {
    guard case .pointer(let pointer) = try evaluate(expression) else {
      throw NotFollowed(position: position, reason: "a pointer was expected")
    }
    return pointer
  }
}
