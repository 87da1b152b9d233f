import Diagnostics

extension NetworkVerifier {
  /// Every tensor is given by an input, a state or an operator.
  mutating func checkProducers() {
    for (index, tensor) in network.tensors.enumerated()
    where !produced.contains(TensorID(index)) {
      report(
        .tensor(tensor.name), "nothing gives it",
        "remove it, or let an input, state or operator give it")
    }
  }

  mutating func checkOutputs(mayBeNone: Bool) {
    if network.outputs.isEmpty && !mayBeNone {
      report(.nowhere, "the network has no output", "declare at least one output")
    }
    var seen: Set<TensorID> = []
    for id in network.outputs {
      if !exists(id) {
        report(
          .nowhere, "an output is tensor \(id.index), which does not exist",
          "number tensors from 0 to \(network.tensors.count - 1)")
      } else if !seen.insert(id).inserted {
        report(.tensor(network[id].name), "it is an output twice", "list each output once")
      }
    }
  }
}
