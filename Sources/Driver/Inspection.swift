import FixedPoint
import NetworkIR

/// What `stapes inspect` shows of a network.
package struct Inspection: Hashable, Sendable, Codable {
  package let name: String
  package let digest: String
  package let inputs: [String]
  package let outputs: [String]
  package let operators: [Row]

  /// One operator. Weight counts and accumulator bits are 0 where it has none; operations are
  /// additions, comparisons and look-ups per inference, counted from the formula.
  package struct Row: Hashable, Sendable, Codable {
    package let name: String
    package let kind: String
    package let shape: String
    package let type: String
    package let lower: Int
    package let upper: Int
    package let weights: Int
    package let nonzero: Int
    package let terms: Int
    package let accumulatorBits: Int
    package let operations: Int
  }
}

package func inspect(_ model: LoadedModel) -> Inspection {
  let network = model.network
  return Inspection(
    name: network.name, digest: model.digest,
    inputs: network.inputs.map { describe(network[$0.tensor]) },
    outputs: network.outputs.map { describe(network[$0]) },
    operators: network.operators.map { row($0, of: network) })
}

private func describe(_ tensor: Tensor) -> String {
  let scale = tensor.meaning.scale, offset = tensor.meaning.offset
  let meaning =
    scale.count == 1 && offset.count == 1
    ? "value = \(scale[0].approximation) * integer + \(offset[0].approximation)"
    : "a scale or offset per channel"
  return "\(tensor.name) \(tensor.shape) \(tensor.type.rawValue) in \(tensor.range), \(meaning)"
}

private func row(_ operation: Operator, of network: Network) -> Inspection.Row {
  let output = network[operation.outputs[0]]
  let weights = operation.kind.linearWeights?.weights ?? []
  return Inspection.Row(
    name: operation.name, kind: operation.kind.keyword, shape: output.shape.description,
    type: output.type.rawValue, lower: output.range.lower, upper: output.range.upper,
    weights: weights.count, nonzero: weights.count { !$0.isZero },
    terms: weights.reduce(0) { $0 + $1.termCount },
    accumulatorBits: accumulatorBits(operation, of: network),
    operations: operation.kind.operationCount(
      output: output.shape, inputs: operation.inputs.map { network[$0].shape }))
}

/// The bits of a signed word that holds every partial sum.
private func accumulatorBits(_ operation: Operator, of network: Network) -> Int {
  guard let linear = operation.kind.linearWeights,
    let range = try? linear.accumulatorRange(input: network[operation.inputs[0]].range)
  else { return 0 }
  return signedBits(range)
}

private func signedBits(_ range: IntegerRange) -> Int {
  let magnitude = max(range.upper, range.lower == Int.min ? Int.max : -(range.lower + 1), 0)
  return Int.bitWidth - magnitude.leadingZeroBitCount + 1
}

extension OperatorKind {
  package var linearWeights: LinearWeights? {
    switch self {
    case .dense(let linear): linear
    case .convolution(let convolution): convolution.linear
    case .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad,
      .argMax, .topK:
      nil
    }
  }

  /// Additions, comparisons and look-ups of one inference by the operator's formula; moving
  /// elements costs none.
  fileprivate func operationCount(output: Shape, inputs: [Shape]) -> Int {
    switch self {
    case .dense(let linear):
      linear.termCount * (output.elementCount / max(1, linear.outputs))
    case .convolution(let convolution):
      convolution.linear.termCount * (output.elementCount / max(1, convolution.linear.outputs))
    case .requantize, .mappedSum: output.elementCount * max(1, inputs.count)
    case .maxPool(let window), .sumPool(let window, _): output.elementCount * window.kernelCount
    case .argMax, .topK: inputs.first?.elementCount ?? 0
    case .reshape, .transpose, .concatenate, .pad: 0
    }
  }
}

extension LinearWeights {
  fileprivate var termCount: Int { weights.reduce(0) { $0 + $1.termCount } }
}
