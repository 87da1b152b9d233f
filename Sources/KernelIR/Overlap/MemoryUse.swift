/// The buffers that a statement or a function touches, itself or in what it calls.
struct MemoryUse: Hashable {
  var touched: Set<BufferID> = []
  var written: Set<BufferID> = []

  mutating func join(_ other: MemoryUse) {
    touched.formUnion(other.touched)
    written.formUnion(other.written)
  }

  fileprivate mutating func add(_ id: BufferID, _ use: PointerUse) {
    if use.isRead || use.isWritten { touched.insert(id) }
    if use.isWritten { written.insert(id) }
  }
}

/// The memory that the functions of a program use.
struct MemoryUses {
  private let program: KernelProgram
  private var pointers: [[PointerUse]] = []
  private var functions: [MemoryUse] = []

  init(_ program: KernelProgram) {
    self.program = program
    for function in program.functions {
      pointers.append(function.pointerUses(program: program, earlier: pointers))
      functions.append(use(of: function.body, pointers: pointers[functions.count], targets: [:]))
    }
  }

  /// What a statement of the entry touches.
  ///
  /// - Parameter targets: The buffers that each pointer of the entry may point into.
  func use(of call: Statement, targets: [PointerID: Set<BufferID>]) -> MemoryUse {
    guard case .call = call else { return MemoryUse() }
    return use(of: [call], pointers: [], targets: targets)
  }

  private func use(
    of statements: [Statement], pointers: [PointerUse], targets: [PointerID: Set<BufferID>]
  ) -> MemoryUse {
    statements.reduce(into: MemoryUse()) { all, statement in
      for expression in statement.expressions {
        expression.forEachBase { base in
          if case .buffer(let id) = base { all.touched.insert(id) }
        }
      }
      switch statement {
      case .store(.buffer(let id), _, _): all.add(id, PointerUse(isWritten: true))
      case .point(let pointer, let address), .repoint(let pointer, let address):
        if case .buffer(let id) = address.base, pointers.indices ~= pointer.index {
          all.add(id, pointers[pointer.index])
        }
      case .call(let callee, let arguments): all.join(use(of: callee, arguments, targets))
      case .define, .assign, .advance, .store, .repeatTimes, .repeatLocal, .repeatUntil, .branch,
        .comment:
        break
      }
      for block in statement.blocks {
        all.join(use(of: block, pointers: pointers, targets: targets))
      }
    }
  }

  private func use(
    of callee: FunctionID, _ arguments: [Argument], _ targets: [PointerID: Set<BufferID>]
  ) -> MemoryUse {
    var all = functions[callee.index]
    for (parameter, argument) in zip(program[callee].parameters, arguments) {
      guard case .pointer(let own) = parameter, case .address(let address) = argument else {
        continue
      }
      let use = pointers[callee.index][own.index]
      switch address.base {
      case .buffer(let id): all.add(id, use)
      case .pointer(let pointer): targets[pointer]?.forEach { all.add($0, use) }
      case .table: break
      }
    }
    return all
  }
}

extension KernelFunction {
  /// The buffers that the function's own statements name.
  package var namedBuffers: Set<BufferID> {
    body.reduce(into: []) { $1.collectBuffers(into: &$0) }
  }

  package func mentions(_ buffer: BufferID) -> Bool { namedBuffers.contains(buffer) }

  /// The functions that the function's own statements call.
  var callees: Set<FunctionID> { body.reduce(into: []) { $1.collectCallees(into: &$0) } }
}

extension Statement {
  fileprivate func collectBuffers(into buffers: inout Set<BufferID>) {
    for expression in expressions {
      expression.forEachBase { if case .buffer(let id) = $0 { buffers.insert(id) } }
    }
    var bases: [MemoryBase] = []
    switch self {
    case .point(_, let address), .repoint(_, let address): bases.append(address.base)
    case .store(let base, _, _): bases.append(base)
    case .call(_, let arguments):
      for case .address(let address) in arguments { bases.append(address.base) }
    case .define, .assign, .advance, .repeatTimes, .repeatLocal, .repeatUntil, .branch, .comment:
      break
    }
    for case .buffer(let id) in bases { buffers.insert(id) }
    for block in blocks { block.forEach { $0.collectBuffers(into: &buffers) } }
  }

  fileprivate func collectCallees(into functions: inout Set<FunctionID>) {
    if case .call(let callee, _) = self { functions.insert(callee) }
    for block in blocks { block.forEach { $0.collectCallees(into: &functions) } }
  }
}
