import CProof
import Diagnostics
import Interpreter
import Lowering
import NetworkIR
import TargetDescription
import Verification

/// What a verification tries.
package struct VerificationRequest: Hashable, Sendable {
  package let inputs: VerificationInputs
  package let depth: VerificationDepth
  /// Whether the objects of the target's other compilers are read.
  package let readsOtherObjects: Bool

  package init(inputs: VerificationInputs, depth: VerificationDepth, readsOtherObjects: Bool) {
    self.inputs = inputs
    self.depth = depth
    self.readsOtherObjects = readsOtherObjects
  }
}

/// Builds the C for the target on the host and for the target itself, runs every example in each
/// place, compares with the interpreter, reads the object code, and holds the printed text to the
/// network. Examples that are no stream run twice where there is a state: each from the reset
/// state, and all in a row.
///
/// - Parameter progress: called with what is being done.
package func verify(
  _ model: LoadedModel, _ request: VerificationRequest, target: LoadedTarget,
  settings: CompileSettings = .none, progress: @escaping @Sendable (String) -> Void = { _ in }
) async throws(DiagnosticList) -> VerificationSummary {
  let bench = VerificationBench(targetsDirectory: target.folder)
  let generated = try await generated(model, for: target, settings)
  progress("computing what the interpreter expects")
  let jobs = try await jobs(model.network, request, target)
  let places = jobs.count
  let finder = DivergenceFinder(try ReferenceInterpreter(model.network))
  let run = try await bench.verify(generated, jobs: jobs, finder: finder) {
    progress("\($0) of \(places) places built and run")
  }
  let others = request.readsOtherObjects ? BuildPlace.otherPlaces(for: target.profile) : []
  let objects = try await bench.examineObjects(of: generated, at: others) {
    progress("\($0) of \(others.count) further objects read")
  }
  let proof = try prove(generated, model.network, target.profile, progress: progress)
  return VerificationEvidence(
    model: model, target: target.profile, inputs: request.inputs.tally, generated: generated,
    run: run, objects: objects, proof: proof
  ).summary
}

/// The edges on the host alone: an emulator takes seconds where the host takes milliseconds.
private func jobs(
  _ network: Network, _ request: VerificationRequest, _ target: LoadedTarget
) async throws(DiagnosticList) -> [VerificationJob] {
  let host = try loadTarget(named: "host", directory: target.folder)
  let vectors = try await verificationVectors(request.inputs.batch, of: network)
  let edges = try await verificationVectors(request.inputs.edges, of: network)
  let always = Set(
    BuildPlace.hostPlaces(host, depth: .quick, targets: target.folder).map(\.label))
  let onHost = BuildPlace.hostPlaces(host, depth: request.depth, targets: target.folder).map {
    VerificationJob($0, vectors + edges, isOptional: !always.contains($0.label))
  }
  guard target.profile.emulator.kind != .native else { return onHost }
  return onHost + [VerificationJob(BuildPlace(target.profile), vectors)]
}

private func verificationVectors(
  _ batch: Batch, of network: Network
) async throws(DiagnosticList) -> [TestVector] {
  guard batch.count > 0 else { return [] }
  let vectors = try await expectedVectorsInParallel(batch, of: network)
  guard !batch.isStream, !network.states.isEmpty else { return vectors }
  return vectors + (try expectedVectors(batch.asStream, of: network))
}

/// Everything that a verification saw.
private struct VerificationEvidence {
  let model: LoadedModel
  let target: TargetProfile
  let inputs: InputTally
  let generated: GeneratedNetwork
  let run: VerificationRun
  let objects: [ObjectReport]
  let proof: ProofReport

  var summary: VerificationSummary {
    let findings = findings
    let summary = VerificationSummary(
      network: model.network.name, model: model.fileName, modelDigest: model.digest,
      toolVersion: Version.current, target: target.name, inputs: inputs,
      places: run.report.places, leftOut: run.leftOut,
      cost: onTarget.map { Measurement(trial: $0, network: generated) },
      stack: onTarget.flatMap(StackReport.init), objectsRead: objects.map(\.place.label),
      forbiddenInstructions: forbiddenInstructions, proof: proof, findings: findings,
      isVerified: !run.report.places.isEmpty && findings.isEmpty)
    return summary.withLadder
  }

  private var onTarget: PlaceTrial? {
    run.trials.first { $0.place.profile.emulator.kind != .native }
  }

  private var findings: [String] {
    let violations = run.trials.flatMap(\.violations) + objects.flatMap(\.violations)
    return (run.report.diagnostics + violations + proof.diagnostics).map(\.description)
  }

  private var forbiddenInstructions: Int {
    let forbidding = run.trials.filter { $0.place.profile.inspection.policy == .forbid }
    return forbidding.reduce(0) { $0 + $1.forbiddenInstructions }
      + objects.reduce(0) { $0 + $1.forbiddenInstructions }
  }
}

private func generated(
  _ model: LoadedModel, for target: LoadedTarget, _ settings: CompileSettings
) async throws(DiagnosticList) -> GeneratedNetwork {
  try await compileWithin(
    settings, model, for: target, name: nil, command: "stapes verify"
  ).compiled.generated
}

/// Runs the generated C on a target instead of the interpreter.
package func runOnTarget(
  _ model: LoadedModel, _ batch: Batch, target: LoadedTarget, settings: CompileSettings
) async throws(DiagnosticList) -> BatchResult {
  let interpreter = try ReferenceInterpreter(model.network)
  let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
    try await generated(model, for: target, settings), vectors: batch.steps,
    at: BuildPlace(target.profile))
  return BatchResult(
    outputs: trial.outputs, classes: trial.outputs.map { interpreter.predictedClass(ofOutputs: $0) }
  )
}
