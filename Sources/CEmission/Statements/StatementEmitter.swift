import CSyntax
import FixedPoint
import KernelIR
import TargetDescription

/// Turns the statements of one function into C.
struct StatementEmitter {
  let program: EmissionContext
  let scope: FunctionScope

  private var widths: MachineWidths { program.widths }
  private var expressions: ExpressionEmitter { ExpressionEmitter(program: program, scope: scope) }

  func emit(_ statements: [Statement], depth: Int = 0) -> [CStatement] {
    statements.flatMap { reasons($0) + [emit($0, depth)] }
  }

  /// Why a value stays in its range where that does not follow from its parts.
  private func reasons(_ statement: Statement) -> [CStatement] {
    guard case .define(let id, _) = statement, let promise = scope.function[id].promise else {
      return []
    }
    return [.comment([promise])]
  }

  private func emit(_ statement: Statement, _ depth: Int) -> CStatement {
    switch statement {
    case .define(let id, let value): define(id, value)
    case .assign(let id, let value): assign(id, value)
    case .point(let id, let address): point(id, address)
    case .repoint(let id, let address):
      .assign(.name(scope.name(of: id)), .set, element(address), note: nil)
    case .advance(let id, let step): advance(id, step)
    case .store(let base, let index, let value): store(base, index, value)
    case .repeatTimes, .repeatLocal, .repeatUntil: loop(statement, depth)
    case .branch(let condition, let then, let otherwise):
      branch(condition, emit(then, depth: depth), emit(otherwise, depth: depth))
    case .call(let id, let arguments): call(id, arguments)
    case .comment(let text): .comment([text])
    }
  }

  // MARK: Locals

  private func define(_ id: LocalID, _ value: Expression) -> CStatement {
    let local = scope.function[id]
    let type = widths.localType(local.range).cType
    let variable = CVariable(
      local.isMutable ? type : .const(type), scope.name(of: id),
      initial: .value(converted(value, for: local)))
    return .declare(variable, note: fact(id))
  }

  private func assign(_ id: LocalID, _ value: Expression) -> CStatement {
    let local = scope.function[id]
    let name = CExpression.name(scope.name(of: id))
    let result = converted(value, for: local)
    // Only a 32-bit sum may be added in place: C would warn of the narrowing of a 16-bit one.
    if case .binary(name, let operation, let addend) = result,
      let assignment = operation.assignment
    {
      return .assign(name, assignment, addend, note: fact(id))
    }
    return .assign(name, .set, result, note: fact(id))
  }

  private func converted(_ value: Expression, for local: Local) -> CExpression {
    let emitted = expressions.emit(value, proved: local.range)
    return widths.converted(emitted, to: widths.width(holding: local.range))
  }

  /// What a caller must keep to.
  func parameterFacts() -> [CStatement] {
    scope.function.parameters.compactMap { parameter in
      guard case .value(let id) = parameter, case .fact(let fact) = fact(id) else { return nil }
      return .expression(fact)
    }
  }

  /// The proved range of a local, for the reader and the checked build; nil where its type says
  /// the same.
  private func fact(_ id: LocalID) -> CNote? {
    let range = scope.function[id].range
    if range == IntegerType.int32.range { return nil }
    return .fact(
      .call(
        "STAPES_RANGE",
        [.name(scope.name(of: id)), widths.literal(range.lower), widths.literal(range.upper)]))
  }

  // MARK: Pointers

  private func point(_ id: PointerID, _ address: Address) -> CStatement {
    let type = scope.function[id].cType
    return .declare(
      CVariable(
        scope.moving.contains(id) ? type : .const(type), scope.name(of: id),
        initial: .value(element(address))),
      note: nil)
  }

  /// The array in which an element lies that is written through a pointer, for the checked build.
  private func inside(_ target: MemoryBase, _ index: Expression) -> CNote? {
    guard case .pointer(let id) = target, case .constant(let offset) = index,
      let base = scope.extents[id], let count = program.memory(base, scope).count
    else { return nil }
    let place = element(Address(target, offset: offset))
    return .fact(
      .call(
        "STAPES_INSIDE",
        [
          place, .name(program.memory(base, scope).name), .integer(count),
        ]))
  }

