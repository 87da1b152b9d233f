import Diagnostics
import Driver
import Foundation
import NetworkIR
import Verification

/// What became of changed C on a target.
struct ObjectResult: Encodable {
  let name: String
  let target: String
  /// What did not compile, link or run.
  let failure: String?
  /// What the objects hold that is forbidden.
  let violations: [String]
  /// Findings that the target's policy only reports.
  let remarks: [String]
  let differs: Bool
  let stackBytes: Int?
}

func printSource(_ job: Job) throws {
  let target = try loadTarget(job.target, inFolder: nil)
  try report(try job.compiled(try job.load(), for: target.profile).generated.files)
}

/// The changes are to the C of the job's model for each change's own target; the change without files is the
/// unchanged C.
func tryObjects(_ job: Job) async throws {
  let model = try job.load()
  let vectors = try testVectors(job, of: model.network)
  for change in job.changes {
    try report(try await result(change, job, model, vectors))
  }
}

private func result(
  _ change: TextChange, _ job: Job, _ model: LoadedModel, _ vectors: [TestVector]
) async throws -> ObjectResult {
  let target = try loadTarget(change.target, inFolder: nil)
  let generated = try job.compiled(model, for: target.profile).generated.with(change.files)
  let bench = VerificationBench(targetsDirectory: target.folder)
  var violations: [String] = []
  var failure: String?
  var trial: PlaceTrial?
  do {
    trial = try await bench.tryOut(generated, vectors: vectors, at: BuildPlace(target.profile))
  } catch {
    failure = "\(error)"
  }
  violations += trial?.violations.map(\.description) ?? []
  do {
    let others = try await bench.examineObjects(
      of: generated, at: BuildPlace.otherPlaces(for: target.profile))
    violations += others.flatMap(\.violations).map(\.description)
  } catch {
    failure = failure ?? "\(error)"
  }
  return ObjectResult(
    name: change.name, target: change.target, failure: failure, violations: violations,
    remarks: trial?.findings.map(\.description) ?? [],
    differs: trial.map { zip($0.outputs, vectors).contains { $0 != $1.outputs } } ?? false,
    stackBytes: trial?.stackBytes)
}

extension GeneratedNetwork {
  fileprivate func with(_ changed: [String: String]) -> GeneratedNetwork {
    GeneratedNetwork(
      name: name, inputs: inputs, outputs: outputs, states: states, scratchBytes: scratchBytes,
      stateBytes: stateBytes, rows: rows, files: files.merging(changed) { $1 })
  }
}
