import FixedPoint

/// The arrays of a run: constant tables, and memory by the byte.
struct SymbolicMemory {
  private(set) var objects: [Object] = []
  private var bytes = 0
  private static let mostBytes = 1 << 24

  enum Object {
    /// Number of the table in the graph, and its elements' type.
    case table(Int, IntegerType, count: Int)
    case bytes([Cell?])
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

  /// - Returns: nil where all objects together would be larger than any device's memory.
  mutating func addBytes(_ count: Int) -> Int? {
    guard 0...Self.mostBytes - bytes ~= count else { return nil }
    bytes += count
    objects.append(.bytes(Array(repeating: nil, count: count)))
    return objects.count - 1
  }

  func cell(_ object: Int, _ offset: Int) -> Cell? {
    guard case .bytes(let cells) = objects[object], cells.indices.contains(offset) else {
      return nil
    }
    return cells[offset]
  }

  func holds(_ object: Int, _ offset: Int, bytes: Int) -> Bool {
    switch objects[object] {
    case .table(_, let type, let count): offset >= 0 && offset + bytes <= count * type.bytes
    case .bytes(let cells): offset >= 0 && offset + bytes <= cells.count
    }
  }

  /// Whether an address is so near to an object that it is one in any device's memory. Walks over
  /// windows go beyond an array and come back.
  func isNear(_ object: Int, _ offset: Int) -> Bool {
    let size =
      switch objects[object] {
      case .table(_, let type, let count): count * type.bytes
      case .bytes(let cells): cells.count
      }
    let margin = max(size, 4096)
    return -margin...size + margin ~= offset
  }

  mutating func set(_ object: Int, _ offset: Int, _ cell: Cell?) {
    guard case .bytes(var cells) = objects[object] else { return }
    objects[object] = .bytes([])
    cells[offset] = cell
    objects[object] = .bytes(cells)
  }

  mutating func forget(_ object: Int) {
    guard case .bytes(let cells) = objects[object] else { return }
    objects[object] = .bytes(Array(repeating: nil, count: cells.count))
  }

  /// Leaves undefined what is not as it was.
  mutating func forgetChanges(since before: SymbolicMemory) {
    for object in before.objects.indices {
      guard case .bytes(let old) = before.objects[object],
        case .bytes(let new) = objects[object]
      else { continue }
      for offset in old.indices where old[offset] != new[offset] { set(object, offset, nil) }
    }
  }

  /// Where elements begin that share bytes with an element at the offset.
  func overlaps(_ object: Int, _ offset: Int, bytes: Int) -> [Int] {
    guard case .bytes(let cells) = objects[object] else { return [] }
    return (max(0, offset - 3)..<min(offset + bytes, cells.count)).filter { start in
      guard let cell = cells[start] else { return false }
      return start != offset && start + cell.type.bytes > offset
    }
  }
}
