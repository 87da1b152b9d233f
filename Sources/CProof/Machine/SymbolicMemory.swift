import FixedPoint

/// The arrays of a run: constant tables, and memory by the byte.
struct SymbolicMemory {
  private(set) var objects: [Object] = []

  enum Object {
    /// Number of the table in the graph, and its elements' type.
    case table(Int, IntegerType, count: Int)
    case bytes([Cell?], isConstant: Bool)
  }

  /// An element that begins at a byte.
  struct Cell: Hashable {
    let value: SymbolicValue
    let type: IntegerType
  }

  mutating func addTable(_ number: Int, _ type: IntegerType, count: Int) -> Int {
    objects.append(.table(number, type, count: count))
    return objects.count - 1
  }

  mutating func addBytes(_ count: Int, isConstant: Bool = false) -> Int {
    objects.append(.bytes(Array(repeating: nil, count: count), isConstant: isConstant))
    return objects.count - 1
  }

  func cell(_ object: Int, _ offset: Int) -> Cell? {
    guard case .bytes(let cells, _) = objects[object], cells.indices.contains(offset) else {
      return nil
    }
    return cells[offset]
  }

  func holds(_ object: Int, _ offset: Int, bytes: Int) -> Bool {
    switch objects[object] {
    case .table(_, let type, let count): offset >= 0 && offset + bytes <= count * type.bytes
    case .bytes(let cells, _): offset >= 0 && offset + bytes <= cells.count
    }
  }

  mutating func set(_ object: Int, _ offset: Int, _ cell: Cell?) {
    guard case .bytes(var cells, let isConstant) = objects[object] else { return }
    objects[object] = .bytes([], isConstant: isConstant)
    cells[offset] = cell
    objects[object] = .bytes(cells, isConstant: isConstant)
  }

  /// Where elements begin that share bytes with an element at the offset.
  func overlaps(_ object: Int, _ offset: Int, bytes: Int) -> [Int] {
    guard case .bytes(let cells, _) = objects[object] else { return [] }
    return (max(0, offset - 3)..<min(offset + bytes, cells.count)).filter { start in
      guard let cell = cells[start] else { return false }
      return start != offset && start + cell.type.bytes > offset
    }
  }
}
