import Diagnostics
import NetworkIR

extension ReferenceInterpreter {
  /// Recomputes what a captured log traces, from the log's own inputs and states, up to the first
  /// inference that diverges.
  ///
  /// - Parameter log: what the device printed, with anything else between.
  /// - Throws: E0104 for a log without a trace of this network, or without the inputs of any
  ///   inference; E0103 for inputs outside the network's range.
  package func compare(log: [UInt8]) throws(DiagnosticList) -> TraceComparison {
    var comparer = TraceComparer(self)
    return try comparer.compare(try TraceLog(log, of: network))
  }

  /// The last inference of a log alone.
  ///
  /// - Throws: As ``compare(log:)``.
  package func compareLast(ofLog log: [UInt8]) throws(DiagnosticList) -> Divergence? {
    let inferences = try TraceLog(log, of: network).inferences
    var comparer = TraceComparer(self)
    for inference in inferences.suffix(1) { try comparer.add(inference, inferences.count - 1) }
    return comparer.result.divergence
  }
}

private struct TraceComparer {
  let interpreter: ReferenceInterpreter
  private(set) var result: TraceComparison
  /// What the inference before left, where the log says it of all states.
  private var left: [[Int]]?
  /// Per tensor, the most elements that an inference had of it.
  private var known: [Int: Int] = [:]
  private var skipped: [String: Int] = [:]

  private var network: Network { interpreter.network }

  init(_ interpreter: ReferenceInterpreter) {
    self.interpreter = interpreter
    result = TraceComparison(network: interpreter.network.name)
  }

  mutating func compare(_ log: TraceLog) throws(DiagnosticList) -> TraceComparison {
    for (number, inference) in log.inferences.enumerated() where result.divergence == nil {
      try add(inference, number)
    }
    describe(log)
    guard result.inferences > 0 else {
      throw badTrace(
        "none of its \(log.inferences.count) inferences can be compared: "
          + result.notes.joined(separator: "; "),
        "capture a trace from its first line to its end")
    }
    return result
  }

  /// Holds an inference to the interpreter.
  mutating func add(_ inference: TracedInference, _ number: Int) throws(DiagnosticList) {
    let before = left
    left = nil
    if inference.isMixed { return skip("hold lines of several inferences") }
    guard let inputs = whole(inference.inputs, network.inputs.map(\.tensor)) else {
      return skip("lack a part of their inputs")
    }
    guard let states = whole(inference.states, network.states.map(\.tensor)) else {
      return skip("lack a part of the state before them")
    }
    let execution = try interpreter.run(inputs: inputs, states: states)
    result.inferences += 1
    note(inference)
    left = whole(inference.nextStates, network.states.map(\.tensor))
    result.divergence =
      changedState(from: before, to: states, number) ?? wrongTensor(inference, execution, number)
      ?? wrongState(inference, execution, number)
  }

  private mutating func skip(_ reason: String) { skipped[reason, default: 0] += 1 }

  private func whole(_ arrays: [Int: TracedArray], _ ids: [TensorID]) -> [[Int]]? {
    let known = ids.compactMap { arrays[$0.index]?.whole }
    return known.count == ids.count ? known : nil
  }

  // MARK: Differences

  /// A state that somebody wrote between two inferences, but for a reset.
  private func changedState(
    from before: [[Int]]?, to states: [[Int]], _ number: Int
  ) -> Divergence? {
    guard let before, states != before, states != interpreter.resetStates else { return nil }
    for (state, (expected, found)) in zip(network.states, zip(before, states)) {
      if let place = found.map(Optional.some).firstDifference(from: expected) {
        return divergence(
          .stateBefore, state.tensor, place, expected[place.element], number, suspects: [])
      }
    }
    return nil
  }

  private func wrongTensor(
    _ inference: TracedInference, _ execution: Execution, _ number: Int
  ) -> Divergence? {
    for node in network.operators {
      for id in node.outputs {
        let expected = execution[id]
        if let place = inference.tensors[id.index]?.elements.firstDifference(from: expected) {
          return divergence(
            .tensor, id, place, expected[place.element], number, layer: node.name,
            suspects: suspects(behind: id, inference))
        }
      }
    }
    return nil
  }

  private func wrongState(
    _ inference: TracedInference, _ execution: Execution, _ number: Int
  ) -> Divergence? {
    for (state, expected) in zip(network.states, execution.nextStates) {
      let found = inference.nextStates[state.tensor.index]?.elements
      if let place = found?.firstDifference(from: expected) {
        return divergence(
          .stateAfter, state.tensor, place, expected[place.element], number,
          layer: network.producer(of: state.next)?.name,
          suspects: suspects(behind: state.next, inference))
      }
    }
    return nil
  }

  private func divergence(
    _ stage: Divergence.Stage, _ id: TensorID, _ place: (element: Int, found: Int),
    _ expected: Int, _ number: Int, layer: String? = nil, suspects: [String]
  ) -> Divergence {
    Divergence(
      inference: number, stage: stage, tensor: network[id].name, layer: layer,
      element: place.element, coordinates: network[id].shape.coordinates(of: place.element),
      expected: expected, found: place.found, suspects: suspects)
  }

  /// The layer that makes the tensor, and those before it whose outputs the log does not have whole;
  /// all that it has is right.
  private func suspects(behind id: TensorID, _ inference: TracedInference) -> [String] {
    var found: Set<String> = []
    var open = [id]
    while let id = open.popLast() {
      guard let node = network.producer(of: id), found.insert(node.name).inserted else { continue }
      open += node.inputs.filter { input in
        let isWhole = inference.tensors[input.index]?.whole != nil
        let makesSomething = network.producer(of: input)?.inputs.isEmpty == false
        return !isWhole && makesSomething
      }
    }
    return network.operators.map(\.name).filter(found.contains)
  }

  // MARK: What the log has

  private mutating func note(_ inference: TracedInference) {
    for (index, array) in inference.tensors {
      known[index] = max(known[index] ?? 0, array.elements.count { $0 != nil })
    }
  }

  private mutating func describe(_ log: TraceLog) {
    for id in network.operators.flatMap(\.outputs) {
      let tensor = network[id]
      switch known[id.index] {
      case nil: result.missing.append(tensor.name)
      case tensor.shape.elementCount: result.compared.append(tensor.name)
      default: result.incomplete.append(tensor.name)
      }
    }
    let names = Set(log.inferences.map(\.network)).subtracting([network.name]).sorted()
    let notes =
      skipped.sorted { $0.key < $1.key }.map { "\($1) inferences \($0)" }
      + counted(log.inferences.count { !$0.hasEnded }, "inferences do not end")
      + counted(log.damaged, "lines are cut off or changed")
      + counted(log.strays, "lines stand before any inference")
      + names.prefix(1).map { "the log names the network \"\($0)\"" }
    result.notes = notes
  }

  private func counted(_ count: Int, _ words: String) -> [String] {
    count == 0 ? [] : ["\(count) \(words)"]
  }
}

extension Network {
  fileprivate func producer(of id: TensorID) -> Operator? {
    operators.first { $0.outputs.contains(id) }
  }
}
