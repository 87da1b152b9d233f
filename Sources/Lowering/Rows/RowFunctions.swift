import FixedPoint
import KernelIR
import NetworkIR

/// The calls that one turn of a stage makes.
struct RowFunctions {
  private let calls: [RowCall]
  /// Of a tall window: where a turn's row goes before it is combined with those before, and by what.
  private let tall: (memory: BufferID, combine: FunctionID)?

  fileprivate init(_ calls: [RowCall], tall: (memory: BufferID, combine: FunctionID)?) {
    self.calls = calls
    self.tall = tall
  }

  /// The calls of a turn.
  func calls(turn: Int, from: [Address], into: Address) -> [Statement] {
    guard let tall, turn > 0 else { return calls.map { $0.statement(from, into) } }
    let aside = Address(.buffer(tall.memory))
    return calls.map { $0.statement(from, aside) }
      + [.call(tall.combine, [.address(aside), .address(into)])]
  }
}

/// A call whose addresses depend on the rows.
private struct RowCall {
  enum Place {
    case input(Int, offset: Int)
    case output(offset: Int)
    case fixed(Argument)
  }

  let function: FunctionID
  let places: [Place]

  func statement(_ from: [Address], _ into: Address) -> Statement {
    .call(
      function,
      places.map { place in
        switch place {
        case .input(let index, let offset):
          .address(Address(from[index].base, offset: from[index].offset + offset))
        case .output(let offset):
          .address(Address(into.base, offset: into.offset + offset))
        case .fixed(let argument): argument
        }
      })
  }
}

/// A buffer that stands for rows which a call is told.
private struct RowOperand {
  let buffer: BufferID
  /// The number of the input; nil for the output.
  let input: Int?
  let tensor: Tensor

  func place(offset: Int) -> RowCall.Place {
    input.map { .input($0, offset: offset) } ?? .output(offset: offset)
  }

  var parameter: RowParameters.Parameter {
    RowParameters.Parameter(
      buffer: buffer, name: input == nil ? "into" : "from", element: tensor.type,
      memory: input == nil ? .writableRAM : .readOnlyRAM, range: tensor.range)
  }
}

extension ProgramBuilder {
  /// Emits one turn of a stage as functions that are told where rows stand.
  mutating func rowFunctions(
    _ index: Int, _ item: Schedule.Item, _ memory: RowMemory
  ) -> RowFunctions {
    let row = memory.region.stages[index]
    var buffers: [TensorID: BufferID] = [row.output: memory.outputBuffer(index)]
    for (number, input) in row.inputs.enumerated() {
      buffers[input.tensor] = memory.buffer(of: number, index)
    }
    let storage = TensorStorage(rows: buffers)
    let made = capturing(region: memory.region.steps) { builder in
      builder.emitContent(
        StageContext(item: item.ofRows(row), network: row.network, storage: storage))
    }
    let operands = operands(row, index, memory)
    let calls = made.compactMap { rowCall($0, operands) }
    return RowFunctions(calls, tall: row.turns > 1 ? tall(row, memory) : nil)
  }

  private func operands(
    _ row: RowStage, _ index: Int, _ memory: RowMemory
  ) -> [RowOperand] {
    let inputs = row.inputs.enumerated().compactMap { number, input -> RowOperand? in
      // Rows in a strip are always read from its start.
      guard memory[RowPlan.StripID(stage: index, input: number)] == nil else { return nil }
      return RowOperand(
        buffer: memory.buffer(of: number, index), input: number,
        tensor: row.network[input.tensor])
    }
    return inputs
      + [
        RowOperand(
          buffer: memory.outputBuffer(index), input: nil, tensor: row.network[row.output])
      ]
  }

  private mutating func rowCall(_ call: Statement, _ operands: [RowOperand]) -> RowCall? {
    guard case .call(let function, let arguments) = call else { return nil }
    let used = operands.filter { functions[function.index].mentions($0.buffer) }
    if !used.isEmpty {
      functions[function.index] = RowParameters(used.map(\.parameter))
        .added(to: functions[function.index])
    }
    let given = arguments.map { argument -> RowCall.Place in
      guard case .address(let address) = argument,
        let operand = operands.first(where: { .buffer($0.buffer) == address.base })
      else { return .fixed(argument) }
      return operand.place(offset: address.offset)
    }
    return RowCall(function: function, places: used.map { $0.place(offset: 0) } + given)
  }

  /// What combines the rows of a tall window in the output's memory.
  private mutating func tall(
    _ row: RowStage, _ memory: RowMemory
  ) -> (memory: BufferID, combine: FunctionID) {
    let tensor = row.network[row.output]
    let aside = arenaBuffer(
      "row_of_" + tensor.name, tensor.type, count: row.rowCount, tensor.range,
      live: memory.region.steps)
    var function = FunctionBuilder(
      name: "combine_" + tensor.name,
      note: FunctionNote(
        nodes: row.stage.names, formula: "the window's rows so far and the next one",
        strategy: row.stage.main.kind.keyword))
    let next = function.pointerParameter(
      "next", to: tensor.type, in: .readOnlyRAM, tensor.range)
    let all = function.pointerParameter("all", to: tensor.type, in: .writableRAM, tensor.range)
    let value: Expression =
      if case .maxPool = row.stage.main.kind { .maximum(.element(all), .element(next)) } else {
        .element(all) + .element(next)
      }
    let body: [Statement] = [
      .store(.pointer(all), index: 0, value), .advance(all, 1), .advance(next, 1),
    ]
    return (aside, add(function.finish([.repeatTimes(row.rowCount, body)])))
  }
}
