import KernelIR

/// The array that each pointer of a function points into, where it is always the same and the
/// function itself says which: not those that a caller gave.
struct PointerExtents {
  private enum Base: Hashable {
    case one(MemoryBase)
    case unknown
  }

  private var bases: [PointerID: Base] = [:]

  init(_ function: KernelFunction) {
    for case .pointer(let id) in function.parameters { bases[id] = .unknown }
    var before: [PointerID: Base]
    repeat {
      before = bases
      collect(function.body)
    } while bases != before
  }

  /// A buffer or a table.
  subscript(id: PointerID) -> MemoryBase? {
    if case .one(let base) = bases[id] { base } else { nil }
  }

  private mutating func collect(_ statements: [Statement]) {
    for statement in statements {
      for body in statement.bodies { collect(body) }
      switch statement {
      case .point(let id, let address), .repoint(let id, let address): join(id, address.base)
      case .define, .assign, .advance, .store, .repeatTimes, .repeatLocal, .repeatUntil, .branch,
        .call, .comment:
        break
      }
    }
  }

  private mutating func join(_ id: PointerID, _ base: MemoryBase) {
    let found: Base =
      switch base {
      case .pointer(let other): bases[other] ?? .unknown
      case .buffer, .table: .one(base)
      }
    bases[id] = bases[id] == nil || bases[id] == found ? found : .unknown
  }
}