  private func advance(_ id: PointerID, _ step: Expression) -> CStatement {
    let name = CExpression.name(scope.name(of: id))
    switch step {
    case .constant(1): return .increment(name)
    case .constant, .local, .load, .add, .subtract, .negate, .shiftLeft, .shiftLeftBy,
      .shiftRight, .shiftRightBy, .elementAt, .and, .minimum, .maximum, .select:
      return .assign(name, .set, name.element(expressions.subscriptValue(step)), note: nil)
    }
  }

  private func element(_ address: Address) -> CExpression {
    CExpression.name(program.memory(address.base, scope).name).element(address.offset)
  }

  private func store(
    _ base: MemoryBase, _ index: Expression, _ value: Expression
  ) -> CStatement {
    let memory = program.memory(base, scope)
    let place = expressions.place(memory, index)
    let emitted = expressions.stated(expressions.emit(value), memory.range)
    return .assign(
      place, .set, widths.converted(emitted, to: memory.element), note: inside(base, index))
  }

  // MARK: Control

  private func loop(_ statement: Statement, _ depth: Int) -> CStatement {
    switch statement {
    case .repeatTimes(let times, let body):
      return .countDown(
        counterType(times), scope.counter(at: depth), from: .integer(times),
        emit(body, depth: depth + 1))
    case .repeatLocal(let id, let body):
      return .countDown(
        widths.localType(scope.function[id].range).cType, scope.counter(at: depth),
        from: .name(scope.name(of: id)), emit(body, depth: depth + 1))
    case .repeatUntil(let pointer, let end, let body):
      return .doWhile(
        emit(body, depth: depth) + hiddenStep(of: pointer, in: body),
        .binary(.name(scope.name(of: pointer)), .notEqual, .name(scope.name(of: end))))
    case .define, .assign, .point, .repoint, .advance, .store, .branch, .call, .comment:
      return .blank
    }
  }

  /// GCC multiplies by the inverse of the step, of 12 bytes for example, to learn how often a loop
  /// runs that ends at a pointer, unless that is a shift.
  private func hiddenStep(of pointer: PointerID, in body: [Statement]) -> [CStatement] {
    guard program.target.machine.needsBarrier else { return [] }
    let bytes = scope.function[pointer].element.bytes
    if let step = body.constantStep(of: pointer), (step * bytes).nonzeroBitCount == 1 { return [] }
    return [.expression(.call("STAPES_BARRIER", [.name(scope.name(of: pointer))]))]
  }

  /// Loops count in bytes where registers are bytes.
  private func counterType(_ times: Int) -> CType {
    guard widths.hasNarrowInt else { return IntegerType.int32.cType }
    let range = IntegerRange(0, times)
    let candidates: [IntegerType] = [.uint8, .uint16]
    return (candidates.first { $0.range.contains(range) } ?? .int32).cType
  }

  private func branch(
    _ condition: Condition, _ then: [CStatement], _ otherwise: [CStatement]
  ) -> CStatement {
    .branch(expressions.condition(condition), then: then, otherwise: otherwise)
  }

  private func call(_ id: FunctionID, _ arguments: [Argument]) -> CStatement {
    let callee = program.program[id]
    let memory = program.uses[id.index].ordered.map {
      CExpression.name(program.buffers[$0.index])
    }
    let explicit = zip(callee.parameters, arguments).map { parameter, argument in
      self.argument(argument, for: parameter, of: callee)
    }
    return .expression(.call(program.functions[id.index], memory + explicit))
  }

  private func argument(
    _ argument: Argument, for parameter: Parameter, of callee: KernelFunction
  ) -> CExpression {
    switch (argument, parameter) {
    case (.value(let value), .value(let id)):
      let range = callee[id].range
      return widths.converted(
        expressions.emit(value, proved: range), to: widths.width(holding: range))
    case (.value(let value), .pointer): return expressions.emit(value).expression
    case (.address(let address), _): return element(address)
    }
  }
}

extension CBinaryOperator {
  /// The operator that changes its left side in place.
  fileprivate var assignment: CAssignment? {
    switch self {
    case .add: .add
    case .subtract: .subtract
    case .shiftLeft, .shiftRight, .less, .lessOrEqual, .greater, .greaterOrEqual, .equal,
      .notEqual, .bitAnd, .bitOr, .bitXor, .and, .or:
      nil
    }
  }
}

extension Pointer {
  var cType: CType {
    switch memory {
    case .flash, .readOnlyRAM: .pointer(to: .const(element.cType))
    case .writableRAM: .pointer(to: element.cType)
    }
  }
}
