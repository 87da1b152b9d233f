import Diagnostics
import FixedPoint

/// Builds a network operator by operator; shapes, ranges and storage types are inferred, names made
/// unique.
package struct NetworkBuilder: Sendable {
  private var network: Network
  private var tensorNames = UniqueNames()
  private var operatorNames = UniqueNames()

  package init(name: String) {
    network = Network(name: name)
  }

  /// What is known of a tensor built so far.
  package subscript(id: TensorID) -> Tensor { network[id] }

  /// Declares the next input of the network.
  ///
  /// - Throws: E0502 for an empty or huge shape, E0501 for a range beyond 32 bits.
  package mutating func addInput(
    name: String, shape: Shape, range: IntegerRange, meaning: Meaning, encoding: InputEncoding
  ) throws(DiagnosticList) -> TensorID {
    let id = try appendDeclared(name: name, shape: shape, range: range, meaning: meaning)
    network.inputs.append(NetworkInput(tensor: id, encoding: encoding))
    return id
  }

  /// Declares a state; until ``setNext(of:to:)`` it keeps its elements.
  ///
  /// - Parameter range: Of every element at any time; the next elements must lie in it.
  /// - Throws: E0502 for an empty or huge shape, E0501 for a range beyond 32 bits.
  package mutating func addState(
    name: String, shape: Shape, range: IntegerRange, meaning: Meaning, initial: [Int]
  ) throws(DiagnosticList) -> TensorID {
    let id = try appendDeclared(name: name, shape: shape, range: range, meaning: meaning)
    network.states.append(NetworkState(tensor: id, next: id, initial: initial))
    return id
  }

  /// A tensor that no operator makes.
  private mutating func appendDeclared(
    name: String, shape: Shape, range: IntegerRange, meaning: Meaning
  ) throws(DiagnosticList) -> TensorID {
    guard shape.boundedElementCount != nil else {
      throw Diagnostic(
        .invalidNetwork, at: .tensor(name), cause: "its shape \(shape) is empty or too large",
        remedy: "give every dimension a size of at least 1, and at most 2^24 elements in all"
      ).alone
    }
    return try appendTensor(
      name: name, facts: TensorFacts(shape: shape, range: range), meaning: meaning)
  }

  /// Whether a tensor is a state.
  package func isState(_ id: TensorID) -> Bool {
    network.states.contains { $0.tensor == id }
  }

  /// Says which tensor's elements the state holds after a run; that tensor is stored in the state's
  /// type from now on, if it fits.
  package mutating func setNext(of state: TensorID, to next: TensorID) {
    let type = network[state].type
    if type.range.contains(network[next].range) { network.tensors[next.index].type = type }
    for index in network.states.indices where network.states[index].tensor == state {
      network.states[index].next = next
    }
  }

  /// Adds an operator on tensors built before, with one output name and meaning per output.
  ///
  /// - Parameters:
  ///   - shape: The output's shape; only a reshape needs one.
  ///   - allowsWide: Whether sums of a linear operator may leave 32 bits, for a reader that follows
  ///     and takes them; without it, ``build(outputs:)`` refuses the network.
  /// - Throws: E0502 for every broken rule of shape or payload, E0501 where a range leaves 32 bits.
  package mutating func add(
    _ kind: OperatorKind, name: String, inputs: [TensorID], outputNames: [String],
    meanings: [Meaning], reshapedTo shape: Shape? = nil, allowsWide: Bool = false
  ) throws(DiagnosticList) -> [TensorID] {
    let outputs = try inferOutputs(
      of: kind, name: name, inputs: inputs.map { network[$0].facts }, reshapedTo: shape,
      allowsWide: allowsWide)
    guard outputNames.count == outputs.count, meanings.count == outputs.count else {
      throw Diagnostic(
        .invalidNetwork, at: .node(name: name, operator: kind.keyword),
        cause: "its \(counted(outputs.count, "output")) got \(outputNames.count) names and "
          + "\(meanings.count) meanings",
        remedy: "give each output one name and one meaning"
      ).alone
    }
    var ids: [TensorID] = []
    for (index, facts) in outputs.enumerated() {
      ids.append(
        try appendTensor(
          name: outputNames[index], facts: facts, meaning: meanings[index],
          // Inference has let the range pass.
          beyondWords: .int64))
    }
    network.operators.append(
      Operator(name: operatorNames.claim(name), kind: kind, inputs: inputs, outputs: ids))
    return ids
  }

  /// The finished network.
  ///
  /// - Throws: E0502 for every rule that the network as a whole breaks.
  package func build(outputs: [TensorID]) throws(DiagnosticList) -> Network {
    var finished = network
    finished.outputs = outputs
    try verify(finished).throwIfErrors()
    return finished
  }

  private mutating func appendTensor(
    name: String, facts: TensorFacts, meaning: Meaning, beyondWords: IntegerType? = nil
  ) throws(DiagnosticList) -> TensorID {
    guard let type = IntegerType.narrowest(holding: facts.range) ?? beyondWords else {
      throw Diagnostic(
        .rangeOverflow, at: .tensor(name),
        cause: "its range \(facts.range) fits no type of up to 32 bits",
        remedy: "quantise it to fewer bits"
      ).alone
    }
    network.tensors.append(
      Tensor(
        name: tensorNames.claim(name), shape: facts.shape, type: type, range: facts.range,
        meaning: meaning))
    return TensorID(network.tensors.count - 1)
  }
}

/// Hands out each name once: the first as asked for, later ones with a number behind.
private struct UniqueNames: Sendable {
  private var taken: Set<String> = []
  /// The first number not tried behind a name: many tensors of a file may share one.
  private var nextNumbers: [String: Int] = [:]

  mutating func claim(_ name: String) -> String {
    var candidate = name
    var number = nextNumbers[name] ?? 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(number)"
      number += 1
    }
    if candidate != name { nextNumbers[name] = number }
    return candidate
  }
}
