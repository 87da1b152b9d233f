import FixedPoint
import KernelIR

/// Walks a lowered program in its order and changes the place-th place for a kind of fault; without
/// a place it only counts them.
struct ProgramChanger {
  let kind: FaultKind
  let place: Int?
  private(set) var seen = 0
  /// The function or memory that was changed.
  private(set) var changedName: String?

  init(_ kind: FaultKind, place: Int?) {
    self.kind = kind
    self.place = place
  }

  /// Whether this is the place. Odd and even places change in different directions where there are
  /// two.
  mutating func isHere(_ wanted: FaultKind) -> Bool {
    guard kind == wanted else { return false }
    defer { seen += 1 }
    return seen == place
  }

  /// 1 or -1.
  var direction: Int { (place ?? 0) & 1 == 0 ? 1 : -1 }

  mutating func changed(_ program: KernelProgram) -> KernelProgram {
    var result = program
    for index in result.functions.indices {
      let before = result.functions[index].body
      result.functions[index].body = changed(before)
      if result.functions[index].body != before { changedName = result.functions[index].name }
    }
    for table in result.tables.indices {
      for entry in result.tables[table].values.indices where isHere(.table) {
        result.tables[table].values[entry] = neighbour(
          result.tables[table].values[entry], in: result.tables[table].element)
        changedName = result.tables[table].name
      }
    }
    for index in result.buffers.indices { move(&result.buffers[index]) }
    return result
  }

  private func neighbour(_ value: Int, in type: IntegerType) -> Int {
    type.range.contains(value + direction) ? value + direction : value - direction
  }

  private mutating func move(_ buffer: inout Buffer) {
    guard case .arena(let offset) = buffer.placement, isHere(.placement) else { return }
    let distance = buffer.element.bytes
    buffer.placement = .arena(offset: offset >= distance ? offset - distance : offset + distance)
    changedName = buffer.name
  }
}
