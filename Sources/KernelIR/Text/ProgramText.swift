import FixedPoint

extension KernelProgram {
  /// The program as text for people: its memory, its tables, then each function in order.
  package var text: String {
    let names = TextNames(program: self, function: nil)
    let head =
      "program \(name), entry \(names.text(entry)), scratch \(scratchBytes) bytes"
      + (rows.map { ", \($0.count) rows counted in \(names.text($0.counter))" } ?? "")
    let memory = buffers.indices.map { index in
      let buffer = buffers[index]
      return "buffer \(names.text(BufferID(index))): \(buffer.element)[\(buffer.count)] in "
        + "\(buffer.range), \(buffer.placement.words)"
    }
    let constants = tables.indices.map { index in
      let values = tables[index].values.map(String.init).joined(separator: " ")
      return "table \(names.text(TableID(index))): \(tables[index].element) = \(values)"
    }
    let states = initialStates.indices.map {
      "state \($0) starts as \(names.text(initialStates[$0]))"
    }
    let bodies = functions.indices.flatMap { FunctionText(self, FunctionID($0)).lines }
    return ([head] + memory + constants + states + bodies).map { $0 + "\n" }.joined()
  }
}

extension TextNames {
  fileprivate func text(_ initial: InitialState) -> String {
    switch initial {
    case .uniform(let value): "\(value) everywhere"
    case .table(let id): text(id)
    case .anything: "anything"
    }
  }
}

extension Buffer.Placement {
  fileprivate var words: String {
    switch self {
    case .input(let number): "input \(number)"
    case .output(let number): "output \(number)"
    case .state(let number): "state \(number)"
    case .arena(let offset): "scratch at \(offset)"
    }
  }
}

private struct FunctionText {
  private let id: FunctionID
  private let function: KernelFunction
  private let names: TextNames

  init(_ program: KernelProgram, _ id: FunctionID) {
    self.id = id
    function = program[id]
    names = TextNames(program: program, function: function)
  }

  var lines: [String] {
    let parameters = function.parameters.map { parameter in
      switch parameter {
      case .value(let local): names.text(local)
      case .pointer(let pointer): names.text(pointer)
      }
    }
    let head = "function \(names.text(id))(\(parameters.joined(separator: ", ")))"
    return [head] + declarations.map { "  " + $0 } + block(function.body)
  }

  private var declarations: [String] {
    function.locals.indices.map { index in
      let local = function.locals[index]
      return "local \(names.text(LocalID(index))) in \(local.range)"
        + (local.isMutable ? ", mutable" : "") + (local.promise.map { ", for \($0)" } ?? "")
    }
      + function.pointers.indices.map { index in
        let pointer = function.pointers[index]
        return "pointer \(names.text(PointerID(index))) to \(pointer.element) in "
          + "\(pointer.range), \(pointer.memory.words)"
      }
  }

  private func block(_ statements: [Statement]) -> [String] {
    statements.flatMap(text).map { "  " + $0 }
  }

  private func text(_ statement: Statement) -> [String] {
    switch statement {
    case .define(let local, let value): ["let \(names.text(local)) = \(names.text(value))"]
    case .assign(let local, let value): ["\(names.text(local)) = \(names.text(value))"]
    case .point(let pointer, let address):
      ["let \(names.text(pointer)) = \(names.text(address))"]
    case .repoint(let pointer, let address): ["\(names.text(pointer)) = \(names.text(address))"]
    case .advance(let pointer, let distance):
      ["\(names.text(pointer)) += \(names.text(distance))"]
    case .store(let base, let index, let value):
      ["\(names.text(base))[\(names.text(index))] = \(names.text(value))"]
    case .call(let callee, let arguments):
      ["\(names.text(callee))(\(arguments.map(text).joined(separator: ", ")))"]
    case .comment(let line): ["// \(line)"]
    case .repeatTimes(let count, let body): ["repeat \(count)"] + block(body)
    case .repeatLocal(let local, let body): ["repeat \(names.text(local))"] + block(body)
    case .repeatUntil(let pointer, let end, let body):
      ["repeat until \(names.text(pointer)) == \(names.text(end))"] + block(body)
    case .branch(let condition, let then, let otherwise):
      ["if \(names.text(condition))"] + block(then)
        + (otherwise.isEmpty ? [] : ["else"] + block(otherwise))
    }
  }

  private func text(_ argument: Argument) -> String {
    switch argument {
    case .value(let value): names.text(value)
    case .address(let address): "&" + names.text(address)
    }
  }
}
