import FixedPoint
import KernelIR
import NetworkIR

/// What a caller of the generated code sees: its names, types and sizes.
package struct PublicInterface: Hashable, Sendable {
  /// The prefix of everything, in lower case.
  package let name: String
  /// How many rows the input arrives in; nil where a call takes it whole.
  package let rows: Int?
  /// In the order of the arguments of `NAME_run`: inputs, outputs, then the scratch memory. Where the
  /// input arrives row by row, its count is that of a row.
  package let inputs: [Port]
  package let outputs: [Port]
  /// What the caller keeps between runs, in the order of the members of `NAME_state_t`.
  package let states: [State]
  package let scratchBytes: Int
  /// At least the size of `NAME_state_t`; 0 where there are no states.
  package let stateBytes: Int
  /// Bytes of the constant tables.
  package let tableBytes: Int

  /// An array that the caller passes.
  package struct Port: Hashable, Sendable {
    /// The parameter's name, for example `input`.
    package let identifier: String
    /// The name of the element's type, for example `digits_input_t`.
    package let typeName: String
    package let element: IntegerType
    package let count: Int
    package let tensor: Tensor
    /// How arrays of a user become an input; nil for outputs.
    package let encoding: InputEncoding?

    /// The part of its macros between the prefix and the property, for example `INPUT`.
    var macroStem: String { identifier.uppercased() }
  }

  /// A member of the state: an array that keeps its elements between runs.
  package struct State: Hashable, Sendable {
    /// The member's name.
    package let identifier: String
    /// The state's number in the network, or behind all of those.
    package let number: Int
    package let element: IntegerType
    package let count: Int
    /// nil for what rows that were pushed leave for later ones.
    package let tensor: Tensor?
    let name: String
    let range: IntegerRange
    let buffer: BufferID

    package var bytes: Int { count * element.bytes }
  }

  package var inputBytes: Int { inputs.reduce(0) { $0 + $1.count * $1.element.bytes } }
  /// What `inputBytes` are of.
  var inputWord: String { rows == nil ? "input" : "a row of input" }
  package var outputBytes: Int { outputs.reduce(0) { $0 + $1.count * $1.element.bytes } }
}

extension PublicInterface {
  init(_ context: EmissionContext) {
    let (program, network) = (context.program, context.network)
    name = context.name
    rows = program.rows?.count
    let stem = program.rows == nil ? "input" : "row"
    inputs = network.inputs.enumerated().map { index, input in
      Port(
        stem, index, of: network.inputs.count, tensor: network[input.tensor],
        buffer: program.buffers.first { $0.placement == .input(index) }, prefix: context.name,
        encoding: input.encoding)
    }
    outputs = network.outputs.enumerated().map { index, output in
      Port(
        "output", index, of: network.outputs.count, tensor: network[output],
        buffer: program.buffers.first { $0.placement == .output(index) }, prefix: context.name,
        encoding: nil)
    }
    states = PublicInterface.states(context)
    scratchBytes = program.scratchBytes
    stateBytes = PublicInterface.size(of: states)
    tableBytes = program.tables.reduce(0) { $0 + $1.values.count * $1.element.bytes }
  }
}

extension PublicInterface {
  /// The widest elements first, so that padding can only stand at the end.
  private static func states(_ context: EmissionContext) -> [State] {
    let states = context.program.buffers.enumerated().compactMap { index, buffer -> State? in
      guard case .state(let number) = buffer.placement else { return nil }
      let states = context.network.states
      return State(
        identifier: context.buffers[index], number: number, element: buffer.element,
        count: buffer.count,
        tensor: number < states.count ? context.network[states[number].tensor] : nil,
        name: buffer.name, range: buffer.range, buffer: BufferID(index))
    }
    return states.sorted { ($1.element.bytes, $0.number) < ($0.element.bytes, $1.number) }
  }

  /// Up to a whole number of the widest elements; cores that align nothing take up to 3 bytes less.
  private static func size(of states: [State]) -> Int {
    let mask = (states.map(\.element.bytes).max() ?? 1) - 1
    return (states.reduce(0) { $0 + $1.bytes } + mask) & ~mask
  }
}

extension PublicInterface.Port {
  fileprivate init(
    _ stem: String, _ index: Int, of count: Int, tensor: Tensor, buffer: Buffer?, prefix: String,
    encoding: InputEncoding?
  ) {
    self.init(
      identifier: numbered(stem, index, of: count),
      typeName: "\(prefix)_\(numbered(stem, index, of: count))_t",
      element: buffer?.element ?? tensor.type, count: buffer?.count ?? tensor.shape.elementCount,
      tensor: tensor, encoding: encoding)
  }
}
