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
    var inputs = network.inputs.map(\.tensor)[...]
    var outputs = network.outputs[...]
    var arguments: [Operand] = []
    var results: [(TensorID, MemoryPointer)] = []
    for parameter in function.parameters {
      let pointer = try self.pointer(parameter, machine)
      arguments.append(.pointer(pointer.address))
      switch pointer.role {
      case .input: if let id = inputs.popFirst() { fill(pointer.address, id, reference, machine) }
      case .output: if let id = outputs.popFirst() { results.append((id, pointer.address)) }
      case .state: results += fillState(pointer.address, reference, machine)
      case .scratch: break
      }
    }
    try machine.call(function, arguments, at: function.position)
    let traced = Set(prover.proofs.map(\.tensor))
    for (id, address) in results where !traced.contains(network[id].name) {
      let count = network[id].shape.elementCount
      prover.check(id, at: address, count: count, in: machine)
    }
  }

  private enum Role {
    case input, output, state, scratch
  }

  /// New memory for a parameter.
  private func pointer(
    _ parameter: ReadParameter, _ machine: Machine
  ) throws(NotFollowed) -> (address: MemoryPointer, role: Role) {
    guard case .pointer(let element, let isConstant) = parameter.type else {
      throw NotFollowed(position: function.position, reason: "\(parameter.name) is no pointer")
    }
    let prefix = name.uppercased()
    let scratch = machine.file.definitions[prefix + "_SCRATCH_BYTES"] ?? 0
    let role: Role
    let bytes: Int
    switch element {
    case .void: (role, bytes) = (.scratch, scratch)
    case .named: (role, bytes) = (.state, 1)
    case .integer, .int, .pointer:
      role = isConstant ? .input : .output
      let count = machine.file.definitions["\(prefix)_\(parameter.name.uppercased())_COUNT"]
      bytes = (count ?? largestCount) * (machine.rules.size(element) ?? 4)
    }
    let object = machine.memory.addBytes(bytes)
    return (MemoryPointer(object: object, offset: .constant(0), element: element), role)
  }

  private var largestCount: Int {
    (network.inputs.map(\.tensor) + network.outputs).map { network[$0].shape.elementCount }.max()
      ?? 1
  }

  private func fill(
    _ address: MemoryPointer, _ id: TensorID, _ reference: ReferenceValues, _ machine: Machine
  ) {
    guard let type = machine.rules.integer(address.element) else { return }
    for (index, form) in reference.elements[id.index].enumerated() {
      machine.setCell(
        address.object, index * type.bytes,
        .init(value: machine.graph.value(of: form), type: type))
    }
  }

  /// Makes the members of the state; what each must hold after the run.
  private func fillState(
    _ address: MemoryPointer, _ reference: ReferenceValues, _ machine: Machine
  ) -> [(TensorID, MemoryPointer)] {
    guard case .named(let structure) = address.element else { return [] }
    var results: [(TensorID, MemoryPointer)] = []
    for (member, state) in zip(machine.file.structures[structure] ?? [], network.states) {
      let bytes = (machine.rules.size(member.type) ?? 4) * member.count
      let object = machine.memory.addBytes(bytes)
      let pointer = MemoryPointer(object: object, offset: .constant(0), element: member.type)
      machine.globals["\(address.object)->\(member.name)"] = pointer
      fill(pointer, state.tensor, reference, machine)
      results.append((state.next, pointer))
    }
    return results
  }
}
