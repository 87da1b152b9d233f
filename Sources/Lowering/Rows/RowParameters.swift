import FixedPoint
import KernelIR

/// Makes parameters of buffers that a function reads or writes, so that it can work on any row.
struct RowParameters {
  /// A buffer of which the function is given a place.
  struct Parameter {
    let buffer: BufferID
    let name: String
    let element: IntegerType
    let memory: Pointer.Memory
    let range: IntegerRange
  }

  private let parameters: [Parameter]

  init(_ parameters: [Parameter]) { self.parameters = parameters }

  /// The function with the parameters before its own pointers.
  ///
  /// - Precondition: it has no pointer parameters, and calls no function that has the buffers.
  func added(to function: KernelFunction) -> KernelFunction {
    var result = function
    let taken = Set(function.pointers.map(\.name) + function.locals.map(\.name))
    let pointers = parameters.map { parameter in
      Pointer(
        name: unique(parameter.name, taken), element: parameter.element,
        memory: parameter.memory, range: parameter.range)
    }
    result.pointers = pointers + function.pointers
    result.parameters =
      parameters.indices.map { .pointer(PointerID($0)) } + function.parameters
    result.body = function.body.map(rewritten)
    return result
  }

  private func unique(_ name: String, _ taken: Set<String>) -> String {
    taken.contains(name) ? unique(name + "_row", taken) : name
  }

  private func moved(_ pointer: PointerID) -> PointerID {
    PointerID(pointer.index + parameters.count)
  }

  private func rewritten(_ base: MemoryBase) -> MemoryBase {
    switch base {
    case .pointer(let pointer): .pointer(moved(pointer))
    case .buffer(let buffer):
      parameters.firstIndex { $0.buffer == buffer }.map { .pointer(PointerID($0)) } ?? base
    case .table: base
    }
  }

  func rewritten(_ address: Address) -> Address {
    Address(rewritten(address.base), offset: address.offset)
  }

  private func rewritten(_ statement: Statement) -> Statement {
    switch statement {
    case .define(let local, let value): .define(local, rewritten(value))
    case .assign(let local, let value): .assign(local, rewritten(value))
    case .point(let pointer, let address): .point(moved(pointer), rewritten(address))
    case .repoint(let pointer, let address): .repoint(moved(pointer), rewritten(address))
    case .advance(let pointer, let distance): .advance(moved(pointer), rewritten(distance))
    case .store(let base, let index, let value):
      .store(rewritten(base), index: rewritten(index), rewritten(value))
    case .repeatTimes(let count, let body): .repeatTimes(count, body.map(rewritten))
    case .repeatLocal(let local, let body): .repeatLocal(local, body.map(rewritten))
    case .repeatUntil(let pointer, let end, let body):
      .repeatUntil(moved(pointer), reaches: moved(end), body.map(rewritten))
    case .branch(let condition, let then, let otherwise):
      .branch(
        rewritten(condition), then: then.map(rewritten), otherwise: otherwise.map(rewritten))
    case .call(let function, let arguments): .call(function, arguments.map(rewritten))
    case .comment: statement
    }
  }

  private func rewritten(_ argument: Argument) -> Argument {
    switch argument {
    case .value(let value): .value(rewritten(value))
    case .address(let address): .address(rewritten(address))
    }
  }

  private func rewritten(_ condition: Condition) -> Condition {
    Condition(rewritten(condition.left), condition.comparison, rewritten(condition.right))
  }

  private func rewritten(_ value: Expression) -> Expression {
    switch value {
    case .constant, .local: value
    case .load(let base, let index): .load(rewritten(base), index: rewritten(index))
    case .add(let left, let right): .add(rewritten(left), rewritten(right))
    case .subtract(let left, let right): .subtract(rewritten(left), rewritten(right))
    case .negate(let inner): .negate(rewritten(inner))
    case .shiftLeft(let inner, let bits): .shiftLeft(rewritten(inner), bits)
    case .shiftLeftBy(let inner, let bits): .shiftLeftBy(rewritten(inner), rewritten(bits))
    case .shiftRight(let inner, let bits): .shiftRight(rewritten(inner), bits)
    case .shiftRightBy(let inner, let bits): .shiftRightBy(rewritten(inner), rewritten(bits))
    case .elementAt(let byte, let size): .elementAt(byte: rewritten(byte), size: size)
    case .and(let left, let right): .and(rewritten(left), rewritten(right))
    case .minimum(let left, let right): .minimum(rewritten(left), rewritten(right))
    case .maximum(let left, let right): .maximum(rewritten(left), rewritten(right))
    case .select(let condition, let value, let otherwise):
      .select(rewritten(condition), rewritten(value), otherwise: rewritten(otherwise))
    }
  }
}
