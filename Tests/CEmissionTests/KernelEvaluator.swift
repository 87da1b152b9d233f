import FixedPoint
import KernelIR

/// Runs a kernel program on mathematical integers, straight from the definitions of its statements; it shares
/// nothing with the emission and traps where a promised range is broken.
struct KernelEvaluator {
  let program: KernelProgram
  private var memory: [[Int]]

  /// Where a pointer points: a buffer or a table, and an element of it.
  private struct Place: Equatable {
    var base: MemoryBase
    var offset: Int
  }

  private struct Frame {
    let function: KernelFunction
    var locals: [Int: Int] = [:]
    var pointers: [Int: Place] = [:]
  }

  init(_ program: KernelProgram) {
    self.program = program
    memory = program.buffers.map { [Int](repeating: $0.range.lower, count: $0.count) }
  }

  /// The contents of the outputs for the contents of the inputs.
  mutating func run(_ inputs: [[Int]]) -> [[Int]] {
    for (index, buffer) in program.buffers.enumerated() {
      if case .input(let number) = buffer.placement { memory[index] = inputs[number] }
    }
    var frame = Frame(function: program[program.entry])
    execute(frame.function.body, &frame)
    return program.buffers.enumerated()
      .compactMap { index, buffer -> (Int, [Int])? in
        if case .output(let number) = buffer.placement { (number, memory[index]) } else { nil }
      }
      .sorted { $0.0 < $1.0 }.map(\.1)
  }

  private mutating func execute(_ statements: [Statement], _ frame: inout Frame) {
    statements.forEach { execute($0, &frame) }
  }

  private mutating func execute(_ statement: Statement, _ frame: inout Frame) {
    switch statement {
    case .define(let id, let value), .assign(let id, let value):
      let result = evaluate(value, frame)
      precondition(frame.function[id].range.contains(result), "\(id) holds \(result)")
      frame.locals[id.index] = result
    case .point(let id, let address), .repoint(let id, let address):
      frame.pointers[id.index] = place(address, frame)
    case .advance(let id, let step):
      let distance = evaluate(step, frame)
      frame.pointers[id.index]?.offset += distance
    case .store(let base, let index, let value):
      store(evaluate(value, frame), at: place(Address(base), frame), plus: evaluate(index, frame))
    case .repeatTimes(let times, let body):
      for _ in 0..<times { execute(body, &frame) }
    case .repeatLocal(let id, let body):
      for _ in 0..<(frame.locals[id.index] ?? 0) { execute(body, &frame) }
    case .repeatUntil(let pointer, let end, let body):
      repeat { execute(body, &frame) } while frame.pointers[pointer.index]
        != frame.pointers[end.index]
    case .branch(let condition, let then, let otherwise):
      execute(holds(condition, frame) ? then : otherwise, &frame)
    case .call(let id, let arguments): call(program[id], arguments, frame)
    case .comment: break
    }
  }

  private mutating func store(_ value: Int, at place: Place, plus index: Int) {
    guard case .buffer(let id) = place.base else { preconditionFailure("a table is constant") }
    precondition(program[id].range.contains(value), "\(program[id].name) gets \(value)")
    memory[id.index][place.offset + index] = value
  }

  private mutating func call(
    _ callee: KernelFunction, _ arguments: [Argument], _ caller: Frame
  ) {
    var frame = Frame(function: callee)
    for (parameter, argument) in zip(callee.parameters, arguments) {
      switch (parameter, argument) {
      case (.value(let id), .value(let value)):
        frame.locals[id.index] = evaluate(value, caller)
      case (.pointer(let id), .address(let address)):
        frame.pointers[id.index] = place(address, caller)
      case (.value, .address), (.pointer, .value): preconditionFailure("argument kind")
      }
    }
    execute(callee.body, &frame)
  }

  private func place(_ address: Address, _ frame: Frame) -> Place {
    guard case .pointer(let id) = address.base else {
      return Place(base: address.base, offset: address.offset)
    }
    guard var place = frame.pointers[id.index] else { preconditionFailure("no place") }
    place.offset += address.offset
    return place
  }

  private func holds(_ condition: Condition, _ frame: Frame) -> Bool {
    let (left, right) = (evaluate(condition.left, frame), evaluate(condition.right, frame))
    return switch condition.comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }

  private func evaluate(_ expression: Expression, _ frame: Frame) -> Int {
    let value = { (inner: Expression) in evaluate(inner, frame) }
    switch expression {
    case .constant(let constant): return constant
    case .local(let id):
      guard let local = frame.locals[id.index] else { preconditionFailure("no \(id)") }
      return local
    case .load(let base, let index): return load(place(Address(base), frame), value(index))
    case .add(let left, let right): return value(left) + value(right)
    case .subtract(let left, let right): return value(left) - value(right)
    case .negate(let inner): return -value(inner)
    case .shiftLeft(let inner, let bits): return value(inner) << bits
    case .shiftLeftBy(let inner, let bits): return value(inner) << value(bits)
    case .shiftRight(let inner, let bits): return value(inner) >> bits
    case .shiftRightBy(let inner, let bits): return value(inner) >> value(bits)
    case .and(let left, let right): return value(left) & value(right)
    case .minimum(let left, let right): return min(value(left), value(right))
    case .maximum(let left, let right): return max(value(left), value(right))
    case .select(let condition, let then, let otherwise):
      return holds(condition, frame) ? value(then) : value(otherwise)
    }
  }

  private func load(_ place: Place, _ index: Int) -> Int {
    switch place.base {
    case .buffer(let id): memory[id.index][place.offset + index]
    case .table(let id): program[id].values[place.offset + index]
    case .pointer: preconditionFailure("places are resolved")
    }
  }
}
