import CSyntax
import FixedPoint
import KernelIR

/// Emits `NAME_init`, which gives every state its contents before the first run.
struct ResetEmitter {
  let program: EmissionContext

  /// The function for the header.
  var prototype: CFunction { function(body: nil) }

  /// The function, which no kernel calls.
  func emit() -> CFunction {
    let kernel = resetting
    let scope = FunctionScope(kernel, outer: program.identifiers)
    let emitter = StatementEmitter(program: program, scope: scope)
    let pointers = states.map { program.statePointer($0.buffer) }
    return function(body: pointers + emitter.emit(kernel.body))
  }

  /// Those whose elements before the first run matter.
  private var states: [PublicInterface.State] {
    PublicInterface(program).states.filter {
      program.program.initialStates[$0.number] != .anything
    }
  }

  private func function(body: [CStatement]?) -> CFunction {
    CFunction(
      isStatic: false, result: .void, name: "\(program.name)_init",
      parameters: [program.stateParameter], body: body)
  }

  /// The same as statements of a kernel, so that constants are read as kernels read them.
  private var resetting: KernelFunction {
    var kernel = KernelFunction(
      name: "init", note: FunctionNote(nodes: [], formula: "", strategy: ""), parameters: [],
      locals: [], pointers: [], body: [])
    for state in states { fill(state, in: &kernel) }
    return kernel
  }

  private func fill(_ state: PublicInterface.State, in kernel: inout KernelFunction) {
    let target = point(at: .buffer(state.buffer), state, .writableRAM, in: &kernel)
    let zero = Expression.constant(0)
    var moves: [Statement] = [.advance(target, .constant(1))]
    let value: Expression
    switch program.program.initialStates[state.number] {
    case .anything: return
    case .uniform(let constant): value = .constant(constant)
    case .table(let table):
      let source = point(at: .table(table), state, .flash, in: &kernel)
      value = .load(.pointer(source), index: zero)
      moves.append(.advance(source, .constant(1)))
    }
    let store = Statement.store(.pointer(target), index: zero, value)
    kernel.body.append(.repeatTimes(state.count, [store] + moves))
  }

  private func point(
    at base: MemoryBase, _ state: PublicInterface.State, _ memory: Pointer.Memory,
    in kernel: inout KernelFunction
  ) -> PointerID {
    let id = PointerID(kernel.pointers.count)
    kernel.pointers.append(
      Pointer(
        name: memory == .flash ? "initial" : "element", element: state.element, memory: memory,
        range: program.program[state.buffer].range))
    kernel.body.append(.point(id, Address(base)))
    return id
  }
}

extension EmissionContext {
  /// The first parameter of the functions that have a state.
  var stateParameter: CParameter {
    CParameter(.pointer(to: .named("\(name)_state_t")), "state")
  }

  /// A member of the state as the pointer that kernels are given.
  func statePointer(_ id: BufferID) -> CStatement {
    let type = CType.const(.pointer(to: program[id].element.cType))
    let member = CExpression.member(.name("state"), buffers[id.index])
    return .declare(CVariable(type, buffers[id.index], initial: .value(member)), note: nil)
  }
}
