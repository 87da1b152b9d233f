/// Whether a function, or one that it calls, reads or writes through a pointer.
struct PointerUse: Hashable {
  var isRead = false
  var isWritten = false

  mutating func join(_ other: PointerUse) {
    isRead = isRead || other.isRead
    isWritten = isWritten || other.isWritten
  }
}

extension KernelFunction {
  /// The use of every pointer; `earlier` are the uses of the functions that stand before this one.
  func pointerUses(program: KernelProgram, earlier: [[PointerUse]]) -> [PointerUse] {
    var finder = PointerUseFinder(program: program, earlier: earlier, count: pointers.count)
    var before: [PointerUse]
    repeat {
      before = finder.uses
      body.forEach { finder.visit($0) }
    } while finder.uses != before
    return finder.uses
  }
}

private struct PointerUseFinder {
  let program: KernelProgram
  let earlier: [[PointerUse]]
  var uses: [PointerUse]

  init(program: KernelProgram, earlier: [[PointerUse]], count: Int) {
    self.program = program
    self.earlier = earlier
    uses = Array(repeating: PointerUse(), count: count)
  }

  mutating func visit(_ statement: Statement) {
    for expression in statement.expressions { visit(expression) }
    switch statement {
    case .store(let base, _, _): join(base, PointerUse(isWritten: true))
    case .point(let pointer, let address), .repoint(let pointer, let address):
      join(address.base, use(pointer))
    case .call(let callee, let arguments): visit(callee, arguments)
    case .define, .assign, .advance, .repeatTimes, .repeatLocal, .repeatUntil, .branch, .comment:
      break
    }
    for block in statement.blocks { block.forEach { visit($0) } }
  }

  private mutating func visit(_ expression: Expression) {
    var bases: [MemoryBase] = []
    expression.forEachBase { bases.append($0) }
    bases.forEach { join($0, PointerUse(isRead: true)) }
  }

  private mutating func visit(_ callee: FunctionID, _ arguments: [Argument]) {
    guard earlier.indices ~= callee.index else { return }
    for (parameter, argument) in zip(program[callee].parameters, arguments) {
      guard case .pointer(let id) = parameter, case .address(let address) = argument,
        earlier[callee.index].indices ~= id.index
      else { continue }
      join(address.base, earlier[callee.index][id.index])
    }
  }

  private func use(_ pointer: PointerID) -> PointerUse {
    uses.indices ~= pointer.index ? uses[pointer.index] : PointerUse()
  }

  private mutating func join(_ base: MemoryBase, _ use: PointerUse) {
    guard case .pointer(let id) = base, uses.indices ~= id.index else { return }
    uses[id.index].join(use)
  }
}
