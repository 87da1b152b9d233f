import Diagnostics
import FixedPoint
import NetworkIR

/// The function that runs the network, and how its parameters are filled.
struct EntryPoint {
  private let function: ReadFunction
  private let name: String
  private let network: Network

  /// - Throws: E0803 where the file has no such function.
  init(_ name: String, in file: ReadFile, _ network: Network) throws(DiagnosticList) {
    guard let function = file.functions[name + "_run"] else {
      throw fault(name + ".c", TextPosition(line: 1, column: 1), "it has no \(name)_run").alone
    }
    self.function = function
    self.name = name
    self.network = network
  }

  /// Runs the function on symbols and checks the outputs and the state that it leaves, then what the
  /// state is before the first run.
  ///
  /// - Throws: what cannot be followed in the function itself.
  func run(_ machine: Machine, _ prover: Prover) throws(NotFollowed) {
    let reference = prover.begin(machine.graph)
    let results = try call(machine) { reference.elements[$0.index] }
    prover.finish(results, in: machine)
    try checkReset(machine, prover)
  }

  /// Runs the function on numbers, from the reset state.
  ///
  /// - Returns: the elements of each output.
  /// - Throws: what cannot be followed.
  func execute(_ machine: Machine, _ inputs: [[Int]]) throws(NotFollowed) -> [[Int?]] {
    let results = try call(machine) { id in
      let input = network.inputs.firstIndex { $0.tensor == id }.map { inputs[$0] }
      let state = network.states.first { $0.tensor == id }?.initial
      return (input ?? state ?? []).map { LinearForm(constant: $0) }
    }
    return results.prefix(network.outputs.count).map { id, address in
      numbers(of: id, at: address, machine)
    }
  }

  /// The elements of a tensor as numbers; nil for what is none.
  private func numbers(
    of id: TensorID, at address: MemoryPointer, _ machine: Machine
  ) -> [Int?] {
    let bytes = machine.rules.size(address.element) ?? 1
    return (0..<network[id].shape.elementCount).map { element in
      guard
        case .constant(let value)? = machine.memory.cell(address.object, element * bytes)?.value
      else { return nil }
      return value
    }
  }
}

extension EntryPoint {
  private enum Role {
    case state
    case input(TensorID)
    case output(TensorID)
    case scratch
  }

  /// The parameters in the order in which they are printed.
  private var roles: [Role] {
    (network.states.isEmpty ? [] : [.state]) + network.inputs.map { .input($0.tensor) }
      + network.outputs.map { .output($0) } + [.scratch]
  }

  /// - Returns: where the outputs are, then where the state is, with what each must hold.
  private func call(
    _ machine: Machine, _ elements: (TensorID) -> [LinearForm]
  ) throws(NotFollowed) -> [(TensorID, MemoryPointer)] {
    guard function.parameters.count == roles.count else { throw misfit("its parameters are") }
    var arguments: [Operand] = []
    var results: [(TensorID, MemoryPointer)] = []
    var states: [(TensorID, MemoryPointer)] = []
    for (role, parameter) in zip(roles, function.parameters) {
      let address: MemoryPointer
      switch role {
      case .input(let id):
        address = try array(parameter, of: id, isConstant: true, machine)
        fill(address, elements(id), machine)
      case .output(let id):
        address = try array(parameter, of: id, isConstant: false, machine)
        results.append((id, address))
      case .state:
        let state = try self.state(parameter, machine)
        address = state.address
        for (member, state) in state.members {
          fill(member, elements(state.tensor), machine)
          states.append((state.next, member))
        }
      case .scratch: address = try scratch(parameter, machine)
      }
      arguments.append(.pointer(address))
    }
    try machine.call(function, arguments, at: function.position)
    return results + states
  }

  private func misfit(_ what: String) -> NotFollowed {
    NotFollowed(position: function.position, reason: "\(what) not those of the network")
  }

