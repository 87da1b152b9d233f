import CEmission
import CProof
import Diagnostics
import Driver
import Foundation
import KernelIR
import Lowering
import NetworkIR
import TargetDescription
import Verification

/// How a fault of a lowered program fared.
struct ProgramResult: Encodable {
  let kind: FaultKind
  let place: Int
  /// The function or memory, and its first changed line before and after.
  let name: String
  let before: String
  let after: String
  /// What the kernel verifier said first; nil where it found nothing.
  let verifier: String?
  /// What the evaluator said or where it differed; nil where it agreed, or was not asked.
  let evaluator: String?
  /// Nil where the verifier refused, and nothing was printed.
  let proof: ProofOutcome?
}

/// The parts of a job on lowered programs.
private struct Bench {
  let model: LoadedModel
  let profile: TargetProfile
  let program: KernelProgram
  let vectors: [TestVector]

  init(_ job: Job) throws {
    model = try job.load()
    profile = try loadTarget(job.target, inFolder: nil).profile
    let options = LoweringOptions(
      maxFlashBytes: job.maxFlash, maxRAMBytes: job.maxRAM,
      strategies: try parseStrategies(job.strategies, of: model.network, for: profile))
    program = try lower(model.network, for: profile, options: options).program
    vectors = try testVectors(job, of: model.network)
  }

  /// What is wrong with the program on the vectors.
  func evaluation(_ program: KernelProgram) -> String? {
    let evaluator = KernelEvaluator(program)
    var states = program.resetStates
    let numbers = model.network.states.count
    for (index, vector) in vectors.enumerated() {
      if !vector.continues { states = program.resetStates }
      do {
        let result = try evaluator.run(inputs: vector.inputs, states: states)
        guard result.outputs == vector.outputs,
          numbers == 0 || Array(result.states.prefix(numbers)) == vector.states
        else { return "vector \(index) differs" }
        states = result.states
      } catch {
        return "vector \(index): \(error)"
      }
    }
    return nil
  }

  /// - Parameter folder: gets the printed C.
  func proof(_ program: KernelProgram, _ folder: URL) throws -> ProofOutcome {
    let files = emit(
      program, network: model.network, target: profile,
      options: EmissionOptions(
        name: "net", commandLine: "seeded-faults", toolVersion: "0", modelDigest: "0"))
    func text(_ path: String) -> String { files.first { $0.path == path }?.text ?? "" }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for path in ["net.h", "net.c"] {
      try text(path).write(
        to: folder.appending(path: path), atomically: false, encoding: .utf8)
    }
    let code = PrintedCode(
      name: "net", header: text("net.h"), source: text("net.c"),
      intBits: profile.machine.intWidth)
    do {
      return ProofOutcome(try prove(code, computes: model.network))
    } catch {
      return ProofOutcome(unreadable: "\(error)")
    }
  }

  func result(_ fault: ProgramFault, _ folder: URL) throws -> ProgramResult {
    var changer = ProgramChanger(fault.kind, place: fault.place)
    let mutant = changer.changed(program)
    let faults = verify(mutant)
    let refusal = faults.diagnostics.first { $0.severity == .error }?.description
    let (before, after) = firstDifference(program.text, mutant.text)
    return ProgramResult(
      kind: fault.kind, place: fault.place, name: changer.changedName ?? "", before: before,
      after: after, verifier: refusal, evaluator: refusal == nil ? evaluation(mutant) : nil,
      proof: refusal == nil ? try proof(mutant, folder) : nil)
  }
}

func countPlaces(_ job: Job) throws {
  let bench = try Bench(job)
  var counts: [String: Int] = [:]
  for kind in FaultKind.allCases {
    var changer = ProgramChanger(kind, place: nil)
    _ = changer.changed(bench.program)
    counts[kind.rawValue] = changer.seen
  }
  try report(counts)
}

/// The unchanged program first, as the fault at place -1.
func tryPrograms(_ job: Job) throws {
  let bench = try Bench(job)
  for fault in [ProgramFault(kind: .sign, place: -1)] + job.faults {
    let name = fault.place < 0 ? "sane" : "\(fault.kind.rawValue)-\(fault.place)"
    try report(try bench.result(fault, URL(filePath: job.folder).appending(path: name)))
  }
}

private func firstDifference(_ before: String, _ after: String) -> (String, String) {
  let (left, right) = (
    before.split(separator: "\n"), after.split(separator: "\n")
  )
  guard let (old, new) = zip(left, right).first(where: { $0 != $1 }) else { return ("", "") }
  return (shortened(old, unlike: new), shortened(new, unlike: old))
}

/// A long line, from just before it differs.
private func shortened(_ line: Substring, unlike other: Substring) -> String {
  let text = line.trimmingPrefix(while: { $0 == " " })
  guard text.count > 120 else { return String(text) }
  let same = zip(line, other).prefix { $0 == $1 }.count
  return "…" + line.dropFirst(max(0, same - 12)).prefix(48) + "…"
}
