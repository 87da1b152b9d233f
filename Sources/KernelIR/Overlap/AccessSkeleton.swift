/// A function without the statements that neither touch writable memory nor decide where it is
/// touched: what a walk through it needs to follow.
struct AccessSkeleton {
  private let function: KernelFunction
  /// The locals that decide which element is touched or how often.
  private var deciding: Set<LocalID> = []

  static func of(_ function: KernelFunction) -> KernelFunction {
    var skeleton = AccessSkeleton(function)
    var result = function
    result.body = skeleton.pruned()
    return result
  }

  private init(_ function: KernelFunction) { self.function = function }

  private mutating func pruned() -> [Statement] {
    var count = -1
    while deciding.count != count {
      count = deciding.count
      function.body.forEach { collect($0) }
    }
    return function.body.compactMap { kept($0) }
  }

  // MARK: Deciding locals

  private mutating func collect(_ statement: Statement) {
    for expression in statement.expressions { collectIndices(expression) }
    switch statement {
    case .define(let local, let value), .assign(let local, let value):
      if deciding.contains(local) { collectLocals(value) }
    case .advance(let pointer, let distance):
      if isWritable(.pointer(pointer)) { collectLocals(distance) }
    case .store(_, let index, _): collectLocals(index)
    case .branch(let condition, _, _):
      collectLocals(condition.left)
      collectLocals(condition.right)
    case .repeatLocal(let local, _): deciding.insert(local)
    case .call(_, let arguments): arguments.compactMap(\.value).forEach { collectLocals($0) }
    case .point, .repoint, .repeatTimes, .repeatUntil, .comment: break
    }
    for block in statement.blocks { block.forEach { collect($0) } }
  }

  private mutating func collectLocals(_ expression: Expression) {
    if case .local(let local) = expression { deciding.insert(local) }
    expression.children.forEach { collectLocals($0) }
  }

  private mutating func collectIndices(_ expression: Expression) {
    if case .load(let base, let index) = expression, isWritable(base) { collectLocals(index) }
    expression.children.forEach { collectIndices($0) }
  }

  // MARK: What stays

  private func kept(_ statement: Statement) -> Statement? {
    switch statement {
    case .define(let local, let value), .assign(let local, let value):
      deciding.contains(local) || touches(value) ? statement : nil
    case .advance(let pointer, let distance):
      isWritable(.pointer(pointer)) || touches(distance) ? statement : nil
    case .point(let pointer, _), .repoint(let pointer, _):
      isWritable(.pointer(pointer)) ? statement : nil
    case .store, .call: statement
    case .repeatTimes(let count, let body): kept(body).map { .repeatTimes(count, $0) }
    case .repeatLocal(let local, let body): kept(body).map { .repeatLocal(local, $0) }
    case .repeatUntil(let pointer, let end, let body):
      kept(body).map { .repeatUntil(pointer, reaches: end, $0) }
    case .branch(let condition, let then, let otherwise):
      keptBranch(condition, then.compactMap { kept($0) }, otherwise.compactMap { kept($0) })
    case .comment: nil
    }
  }

  private func kept(_ body: [Statement]) -> [Statement]? {
    let body = body.compactMap { kept($0) }
    return body.isEmpty ? nil : body
  }

  private func keptBranch(
    _ condition: Condition, _ then: [Statement], _ otherwise: [Statement]
  ) -> Statement? {
    let isEmpty =
      then.isEmpty && otherwise.isEmpty && !touches(condition.left) && !touches(condition.right)
    return isEmpty ? nil : .branch(condition, then: then, otherwise: otherwise)
  }

  private func touches(_ expression: Expression) -> Bool {
    expression.contains { if case .load(let base, _) = $0 { isWritable(base) } else { false } }
  }

  private func isWritable(_ base: MemoryBase) -> Bool {
    switch base {
    case .pointer(let id): function[id].memory != .flash
    case .buffer: true
    case .table: false
    }
  }
}
