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
    guard let function = file.functions[name + "_run"] ?? file.functions[name + "_step"] else {
      throw fault(name + ".c", TextPosition(line: 1, column: 1), "it has no \(name)_run").alone
    }
    self.function = function
    self.name = name
    self.network = network
  }

  /// Runs the function on symbols and checks the outputs and the state that it leaves.
  ///
  /// - Throws: what cannot be followed in the function itself.
  func run(_ machine: Machine, _ prover: Prover) throws(NotFollowed) {
    let reference = prover.begin(machine.graph)
    let results = try call(machine) { reference.elements[$0.index] }
    let traced = Set(prover.proofs.map(\.tensor))
    for (id, address) in results where !traced.contains(network[id].name) {
      let count = network[id].shape.elementCount
      prover.check(id, at: address, count: count, in: machine)
    }
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
      let bytes = machine.rules.size(address.element) ?? 1
      return (0..<network[id].shape.elementCount).map { element in
        guard
          case .constant(let value)? = machine.memory.cell(address.object, element * bytes)?.value
        else { return nil }
        return value
      }
    }
  }

  /// - Returns: where the outputs are, then where the state is, with what each must hold.
  private func call(
    _ machine: Machine, _ elements: (TensorID) -> [LinearForm]
  ) throws(NotFollowed) -> [(TensorID, MemoryPointer)] {
    var inputs = network.inputs.map(\.tensor)[...]
    var outputs = network.outputs[...]
    var arguments: [Operand] = []
    var results: [(TensorID, MemoryPointer)] = []
    var states: [(TensorID, MemoryPointer)] = []
    for parameter in function.parameters {
      let pointer = try self.pointer(parameter, inputs.first, outputs.first, machine)
      arguments.append(.pointer(pointer.address))
      switch pointer.role {
      case .input: if let id = inputs.popFirst() { fill(pointer.address, elements(id), machine) }
      case .output: if let id = outputs.popFirst() { results.append((id, pointer.address)) }
      case .state: states += fillState(pointer.address, elements, machine)
      case .scratch: break
      }
    }
    try machine.call(function, arguments, at: function.position)
    return results + states
  }

  private enum Role {
    case input, output, state, scratch
  }

  /// New memory for a parameter, which may be the next input or output.
  private func pointer(
    _ parameter: ReadParameter, _ input: TensorID?, _ output: TensorID?, _ machine: Machine
  ) throws(NotFollowed) -> (address: MemoryPointer, role: Role) {
    guard case .pointer(let element, let isConstant) = parameter.type else {
      throw NotFollowed(position: function.position, reason: "\(parameter.name) is no pointer")
    }
    let role: Role
    let bytes: Int
    switch element {
    case .void:
      let scratch = machine.file.definitions[name.uppercased() + "_SCRATCH_BYTES"]
      (role, bytes) = (.scratch, scratch ?? 0)
    case .named: (role, bytes) = (.state, 1)
    case .integer, .int, .pointer:
      role = isConstant ? .input : .output
      let count = (isConstant ? input : output).map { network[$0].shape.elementCount }
      bytes = (count ?? 0) * (machine.rules.size(element) ?? 4)
    }
    guard 0...1 << 26 ~= bytes else {
      throw NotFollowed(position: function.position, reason: "\(parameter.name) is too large")
    }
    let object = machine.memory.addBytes(bytes)
    return (MemoryPointer(object: object, offset: .constant(0), element: element), role)
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

  /// Makes the members of the state; what each must hold after the run.
  private func fillState(
    _ address: MemoryPointer, _ elements: (TensorID) -> [LinearForm], _ machine: Machine
  ) -> [(TensorID, MemoryPointer)] {
    guard case .named(let structure) = address.element else { return [] }
    var results: [(TensorID, MemoryPointer)] = []
    // The members stand in the order of their sizes, the widest first.
    let states = network.states.enumerated().sorted {
      (network[$1.element.tensor].type.bytes, $0.offset)
        < (network[$0.element.tensor].type.bytes, $1.offset)
    }.map(\.element)
    for (member, state) in zip(machine.file.structures[structure] ?? [], states) {
      guard member.count == network[state.tensor].shape.elementCount else { continue }
      let bytes = (machine.rules.size(member.type) ?? 4) * member.count
      let object = machine.memory.addBytes(bytes)
      let pointer = MemoryPointer(object: object, offset: .constant(0), element: member.type)
      machine.globals["\(address.object)->\(member.name)"] = pointer
      fill(pointer, elements(state.tensor), machine)
      results.append((state.next, pointer))
    }
    return results
  }
}
