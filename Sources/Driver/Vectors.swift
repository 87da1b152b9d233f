import CEmission
import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR
import Verification

/// Inputs for tests: boundary patterns first, then seeded random values, each inside the input's
/// proved range.
///
/// - Parameter count: how many examples, at least 1.
package func generatedBatch(
  for network: Network, count: Int, seed: UInt64, isStream: Bool = false
) -> Batch {
  var random = SplitMix(state: seed)
  let examples = (0..<max(1, count)).map { index in
    network.inputs.map { input in
      pattern(index, for: network[input.tensor], random: &random)
    }
  }
  return Batch(examples: examples, isStream: isStream)
}

/// All least, all greatest, alternating, zero, a single greatest element; then random.
private func pattern(_ index: Int, for tensor: Tensor, random: inout SplitMix) -> [Int] {
  let range = tensor.range
  let indices = 0..<tensor.shape.elementCount
  let middle = min(max(0, range.lower), range.upper)
  switch index {
  case 0: return indices.map { _ in range.lower }
  case 1: return indices.map { _ in range.upper }
  case 2: return indices.map { $0 & 1 == 0 ? range.lower : range.upper }
  case 3: return indices.map { _ in middle }
  case 4: return indices.map { $0 == indices.count / 2 ? range.upper : middle }
  default:
    // Half of the random examples are mostly at rest, as real inputs are.
    let isSparse = index & 1 == 0
    return indices.map { _ in
      let value = random.value(in: range)
      return isSparse && random.next() & 3 != 0 ? middle : value
    }
  }
}

/// The SplitMix64 generator (Steele, Lea, Flood 2014): the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func value(in range: IntegerRange) -> Int {
    Int.random(in: range.lower...range.upper, using: &self)
  }
}

/// A dozen vectors with what the interpreter makes of them; where there is a state, eight more
/// in a row.
func goldenVectors(of network: Network) throws(DiagnosticList) -> [GoldenVector] {
  let batch = generatedBatch(for: network, count: 12, seed: 1)
  var vectors = try expectedVectors(batch, of: network)
  if !network.states.isEmpty {
    let stream = generatedBatch(for: network, count: 8, seed: 2, isStream: true)
    vectors += try expectedVectors(stream, of: network)
  }
  return vectors.map {
    GoldenVector(inputs: $0.inputs, outputs: $0.outputs, continues: $0.continues)
  }
}

/// The batch with the interpreter's outputs, and the state after each row where there is one.
func expectedVectors(
  _ batch: Batch, of network: Network
) throws(DiagnosticList) -> [TestVector] {
  let interpreter = try ReferenceInterpreter(network)
  let initial = network.states.map(\.initial)
  var states = initial
  var vectors: [TestVector] = []
  for step in batch.steps {
    let execution = try interpreter.run(
      inputs: step.inputs, states: step.continues ? states : initial)
    states = execution.nextStates
    vectors.append(
      TestVector(
        inputs: step.inputs, outputs: execution.outputs, states: states,
        continues: step.continues))
  }
  return vectors
}

/// As ``expectedVectors(_:of:)``, on all cores where each row starts from the reset state.
func expectedVectorsInParallel(
  _ batch: Batch, of network: Network
) async throws(DiagnosticList) -> [TestVector] {
  guard !batch.isStream else { return try expectedVectors(batch, of: network) }
  let steps = batch.steps
  return try await ReferenceInterpreter(network).runBatch(
    count: steps.count, inputs: { steps[$0].inputs },
    collect: { row, execution in
      TestVector(
        inputs: steps[row].inputs, outputs: execution.outputs, states: execution.nextStates)
    })
}

extension Batch {
  /// The examples as consecutive steps.
  var asStream: Batch { Batch(examples: examples, isStream: true) }

  /// The examples for a test program, without what is expected of them.
  var steps: [TestVector] {
    examples.enumerated().map { index, inputs in
      TestVector(inputs: inputs, outputs: [], continues: isStream && index > 0)
    }
  }
}
