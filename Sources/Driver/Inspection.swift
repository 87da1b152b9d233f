import FixedPoint
import NetworkIR

/// What `stapes inspect` shows of a network.
package struct Inspection: Hashable, Sendable, Codable {
  package let name: String
  package let digest: String
  package let inputs: [String]
  package let outputs: [String]
  /// What one run leaves for the next.
  package let states: [String]
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
    /// The decimal nearest to the scale, or how many there are.
    package let scale: String
    /// The integer that means zero, where there is one; "per channel" where there are several.
    package let zeroPoint: String
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
    states: network.states.map { describe(network[$0.tensor]) },
    operators: network.operators.map { row($0, of: network) })
}

private func describe(_ tensor: Tensor) -> String {
  let scale = tensor.meaning.scale, offset = tensor.meaning.offset
  let meaning =
    scale.count == 1 && offset.count == 1
    ? "value = \(scale[0].approximation) * integer + \(offset[0].approximation)"
    : "a scale or offset per channel"
  let point = tensor.meaning.zeroPointText
  return "\(tensor.name) \(tensor.shape) \(tensor.type.rawValue) in \(tensor.range), \(meaning)"
    + (Int(point) == nil ? "" : ", zero point \(point)")
}

private func row(_ operation: Operator, of network: Network) -> Inspection.Row {
  let output = network[operation.outputs[0]]
  let weights = operation.kind.weights
  return Inspection.Row(
    name: operation.name, kind: operation.kind.keyword, shape: output.shape.description,
    type: output.type.rawValue, lower: output.range.lower, upper: output.range.upper,
    scale: output.meaning.scaleText, zeroPoint: output.meaning.zeroPointText,
    weights: weights.count, nonzero: weights.count { !$0.isZero },
    terms: weights.reduce(0) { $0 + $1.termCount },
    accumulatorBits: accumulatorBits(operation, of: network),
    operations: operation.kind.operationCount(
      output: output.shape, inputs: operation.inputs.map { network[$0].shape }))
}

extension Meaning {
  fileprivate var scaleText: String {
    scale.count == 1 ? "\(scale[0].approximation)" : "\(scale.count) scales"
  }

  fileprivate var zeroPointText: String {
    let points = Set(
      scale.indices.map { index -> Rational? in
        let place = offset.count == 1 ? 0 : index
        guard !scale[index].isZero, offset.indices.contains(place) else { return nil }
        let point = -(offset[place] / scale[index])
        return point.isInteger ? point : nil
      })
    guard points.count == 1 else { return "per channel" }
    return points.first.flatMap { $0 }.map(\.description) ?? ""
  }
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
      .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence,
      .constant:
      nil
    }
  }

  /// The weights of the operator, or of those that it runs.
  fileprivate var weights: [Weight] {
    if case .recurrence(let recurrence) = self {
      return recurrence.body.operators.flatMap(\.kind.weights)
    }
    return linearWeights?.weights ?? []
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
    case .argMax, .topK, .reduce: inputs.first?.elementCount ?? 0
    case .extremum: output.elementCount
    // A sum, a difference, a square of each and their difference.
    case .product: 5 * output.elementCount
    // The largest, a difference, its exponential, the sum, the quotient.
    case .softmax: 5 * output.elementCount
    case .recurrence(let recurrence): recurrence.steps * recurrence.body.operationCount
    case .reshape, .transpose, .concatenate, .pad, .slice, .dilate, .constant: 0
    }
  }
}

extension Network {
  fileprivate var operationCount: Int {
    operators.reduce(0) { sum, operation in
      sum
        + operation.kind.operationCount(
          output: self[operation.outputs[0]].shape, inputs: operation.inputs.map { self[$0].shape })
    }
  }
}

extension LinearWeights {
  fileprivate var termCount: Int { weights.reduce(0) { $0 + $1.termCount } }
}
