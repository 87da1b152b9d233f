import FixedPoint
import KernelIR

/// The names inside one function, and which of its pointers move.
struct FunctionScope {
  let function: KernelFunction
  let identifiers: Identifiers
  /// Pointers that are moved after they were declared.
  let moving: Set<PointerID>
  let extents: PointerExtents
  private let locals: [String]
  private let pointers: [String]
  private let counters: [String]

  init(_ function: KernelFunction, outer: Identifiers) {
    self.function = function
    var identifiers = Identifiers(outer: outer)
    locals = function.locals.map { identifiers.claim($0.name, fallback: "value") }
    pointers = function.pointers.map { identifiers.claim($0.name, fallback: "element") }
    let depth = Self.loopDepth(function.body)
    counters = (0..<depth).map { _ in identifiers.invent("turns") }
    self.identifiers = identifiers
    moving = Self.movingPointers(function.body)
    extents = PointerExtents(function)
  }

  func name(of id: LocalID) -> String { locals[id.index] }
  func name(of id: PointerID) -> String { pointers[id.index] }

  /// The counter of a loop at a depth, 0 for the outermost.
  func counter(at depth: Int) -> String { counters[depth] }

  private static func loopDepth(_ statements: [Statement]) -> Int {
    statements.map { statement in
      let inner = statement.bodies.map(loopDepth).max() ?? 0
      return statement.isCounted ? inner + 1 : inner
    }.max() ?? 0
  }

  private static func movingPointers(_ statements: [Statement]) -> Set<PointerID> {
    var result: Set<PointerID> = []
    for statement in statements {
      for body in statement.bodies { result.formUnion(movingPointers(body)) }
      switch statement {
      case .repoint(let id, _), .advance(let id, _): result.insert(id)
      case .define, .assign, .point, .store, .repeatTimes, .repeatLocal, .repeatUntil, .branch,
        .call, .comment:
        break
      }
    }
    return result
  }
}

extension Statement {
  /// A loop with a counter of its own.
  fileprivate var isCounted: Bool {
    switch self {
    case .repeatTimes, .repeatLocal: true
    case .define, .assign, .point, .repoint, .advance, .store, .repeatUntil, .branch, .call,
      .comment:
      false
    }
  }
}
