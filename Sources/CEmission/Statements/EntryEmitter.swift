import CSyntax
import FixedPoint
import KernelIR
import NetworkIR

/// Turns the entry into `NAME_run`, or `NAME_push_row`: buffers as pointers into the scratch memory,
/// then the calls.
struct EntryEmitter {
  let program: EmissionContext

  func emit() -> CFunction {
    let function = program.program[program.program.entry]
    let scope = FunctionScope(function, outer: program.identifiers)
    let emitter = StatementEmitter(program: program, scope: scope)
    var definition = prototype
    definition.body =
      unusedParameters + states + arena + opening
      + (program.program.rows.map { pushed($0, function, emitter) }
        ?? traced(function.body, function, emitter) + closing)
    return definition
  }

  /// The function for the header.
  var prototype: CFunction {
    CFunction(
      isStatic: false, result: program.program.rows == nil ? .void : .int,
      name: program.entryName, parameters: parameters, body: nil)
  }

  /// The state where there is one, inputs, outputs and the scratch memory; the header's prototype
  /// has the same.
  var parameters: [CParameter] {
    let interface = PublicInterface(program)
    let state = interface.states.isEmpty ? [] : [program.stateParameter]
    return state
      + interface.inputs.map {
        CParameter(.pointer(to: .const(.named($0.typeName))), $0.identifier)
      }
      + interface.outputs.map { CParameter(.pointer(to: .named($0.typeName)), $0.identifier) }
      + [CParameter(.pointer(to: .void), "scratch")]
  }

  private var use: BufferUse { program.uses[program.program.entry.index] }

  private var stateBuffers: [BufferID] {
    use.used.sorted { $0.index < $1.index }.filter { program.program[$0].isState }
  }

  private var states: [CStatement] { stateBuffers.map { program.statePointer($0) } }

  private var arenaBuffers: [(id: BufferID, offset: Int)] {
    use.used.sorted { $0.index < $1.index }.compactMap { id in
      if case .arena(let offset) = program.program[id].placement { (id, offset) } else { nil }
    }
  }

  private var unusedParameters: [CStatement] {
    let used = Set(use.ordered.map { program.buffers[$0.index] })
    return parameters.map(\.name).filter { name in
      switch name {
      case "scratch": arenaBuffers.isEmpty
      case "state": stateBuffers.isEmpty
      default: !used.contains(name)
      }
    }.map { .expression(.cast(.void, .name($0))) }
  }

  private var arena: [CStatement] {
    arenaBuffers.map { id, offset in
      let element = program.program[id].element.cType
      let pointer = CVariable(
        .const(.pointer(to: element)), program.buffers[id.index],
        initial: .value(place(at: offset, element)))
      return .declare(pointer, note: nil)
    }
  }

  /// Through bytes and `void`, so that no compiler sees a cast to a stricter alignment.
  private func place(at offset: Int, _ element: CType) -> CExpression {
    let bytes = CExpression.cast(.pointer(to: .named("uint8_t")), .name("scratch"))
    let byte = bytes.element(offset)
    let start = offset == 0 ? CExpression.name("scratch") : .cast(.pointer(to: .void), byte)
    return .cast(.pointer(to: element), start)
  }

  // MARK: Trace

  /// The statements for a row, of which the last may be a branch for the last row; there, the tensors
  /// are complete that rows wrote.
  private func pushed(
    _ rows: PushedRows, _ function: KernelFunction, _ emitter: StatementEmitter
  ) -> [CStatement] {
    let counter = CExpression.index(.name(program.buffers[rows.counter.index]), .integer(0))
    let isReady = CExpression.binary(counter, .equal, .integer(0))
    guard case .branch(let condition, let then, _) = function.body.last else {
      let traces = complete(after: function.body, but: [], function).map(trace)
      let ready = CStatement.branch(isReady, then: traces + closing, otherwise: [])
      return emitter.emit(function.body) + [ready, .returnValue(isReady)]
    }
    let start = Array(function.body.dropLast())
    let complete = complete(after: start, but: then, function)
    let expressions = ExpressionEmitter(program: program, scope: emitter.scope)
    return emitter.emit(start) + [
      .branch(
        expressions.condition(condition),
        then: complete.map(trace) + traced(then, function, emitter) + closing
          + [.returnValue(.integer(1))],
        otherwise: []),
      .returnValue(.integer(0)),
    ]
  }

  /// The traced tensors that the statements write and the others do not.
  private func complete(
    after start: [Statement], but then: [Statement], _ function: KernelFunction
  ) -> [BufferID] {
    func written(_ body: [Statement]) -> Set<BufferID> {
      body.reduce(into: []) { $0.formUnion(self.written(by: $1, in: function)) }
    }
    return written(start).subtracting(written(then)).sorted { $0.index < $1.index }.filter {
      isTraced(program.program[$0])
    }
  }

  /// The statements, each followed by the trace of the tensors that are complete after it.
  private func traced(
    _ body: [Statement], _ function: KernelFunction, _ emitter: StatementEmitter
  ) -> [CStatement] {
    let writes = body.map { written(by: $0, in: function) }
    var later: Set<BufferID> = []
    var complete: [[BufferID]] = []
    for written in writes.reversed() {
      let last = written.subtracting(later).sorted { $0.index < $1.index }
      complete.append(last.filter { isTraced(program.program[$0]) })
      later.formUnion(written)
    }
    return zip(body, complete.reversed()).flatMap { statement, buffers in
      emitter.emit([statement]) + buffers.map { trace($0) }
    }
  }

  /// The buffers that the statement writes, itself or by the pointers that it gives to calls.
  private func written(by statement: Statement, in function: KernelFunction) -> Set<BufferID> {
    if case .point = statement { return [] }
    let direct = BufferUse.of(
      [statement], in: function, program: program.program, callees: program.uses
    ).written
    let pointers = statement.givenPointers
    let targets = function.body.flatMap { [$0] + $0.bodies.joined() }.compactMap {
      earlier -> BufferID? in
      guard case .point(let pointer, let address) = earlier, pointers.contains(pointer),
        function[pointer].memory == .writableRAM, case .buffer(let id) = address.base
      else { return nil }
      return id
    }
    return direct.union(targets)
  }

  /// Working memory of a kernel is no tensor of the network, so no interpreter prints it; a state
  /// holds the next run's elements by then.
  private func isTraced(_ buffer: Buffer) -> Bool {
    if case .state(let number) = buffer.placement, number < program.network.states.count {
      return false
    }
    return program.network.tensors.contains {
      $0.name == buffer.name && $0.shape.elementCount == buffer.count && $0.type == buffer.element
    }
  }

  private func trace(_ id: BufferID) -> CStatement {
    let buffer = program.program[id]
    return .expression(
      .call(
        "STAPES_TRACE_TENSOR",
        [
          .string(buffer.name), .name(buffer.element.spelling), .name(program.buffers[id.index]),
          .integer(buffer.count),
        ]))
  }
}

extension Statement {
  /// The pointers that calls in the statement get.
  fileprivate var givenPointers: Set<PointerID> {
    var given = bodies.joined().reduce(into: Set<PointerID>()) { $0.formUnion($1.givenPointers) }
    guard case .call(_, let arguments) = self else { return given }
    for case .address(let address) in arguments {
      if case .pointer(let pointer) = address.base { given.insert(pointer) }
    }
    return given
  }
}
