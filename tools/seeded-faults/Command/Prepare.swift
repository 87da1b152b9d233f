import CEmission
import CProof
import Driver
import Foundation
import Interpreter
import NetworkIR
import Verification

/// What a test program must know of a network, and what it must compute.
struct Prepared: Encodable {
  let inputs: [Port]
  let outputs: [Port]
  let states: [Port]
  let scratchBytes: Int
  let vectors: [Vector]

  struct Port: Encodable {
    let identifier: String
    let type: String
    let count: Int

    init(_ port: GeneratedNetwork.Port) {
      identifier = port.identifier
      type = port.element.rawValue
      count = port.count
    }
  }

  struct Vector: Encodable {
    let inputs: [[Int]]
    let outputs: [[Int]]
    let states: [[Int]]
    let continues: Bool
  }
}

func prepare(_ job: Job) throws {
  let model = try job.load()
  let target = try loadTarget(job.target, inFolder: nil)
  let compiled = try job.compiled(model, for: target.profile)
  for file in compiled.files {
    let url = URL(filePath: job.folder).appending(path: file.path)
    try file.text.write(to: url, atomically: true, encoding: .utf8)
  }
  let generated = compiled.generated
  try report(
    Prepared(
      inputs: generated.inputs.map(Prepared.Port.init),
      outputs: generated.outputs.map(Prepared.Port.init),
      states: generated.states.map(Prepared.Port.init), scratchBytes: generated.scratchBytes,
      vectors: try testVectors(job, of: model.network).map {
        Prepared.Vector(
          inputs: $0.inputs, outputs: $0.outputs, states: $0.states, continues: $0.continues)
      }))
}

/// The inputs that `stapes verify` gives the host, with what the interpreter makes of them; where there
/// is a state, once each from reset and once as a stream.
func testVectors(_ job: Job, of network: Network) throws -> [TestVector] {
  let inputs = verificationInputs(
    for: network, given: nil, count: job.vectors, seed: job.seed,
    depth: job.vectors > 1 ? .whole : .quick)
  let batch = Batch(examples: inputs.batch.examples + inputs.edges.examples)
  let interpreter = try ReferenceInterpreter(network)
  var vectors: [TestVector] = []
  for isStream in network.states.isEmpty ? [false] : [false, true] {
    var states = interpreter.resetStates
    for (index, inputs) in batch.examples.enumerated() {
      let execution = try interpreter.run(
        inputs: inputs, states: isStream ? states : interpreter.resetStates)
      states = execution.nextStates
      vectors.append(
        TestVector(
          inputs: inputs, outputs: execution.outputs, states: states,
          continues: isStream && index > 0))
    }
  }
  return vectors
}

/// What the proof of a text said, in short.
struct ProofOutcome: Encodable {
  /// Tensor, function, status and detail of each tensor, in the order of the text.
  let tensors: [[String]]
  let unreadable: String?

  init(unreadable: String) {
    tensors = []
    self.unreadable = unreadable
  }

  init(_ report: ProofReport) {
    tensors = report.tensors.map { [$0.tensor, $0.function, $0.status.rawValue, $0.detail] }
    unreadable = nil
  }
}
