import CProof
import Diagnostics
import Interpreter
import Lowering
import NetworkIR
import TargetDescription
import Verification

/// What `stapes verify` found, for people and programs.
package struct VerificationSummary: Hashable, Sendable, Codable {
  package let network: String
  package let target: String
  package let places: [PlaceReport]
  /// Further compilers and flags whose objects were read.
  package let objectsRead: [String]
  /// In the object code of every place whose target forbids them.
  package let forbiddenInstructions: Int
  /// What reading the printed C back showed.
  package let proof: ProofReport
  /// Everything that spoils the verdict, one sentence each.
  package let findings: [String]
  /// Nothing spoils the verdict.
  package let isVerified: Bool
}

/// Builds the C for the target on the host (gcc, and clang with sanitizers) and for the target
/// itself, runs every example in each place, compares with the interpreter, and reads the target's
/// object code; on demand also what the target's other compilers make of it, which takes Clang minutes
/// for long straight-line functions. Examples that are no stream run twice where there is a state: each from the reset
/// state, and all in a row.
package func verify(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget,
  settings: CompileSettings = .none, withOtherCompilers: Bool = false
) async throws(DiagnosticList) -> VerificationSummary {
  let host = try loadTarget(named: "host", directory: target.folder)
  let bench = VerificationBench(targetsDirectory: target.folder)
  let generated = try await generated(model, for: target, settings)
  let run = try await bench.verify(
    generated, vectors: try await verificationVectors(batch, of: model.network),
    at: BuildPlace.verificationPlaces(for: target.profile, host: host),
    finder: DivergenceFinder(try ReferenceInterpreter(model.network)))
  let objects = try await bench.examineObjects(
    of: generated, at: withOtherCompilers ? BuildPlace.otherPlaces(for: target.profile) : [])
  let proof = try prove(generated, model.network, target.profile)
  return summary(model, target.profile, run, objects, proof)
}

private func verificationVectors(
  _ batch: Batch, of network: Network
) async throws(DiagnosticList) -> [TestVector] {
  let vectors = try await expectedVectorsInParallel(batch, of: network)
  guard !batch.isStream, !network.states.isEmpty else { return vectors }
  return vectors + (try expectedVectors(batch.asStream, of: network))
}

private func summary(
  _ model: LoadedModel, _ target: TargetProfile,
  _ run: (report: VerificationReport, trials: [PlaceTrial]), _ objects: [ObjectReport],
  _ proof: ProofReport
) -> VerificationSummary {
  let (places, trials) = (run.report.places, run.trials)
  let violations = trials.flatMap(\.violations) + objects.flatMap(\.violations)
  let mismatches = VerificationReport(network: model.network.name, places: places).diagnostics
  let forbidden = trials.filter { $0.place.profile.inspection.policy == .forbid }
  let findings = (mismatches + violations + proof.diagnostics).map(\.description)
  return VerificationSummary(
    network: model.network.name, target: target.name, places: places,
    objectsRead: objects.map(\.place.label),
    forbiddenInstructions: forbidden.reduce(0) { $0 + $1.forbiddenInstructions }
      + objects.reduce(0) { $0 + $1.forbiddenInstructions },
    proof: proof, findings: findings, isVerified: !places.isEmpty && findings.isEmpty)
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
