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
  /// In the object code of every place whose target forbids them.
  package let forbiddenInstructions: Int
  /// Everything that spoils the verdict, one sentence each.
  package let findings: [String]
  /// Nothing spoils the verdict.
  package let isVerified: Bool
}

/// Builds the C for the target on the host (gcc, and clang with sanitizers) and for the target
/// itself, runs every example in each place, compares with the interpreter, and reads the target's
/// object code. Examples that are no stream run twice where there is a state: each from the reset
/// state, and all in a row.
package func verify(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget, limits: MemoryLimits = .none
) async throws(DiagnosticList) -> VerificationSummary {
  let host = try loadTarget(named: "host", directory: target.folder)
  let run = try await VerificationBench(targetsDirectory: target.folder).verify(
    try generated(model, for: target.profile, limits),
    vectors: try await verificationVectors(batch, of: model.network),
    at: BuildPlace.verificationPlaces(for: target.profile, host: host))
  return summary(model, target.profile, run.report.places, run.trials)
}

private func verificationVectors(
  _ batch: Batch, of network: Network
) async throws(DiagnosticList) -> [TestVector] {
  let vectors = try await expectedVectorsInParallel(batch, of: network)
  guard !batch.isStream, !network.states.isEmpty else { return vectors }
  return vectors + (try expectedVectors(batch.asStream, of: network))
}

private func summary(
  _ model: LoadedModel, _ target: TargetProfile, _ places: [PlaceReport], _ trials: [PlaceTrial]
) -> VerificationSummary {
  let violations = trials.flatMap(\.violations)
  let mismatches = VerificationReport(network: model.network.name, places: places).diagnostics
  let forbidden = trials.filter { $0.place.profile.inspection.policy == .forbid }
  let findings = (mismatches + violations).map(\.description)
  return VerificationSummary(
    network: model.network.name, target: target.name, places: places,
    forbiddenInstructions: forbidden.reduce(0) { $0 + $1.forbiddenInstructions },
    findings: findings, isVerified: !places.isEmpty && findings.isEmpty)
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
  let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
    try generated(model, for: target.profile, limits), vectors: batch.steps,
    at: BuildPlace(target.profile))
  return BatchResult(
    outputs: trial.outputs, classes: trial.outputs.map { interpreter.predictedClass(ofOutputs: $0) }
  )
}

/// Counts what the network costs on a target.
///
/// - Returns: the figures, and E0601 for each limit that they exceed.
package func measure(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget, limits: MemoryLimits
) async throws(DiagnosticList) -> (figures: Measurement, excess: DiagnosticList) {
  let compiled = try compile(
    model, for: target.profile, limits: limits, name: nil, command: "stapes measure")
  let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
    compiled.generated, vectors: batch.steps, at: BuildPlace(target.profile))
  let figures = Measurement(trial: trial, network: compiled.generated)
  return (figures, limits.excess(of: figures, layers: compiled.report.operators))
}

/// Counts a compiled network on its target where limits are given, since lowering chose by estimates.
///
/// - Returns: a remark where a tool that counts is missing.
/// - Throws: E0601 with the sizes per layer where a limit is exceeded.
package func checkBudget(
  _ compiled: CompiledModel, of model: LoadedModel, target: LoadedTarget, limits: MemoryLimits
) async throws(DiagnosticList) -> [Diagnostic] {
  guard limits != .none else { return [] }
  let batch = generatedBatch(for: model.network, count: 6, seed: 1)
  do throws(DiagnosticList) {
    let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
      compiled.generated, vectors: batch.steps, at: BuildPlace(target.profile))
    let figures = Measurement(trial: trial, network: compiled.generated)
    try limits.excess(of: figures, layers: compiled.report.operators).throwIfErrors()
    return []
  } catch {
    guard error.diagnostics.allSatisfy({ $0.code == .missingTool }) else { throw error }
    return [
      Diagnostic(
        .note, .remark, at: .argument("--max-flash, --max-ram"),
        cause: "the sizes are estimates, since a tool that counts them is missing",
        remedy: "run tools/setup, then `stapes measure`")
    ]
  }
}

extension MemoryLimits {
  /// The limits that the counted figures exceed, as E0601 with the estimated flash of each layer.
  package func excess(
    of figures: Measurement, layers: [LoweringReport.Row]
  ) -> DiagnosticList {
    var faults = DiagnosticList()
    let sizes = layers.map { "\($0.name) \($0.flashBytes)" }.joined(separator: ", ")
    check(figures.flashBytes, flashBytes, "flash", "--max-flash", sizes, &faults)
    check(figures.ramBytes, ramBytes, "RAM", "--max-ram", sizes, &faults)
    return faults
  }

  private func check(
    _ bytes: Int, _ limit: Int?, _ memory: String, _ option: String, _ sizes: String,
    _ faults: inout DiagnosticList
  ) {
    guard let limit, bytes > limit else { return }
    faults.add(
      Diagnostic(
        .budgetExceeded, at: .argument(option),
        cause: "the network takes \(bytes) bytes of \(memory), \(bytes - limit) more than \(limit)"
          + " (estimated flash per layer: \(sizes))",
        remedy: "use fewer or narrower weights in the largest layer, or a larger limit"))
  }
}
