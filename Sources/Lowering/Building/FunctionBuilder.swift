import FixedPoint
import KernelIR

/// Collects the parameters, locals and pointers of one function while its body is put together.
struct FunctionBuilder {
  let name: String
  private let note: FunctionNote
  private var parameters: [Parameter] = []
  private var locals: [Local] = []
  private var pointers: [Pointer] = []
  private var taken: Set<String> = []
  /// The last number behind a name that is there several times.
  private var numbers: [String: Int] = [:]

  init(name: String, note: FunctionNote) {
    self.name = name
    self.note = note
  }

  mutating func valueParameter(_ name: String, _ range: IntegerRange) -> LocalID {
    let id = constant(name, range)
    parameters.append(.value(id))
    return id
  }

  mutating func pointerParameter(
    _ name: String, to element: IntegerType, in memory: Pointer.Memory, _ range: IntegerRange
  ) -> PointerID {
    let id = pointer(name, to: element, in: memory, range)
    parameters.append(.pointer(id))
    return id
  }

  mutating func constant(_ name: String, _ range: IntegerRange) -> LocalID {
    add(Local(name: unique(name), range: range, isMutable: false))
  }

  /// A local whose range no arithmetic on ranges shows, and why it holds.
  mutating func promised(_ name: String, _ range: IntegerRange, because: String) -> LocalID {
    add(Local(name: unique(name), range: range, isMutable: false, promise: because))
  }

  mutating func variable(_ name: String, _ range: IntegerRange) -> LocalID {
    add(Local(name: unique(name), range: range, isMutable: true))
  }

  mutating func pointer(
    _ name: String, to element: IntegerType, in memory: Pointer.Memory, _ range: IntegerRange
  ) -> PointerID {
    let name = unique(name)
    pointers.append(Pointer(name: name, element: element, memory: memory, range: range))
    return PointerID(pointers.count - 1)
  }

  func finish(_ body: [Statement]) -> KernelFunction {
    KernelFunction(
      name: name, note: note, parameters: parameters, locals: locals, pointers: pointers,
      body: droppingUnreadLocals(body).tidied())
  }

  func range(of id: LocalID) -> IntegerRange { locals[id.index].range }

  private mutating func add(_ local: Local) -> LocalID {
    locals.append(local)
    return LocalID(locals.count - 1)
  }

  /// The name, with a number where the function has it already.
  private mutating func unique(_ name: String) -> String {
    var free = name
    var number = numbers[name] ?? 1
    while !taken.insert(free).inserted {
      number += 1
      free = "\(name)_\(number)"
    }
    numbers[name] = number
    return free
  }
}
