import CSyntax
import FixedPoint
import KernelIR
import NetworkIR

/// Turns one kernel function into a static C function; memory that it uses becomes parameters.
struct FunctionEmitter {
  let program: EmissionContext

  func emit(_ id: FunctionID) -> CFunction {
    let function = program.program[id]
    let scope = FunctionScope(function, outer: program.identifiers)
    let memory = program.uses[id.index].ordered.map { buffer in
      parameter(buffer, isWritten: program.uses[id.index].written.contains(buffer))
    }
    let emitter = StatementEmitter(program: program, scope: scope)
    let explicit = function.parameters.map { parameter($0, scope) }
    return CFunction(
      isStatic: true, result: .void, name: program.functions[id.index],
      parameters: memory + explicit,
      body: emitter.parameterFacts() + emitter.emit(function.body))
  }

  private func parameter(_ id: BufferID, isWritten: Bool) -> CParameter {
    let element = program.program[id].element.cType
    return CParameter(
      .pointer(to: isWritten ? element : .const(element)), program.buffers[id.index])
  }

  private func parameter(_ parameter: Parameter, _ scope: FunctionScope) -> CParameter {
    switch parameter {
    case .value(let id):
      let local = scope.function[id]
      let type = program.widths.localType(local.range).cType
      return CParameter(local.isMutable ? type : .const(type), scope.name(of: id))
    case .pointer(let id):
      return CParameter(scope.function[id].cType, scope.name(of: id))
    }
  }
}
