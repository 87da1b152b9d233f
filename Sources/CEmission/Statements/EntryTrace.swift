import CSyntax
import FixedPoint
import KernelIR
import NetworkIR

// What the trace build prints and the checked build holds at the border of an inference.

extension EntryEmitter {
  /// Before the first statement: the inputs, and the state that the run starts from.
  var opening: [CStatement] {
    let interface = PublicInterface(program)
    let inputs = interface.inputs.compactMap { port in
      limits(.name(port.identifier), port.element, port.count, port.tensor.range)
    }
    let states = tracedStates.compactMap { state in
      limits(member(state), state.element, state.count, state.range)
    }
    let start = [statement("BEGIN", [.string(program.network.name)])]
    let begin =
      program.program.rows.map { rowStart($0, interface) }
      ?? start + interface.inputs.compactMap { input($0) }
    return inputs + states + begin + tracedStates.map { state("STATE", $0) }
  }

  /// Behind the last statement: the state that the next run starts from.
  var closing: [CStatement] {
    tracedStates.map { state("NEXT", $0) } + [statement("END", [.string(program.network.name)])]
  }

  /// A row with its number; the first begins the inference.
  private func rowStart(_ rows: PushedRows, _ interface: PublicInterface) -> [CStatement] {
    let number = CExpression.index(.name(program.buffers[rows.counter.index]), .integer(0))
    return interface.inputs.map { port in
      statement(
        "ROW",
        [.string(program.network.name)] + array(port.tensor.name, port.element, port) + [number])
    }
  }

  private func input(_ port: PublicInterface.Port) -> CStatement? {
    guard port.element == port.tensor.type else { return nil }
    return statement("INPUT", array(port.tensor.name, port.element, port))
  }

  private func array(
    _ name: String, _ element: IntegerType, _ port: PublicInterface.Port
  ) -> [CExpression] {
    [.string(name), .name(element.spelling), .name(port.identifier), .integer(port.count)]
  }

  // MARK: State

  /// Those of the network; what only rows leave for later ones the interpreter does not have.
  private var tracedStates: [PublicInterface.State] {
    PublicInterface(program).states.filter { $0.tensor?.type == $0.element }
      .sorted { $0.number < $1.number }
  }

  private func member(_ state: PublicInterface.State) -> CExpression {
    .member(.name("state"), state.identifier)
  }

  private func state(_ word: String, _ state: PublicInterface.State) -> CStatement {
    statement(
      word,
      [
        .string(state.tensor?.name ?? ""), .name(state.element.spelling), member(state),
        .integer(state.count),
      ])
  }

  private func statement(_ word: String, _ arguments: [CExpression]) -> CStatement {
    .expression(.call("STAPES_TRACE_\(word)", arguments))
  }

  /// What a caller must keep to, where the type alone does not.
  private func limits(
    _ elements: CExpression, _ type: IntegerType, _ count: Int, _ range: IntegerRange
  ) -> CStatement? {
    guard !range.contains(type.range) else { return nil }
    return .expression(
      .call(
        "STAPES_ELEMENTS",
        [
          .name(type.spelling), elements, .integer(count), program.widths.literal(range.lower),
          program.widths.literal(range.upper),
        ]))
  }
}

/// Which tensors a trace build prints, in its order.
package struct TraceOrder: Hashable, Sendable {
  package let tensors: [String]
  /// How many rows the input is pushed in; nil where it is taken whole.
  package let rows: Int?

  package init(tensors: [String], rows: Int?) {
    self.tensors = tensors
    self.rows = rows
  }

  init(_ context: EmissionContext) {
    let body = EntryEmitter(program: context).emit().body ?? []
    self.init(tensors: body.flatMap(\.tracedTensors), rows: context.program.rows?.count)
  }
}

extension CStatement {
  fileprivate var tracedTensors: [String] {
    switch self {
    case .expression(.call("STAPES_TRACE_TENSOR", let arguments)):
      if case .string(let name) = arguments.first { [name] } else { [] }
    case .branch(_, let then, let otherwise): (then + otherwise).flatMap(\.tracedTensors)
    case .countDown(_, _, _, let body), .countUp(_, _, _, let body), .doWhile(let body, _):
      body.flatMap(\.tracedTensors)
    case .declare, .assign, .increment, .expression, .returnValue, .comment, .blank: []
    }
  }
}