  /// New memory for an input or output.
  private func array(
    _ parameter: ReadParameter, of id: TensorID, isConstant: Bool, _ machine: Machine
  ) throws(NotFollowed) -> MemoryPointer {
    let type = network[id].type
    guard parameter.type == .pointer(to: .integer(type), isConstant: isConstant) else {
      throw misfit("the elements of \(parameter.name) are")
    }
    return try memory(network[id].shape.elementCount * type.bytes, .integer(type), machine)
  }

  private func scratch(
    _ parameter: ReadParameter, _ machine: Machine
  ) throws(NotFollowed) -> MemoryPointer {
    guard parameter.type == .pointer(to: .void, isConstant: false),
      let bytes = machine.file.definitions[name.uppercased() + "_SCRATCH_BYTES"], let bytes
    else { throw misfit("\(parameter.name) and its size are") }
    return try memory(bytes, .void, machine)
  }

  private func memory(
    _ bytes: Int, _ element: ReadType, _ machine: Machine
  ) throws(NotFollowed) -> MemoryPointer {
    guard let object = machine.memory.addBytes(bytes) else {
      throw NotFollowed(position: function.position, reason: "its memory is too large")
    }
    return MemoryPointer(object: object, offset: .constant(0), element: element)
  }

  private func fill(
    _ address: MemoryPointer, _ elements: [LinearForm], _ machine: Machine
  ) {
    guard let type = machine.rules.integer(address.element) else { return }
    for (index, form) in elements.enumerated() {
      machine.setCell(
        address.object, index * type.bytes,
        .init(value: machine.graph.value(of: form), type: type))
    }
  }

  /// The states in the order of the structure's members: the widest elements first.
  private var orderedStates: [NetworkState] {
    network.states.enumerated().sorted { a, b in
      let (left, right) = (network[a.element.tensor].type, network[b.element.tensor].type)
      return (right.bytes, a.offset) < (left.bytes, b.offset)
    }.map(\.element)
  }

  /// New memory for the state.
  private func state(
    _ parameter: ReadParameter, _ machine: Machine
  ) throws(NotFollowed) -> (address: MemoryPointer, members: [(MemoryPointer, NetworkState)]) {
    guard case .pointer(.named(let structure), false) = parameter.type,
      let members = machine.file.structures[structure], members.count == network.states.count
    else { throw misfit("the members of \(parameter.name) are") }
    let address = try memory(1, .named(structure), machine)
    var made: [(MemoryPointer, NetworkState)] = []
    for (member, state) in zip(members, orderedStates) {
      let tensor = network[state.tensor]
      guard member.type == .integer(tensor.type), member.count == tensor.shape.elementCount else {
        throw misfit("the elements of \(member.name) are")
      }
      let pointer = try memory(member.count * tensor.type.bytes, member.type, machine)
      machine.globals["\(address.object)->\(member.name)"] = pointer
      made.append((pointer, state))
    }
    return (address, made)
  }
}

extension EntryPoint {
  /// Runs the function that resets the state and compares what it leaves with the network's.
  private func checkReset(_ machine: Machine, _ prover: Prover) throws(NotFollowed) {
    guard !network.states.isEmpty else { return }
    guard let reset = machine.file.functions[name + "_init"], reset.parameters.count == 1 else {
      throw NotFollowed(position: function.position, reason: "there is no \(name)_init")
    }
    let state = try self.state(reset.parameters[0], machine)
    try machine.call(reset, [.pointer(state.address)], at: reset.position)
    for (member, state) in state.members {
      let found = numbers(of: state.tensor, at: member, machine)
      guard let wrong = found.indices.first(where: { found[$0] != state.initial[$0] }) else {
        continue
      }
      let value = found[wrong].map { "\($0)" } ?? "unknown"
      prover.add(
        TensorProof(
          tensor: network[state.tensor].name, function: reset.name, elements: found.count,
          status: .differs,
          detail:
            "before the first run, element \(wrong) is \(value) instead of \(state.initial[wrong])"
        ))
    }
  }
}
