import Diagnostics
import FixedPoint

/// Where a pointer stands: an element of some memory, possibly outside it as long as nothing is
/// read there.
struct Position: Hashable {
  var root: Root
  var index: Int
}

/// A value for a parameter.
enum Actual {
  case value(Int)
  case position(Position)
}

/// A function that runs: its locals and pointers.
struct Frame {
  let program: KernelProgram
  private(set) var function: KernelFunction
  var memory: Memory
  var locals: [Int]
  var positions: [Position?]

  init(_ program: KernelProgram, _ memory: Memory, _ id: FunctionID) {
    self.program = program
    self.memory = memory
    function = program[id]
    locals = Array(repeating: 0, count: function.locals.count)
    positions = Array(repeating: nil, count: function.pointers.count)
  }

  var names: TextNames { TextNames(program: program, function: function) }

  func diagnostic(_ fault: RunFault) -> Diagnostic {
    Diagnostic(
      .invalidKernel, at: .node(name: function.name, operator: "function", detail: "while it ran"),
      cause: fault.cause(names), remedy: "report the network and this input")
  }

  mutating func run() throws(RunFault) { try run(function.body) }

  mutating func run(_ statements: [Statement]) throws(RunFault) {
    for statement in statements { try run(statement) }
  }

  private mutating func run(_ statement: Statement) throws(RunFault) {
    switch statement {
    case .define(let local, let value), .assign(let local, let value):
      try set(local, try evaluate(value))
    case .point(let pointer, let address), .repoint(let pointer, let address):
      positions[pointer.index] = try position(of: address)
    case .advance(let pointer, let distance):
      let distance = try evaluate(distance)
      positions[pointer.index]?.index += distance
    case .store(let base, let index, let value):
      let place = try position(of: base, index: try evaluate(index))
      let value = try evaluate(value)
      try checkPointer(base, value)
      try memory.store(value, place.root, place.index)
    case .call(let callee, let arguments): try call(callee, arguments)
    case .comment: break
    case .branch(let condition, let then, let otherwise):
      try run(try holds(condition) ? then : otherwise)
    case .repeatTimes, .repeatLocal, .repeatUntil: try loop(statement)
    }
  }

  private mutating func loop(_ statement: Statement) throws(RunFault) {
    switch statement {
    case .repeatTimes(let count, let body): for _ in 0..<count { try run(body) }
    case .repeatLocal(let local, let body):
      for _ in 0..<max(0, locals[local.index]) { try run(body) }
    case .repeatUntil(let pointer, let end, let body):
      repeat {
        try run(body)
      } while try !hasReached(pointer, end)
    case .define, .assign, .point, .repoint, .advance, .store, .call, .comment, .branch: break
    }
  }

  /// Whether the pointers meet; a pointer that has left its memory by more than one element never
  /// will.
  private func hasReached(_ pointer: PointerID, _ end: PointerID) throws(RunFault) -> Bool {
    guard let now = positions[pointer.index], let goal = positions[end.index],
      now.root == goal.root, -1...now.root.count(in: program) ~= now.index
    else { throw RunFault.unrelatedPointers(pointer, end) }
    return now == goal
  }

  private mutating func set(_ local: LocalID, _ value: Int) throws(RunFault) {
    guard function[local].range.contains(value) else {
      throw RunFault.unfit(value, function[local].range, names.text(local))
    }
    locals[local.index] = value
  }

  private mutating func call(_ callee: FunctionID, _ arguments: [Argument]) throws(RunFault) {
    var actuals: [Actual] = []
    for argument in arguments {
      switch argument {
      case .value(let value): actuals.append(.value(try evaluate(value)))
      case .address(let address): actuals.append(.position(try position(of: address)))
      }
    }
    var inner = Frame(program, memory, callee)
    do {
      try inner.start(actuals)
      try inner.run()
    } catch {
      function = inner.function
      throw error
    }
    memory = inner.memory
  }

  private mutating func start(_ actuals: [Actual]) throws(RunFault) {
    for (parameter, actual) in zip(function.parameters, actuals) {
      switch (parameter, actual) {
      case (.value(let local), .value(let value)): try set(local, value)
      case (.pointer(let pointer), .position(let position)):
        positions[pointer.index] = position
      case (.value, .position), (.pointer, .value): break
      }
    }
  }
}
