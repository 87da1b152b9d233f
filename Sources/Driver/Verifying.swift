import Diagnostics
import Interpreter
import NetworkIR
import TargetDescription
import Verification

/// What `stapes verify` found, for people and programs.
package struct VerificationSummary: Hashable, Sendable, Codable {
  package let network: String
  package let target: String
  package let places: [PlaceReport]
  /// In the object code of every place whose target forbids them.
  package let forbiddenInstructions: Int
  /// Everything that spoils the verdict, one sentence each.
  package let findings: [String]

  package var isVerified: Bool { findings.isEmpty && places.allSatisfy { $0.mismatches == 0 } }
}

/// Builds the C for the target on the host (gcc, and clang with sanitizers) and for the target
/// itself, runs every example in each place, compares with the interpreter, and reads the target's
/// object code.
package func verify(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget, limits: MemoryLimits = .none
) async throws(DiagnosticList) -> VerificationSummary {
  let host = try loadTarget(named: "host", directory: target.folder)
  let run = try await VerificationBench(targetsDirectory: target.folder).verify(
    try generated(model, for: target.profile, limits),
    vectors: try expectedVectors(batch, of: model.network),
    at: BuildPlace.verificationPlaces(for: target.profile, host: host))
  return summary(model, target.profile, run.report.places, run.trials)
}

private func summary(
  _ model: LoadedModel, _ target: TargetProfile, _ places: [PlaceReport], _ trials: [PlaceTrial]
) -> VerificationSummary {
  let violations = trials.flatMap(\.violations)
  let mismatches = VerificationReport(network: model.network.name, places: places).diagnostics
  let forbidden = trials.filter { $0.place.profile.inspection.policy == .forbid }
  return VerificationSummary(
    network: model.network.name, target: target.name, places: places,
    forbiddenInstructions: forbidden.reduce(0) { $0 + $1.forbiddenInstructions },
    findings: (mismatches + violations).map(\.description))
}

private func generated(
  _ model: LoadedModel, for target: TargetProfile, _ limits: MemoryLimits
) throws(DiagnosticList) -> GeneratedNetwork {
  try compile(model, for: target, limits: limits, name: nil, command: "stapes verify").generated
}

/// Runs the generated C on a target instead of the interpreter.
package func runOnTarget(
  _ model: LoadedModel, _ batch: Batch, target: LoadedTarget, limits: MemoryLimits
) async throws(DiagnosticList) -> BatchResult {
  let interpreter = try ReferenceInterpreter(model.network)
  let vectors = batch.examples.map { TestVector(inputs: $0, outputs: []) }
  let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
    try generated(model, for: target.profile, limits), vectors: vectors,
    at: BuildPlace(target.profile))
  return BatchResult(
    outputs: trial.outputs, classes: trial.outputs.map { interpreter.predictedClass(ofOutputs: $0) }
  )
}

/// Counts what the network costs on a target.
package func measure(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget, limits: MemoryLimits
) async throws(DiagnosticList) -> Measurement {
  let compiled = try compile(
    model, for: target.profile, limits: limits, name: nil, command: "stapes measure")
  let vectors = batch.examples.map { TestVector(inputs: $0, outputs: []) }
  let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
    compiled.generated, vectors: vectors, at: BuildPlace(target.profile))
  return Measurement(trial: trial, network: compiled.generated)
}

extension MemoryLimits {
  /// The limits that the counted figures exceed, as E0601.
  package func excess(of figures: Measurement) -> DiagnosticList {
    var faults = DiagnosticList()
    check(figures.flashBytes, flashBytes, "flash", "--max-flash", &faults)
    check(figures.ramBytes, ramBytes, "RAM", "--max-ram", &faults)
    return faults
  }

  private func check(
    _ bytes: Int, _ limit: Int?, _ memory: String, _ option: String, _ faults: inout DiagnosticList
  ) {
    guard let limit, bytes > limit else { return }
    faults.add(
      Diagnostic(
        .budgetExceeded, at: .argument(option),
        cause: "the network takes \(bytes) bytes of \(memory), \(bytes - limit) more than \(limit)",
        remedy: "use fewer or narrower weights in the largest layer, or a larger limit"))
  }
}
