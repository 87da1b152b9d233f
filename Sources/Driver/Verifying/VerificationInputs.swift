import FixedPoint
import NetworkIR
import Verification

/// What a network is tried with, and what each part of it is for.
package struct VerificationInputs: Hashable, Sendable {
  /// For every place.
  package let batch: Batch
  /// For the host alone, beside the batch: inputs at the edges of what the network tells apart, each
  /// from the reset state.
  package let edges: Batch
  package let tally: InputTally
}

/// How many inputs of each kind a verification ran.
package struct InputTally: Hashable, Sendable, Codable {
  /// The user's own.
  package let given: Int
  /// All least, all greatest, alternating, at rest, a single greatest; then seeded random ones.
  package let generated: Int
  /// One element of one input at an end of its range, all others at rest.
  package let oneHot: Int
  /// Steps of the first layers' functions that a sum hits exactly, and misses by one.
  package let stepsHit: Int
  /// Steps that were tried: a sum with few odd weights does not reach every integer.
  package let stepsTried: Int
  package let seed: UInt64
}

/// The inputs of a verification.
///
/// - Parameters:
///   - given: the user's own, which then take the place of the generated ones on the target.
///   - count: how many to generate.
///   - isStream: the generated ones are consecutive steps.
///   - depth: whether the host is given the edges, too.
package func verificationInputs(
  for network: Network, given: Batch?, count: Int, seed: UInt64, isStream: Bool = false,
  depth: VerificationDepth
) -> VerificationInputs {
  let generated = generatedBatch(for: network, count: count, seed: seed, isStream: isStream)
  let batch = given ?? generated
  let limit = edgeLimit(network)
  let isWhole = depth == .whole
  let oneHot = isWhole ? oneHotInputs(of: network, limit: limit) : []
  let steps = isWhole ? stepInputs(of: network, limit: limit, seed: seed) : .none
  let others = isWhole && given != nil ? generated.examples : []
  return VerificationInputs(
    batch: batch, edges: Batch(examples: others + oneHot + steps.examples),
    tally: InputTally(
      given: given?.count ?? 0, generated: given == nil ? generated.count : others.count,
      oneHot: oneHot.count, stepsHit: steps.hit, stepsTried: steps.tried, seed: seed))
}

/// Fewer where the interpreter takes longer: about a minute of its time, at most 512.
private func edgeLimit(_ network: Network) -> Int {
  let products = network.operators.reduce(0) { sum, node in
    let elements = node.outputs.reduce(0) { $0 + network[$1].shape.elementCount }
    switch node.kind {
    case .dense(let linear): return sum + elements * linear.inputs
    case .convolution(let convolution): return sum + elements * convolution.linear.inputs
    case .requantize, .mappedSum, .maxPool, .sumPool, .reshape, .transpose, .concatenate, .pad,
      .argMax, .topK, .product, .extremum, .slice, .dilate, .reduce, .softmax, .recurrence,
      .constant:
      return sum + elements
    }
  }
  return min(512, max(16, 500_000_000 / max(1, products)))
}

/// Every element at both ends of its range while the others rest; evenly chosen where those are more
/// than the limit.
private func oneHotInputs(of network: Network, limit: Int) -> [[[Int]]] {
  let rest = network.inputs.map { input in
    let tensor = network[input.tensor]
    return [Int](repeating: tensor.range.nearest(to: 0), count: tensor.shape.elementCount)
  }
  let places = rest.indices.flatMap { input in rest[input].indices.map { (input, $0) } }
  let kept = min(places.count, max(1, limit / 2))
  return (0..<kept).flatMap { number in
    let (input, element) = places[number * places.count / kept]
    let range = network[network.inputs[input].tensor].range
    return Set([range.lower, range.upper]).subtracting([rest[input][element]]).sorted().map {
      var example = rest
      example[input][element] = $0
      return example
    }
  }
}

extension IntegerRange {
  /// The integer of the range that is nearest to another.
  func nearest(to value: Int) -> Int { min(max(value, lower), upper) }
}
