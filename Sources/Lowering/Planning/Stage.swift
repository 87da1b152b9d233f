import NetworkIR

/// One step of the lowered network: an operator, with the requantisation that follows it where
/// nothing else reads the tensor between.
struct Stage: Hashable {
  let main: Operator
  let requantize: Operator?
  /// What kernels that skip zeros take the first input's elements less; nil where that gains nothing.
  var commonest: CommonValue?

  var outputs: [TensorID] { requantize?.outputs ?? main.outputs }
  var names: [String] { [main.name] + (requantize.map { [$0.name] } ?? []) }

  var requantization: Requantize? {
    if case .requantize(let requantize) = requantize?.kind { return requantize }
    return nil
  }
}

/// The stages of a network, in its order.
func stages(of network: Network) -> [Stage] {
  var fused: Set<String> = []
  return network.operators.compactMap { operation in
    guard !fused.contains(operation.name) else { return nil }
    let next = soleRequantization(of: operation, network)
    if let next { fused.insert(next.name) }
    return Stage(main: operation, requantize: next)
  }
}

/// The requantisation that alone reads the operator's output, which is no output of the network,
/// where the operator's loop can end in it.
private func soleRequantization(of operation: Operator, _ network: Network) -> Operator? {
  guard let ending = operation.kind.ending else { return nil }
  let tensor = operation.outputs[0]
  let readers = network.operators.filter { $0.inputs.contains(tensor) }
  guard readers.count == 1, !network.outputs.contains(tensor),
    !network.states.contains(where: { $0.next == tensor }),
    case .requantize(let requantize) = readers[0].kind
  else { return nil }
  switch ending {
  case .rows:
    // Rows are the output's channels: the last axis of a dense operator.
    let channels = operation.kind.channelAxis(rank: network[tensor].shape.rank)
    return requantize.axis == nil || requantize.axis == channels ? readers[0] : nil
  case .elements: return requantize.functions.count == 1 ? readers[0] : nil
  }
}

/// What a requantisation can follow within the operator's loops.
private enum Ending {
  /// One row after another: a function per channel.
  case rows
  /// One element after another: one function for all.
  case elements
}

extension OperatorKind {
  fileprivate var ending: Ending? {
    switch self {
    case .dense, .convolution: .rows
    case .mappedSum, .product: .elements
    case .requantize, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad, .argMax, .topK,
      .extremum, .slice, .dilate, .reduce, .softmax, .recurrence, .constant:
      nil
    }
  }

  fileprivate func channelAxis(rank: Int) -> Int {
    if case .convolution(let convolution) = self {
      return convolution.geometry.layout.channelAxis(rank: rank)
    }
    return rank - 1
  }
}
