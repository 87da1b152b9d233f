import KernelIR

/// Which buffers a function reaches, itself or through what it calls; in C they become its
/// parameters.
struct BufferUse: Hashable {
  private(set) var used: Set<BufferID> = []
  private(set) var written: Set<BufferID> = []

  /// What is only read, then what is written; each in the order of the program's buffers.
  var ordered: [BufferID] {
    let sorted = used.sorted { $0.index < $1.index }
    return sorted.filter { !written.contains($0) } + sorted.filter { written.contains($0) }
  }

  /// The uses of every function; callees stand before their callers.
  static func analyse(_ program: KernelProgram) -> [BufferUse] {
    var uses: [BufferUse] = []
    for function in program.functions {
      var use = BufferUse()
      use.collect(function.body, in: function, program: program, callees: uses)
      uses.append(use)
    }
    return uses
  }

  /// The uses of some statements of a function.
  static func of(
    _ statements: [Statement], in function: KernelFunction, program: KernelProgram,
    callees: [BufferUse]
  ) -> BufferUse {
    var use = BufferUse()
    use.collect(statements, in: function, program: program, callees: callees)
    return use
  }

  private mutating func collect(
    _ statements: [Statement], in function: KernelFunction, program: KernelProgram,
    callees: [BufferUse]
  ) {
    for statement in statements {
      statement.expressions.forEach { read($0) }
      for body in statement.bodies {
        collect(body, in: function, program: program, callees: callees)
      }
      switch statement {
      case .point(let pointer, let address), .repoint(let pointer, let address):
        take(address.base, isWritten: function[pointer].memory == .writableRAM)
      case .store(let base, _, _): take(base, isWritten: true)
      case .call(let id, let arguments):
        call(program[id], arguments, callees.indices.contains(id.index) ? callees[id.index] : nil)
      case .define, .assign, .advance, .repeatTimes, .repeatLocal, .repeatUntil, .branch, .comment:
        break
      }
    }
  }

  private mutating func call(
    _ callee: KernelFunction, _ arguments: [Argument], _ inner: BufferUse?
  ) {
    if let inner {
      used.formUnion(inner.used)
      written.formUnion(inner.written)
    }
    for (parameter, argument) in zip(callee.parameters, arguments) {
      guard case .pointer(let pointer) = parameter, case .address(let address) = argument else {
        continue
      }
      take(address.base, isWritten: callee[pointer].memory == .writableRAM)
    }
  }

  private mutating func take(_ base: MemoryBase, isWritten: Bool) {
    guard case .buffer(let id) = base else { return }
    used.insert(id)
    if isWritten { written.insert(id) }
  }

  private mutating func read(_ expression: Expression) {
    if case .load(let base, _) = expression { take(base, isWritten: false) }
    expression.children.forEach { read($0) }
  }
}
