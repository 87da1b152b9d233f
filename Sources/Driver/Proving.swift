import CEmission
import CProof
import Diagnostics
import Foundation
import NetworkIR
import TargetDescription
import Verification

/// What `stapes prove` found, for people and programs.
package struct ProofSummary: Hashable, Sendable, Codable {
  package let network: String
  package let target: String
  package let proof: ProofReport
}

/// Compiles the network and holds the printed C to it.
///
/// - Throws: the compiler's faults; E0803 where the text cannot be read back.
package func prove(
  _ model: LoadedModel, target: LoadedTarget, settings: CompileSettings,
  progress: @escaping (String) -> Void = { _ in }
) async throws(DiagnosticList) -> ProofSummary {
  let generated = try await compileWithin(
    settings, model, for: target, name: nil, command: "stapes prove"
  ).compiled.generated
  return ProofSummary(
    network: model.network.name, target: target.profile.name,
    proof: try prove(generated, model.network, target.profile, progress: progress))
}

/// Holds the C of a folder, written earlier, to the network.
///
/// - Throws: E0101 for a folder without the header and source of one network or with another
///   stapes_support.h than this tool's; E0803 where the text cannot be read back.
package func prove(
  _ model: LoadedModel, codeIn folder: String, target: LoadedTarget,
  progress: @escaping (String) -> Void = { _ in }
) throws(DiagnosticList) -> ProofSummary {
  let code = try readCode(in: folder, target.profile)
  return ProofSummary(
    network: model.network.name, target: target.profile.name,
    proof: try CProof.prove(code, computes: model.network, progress: progress))
}

/// Holds generated C to the network.
func prove(
  _ generated: GeneratedNetwork, _ network: Network, _ profile: TargetProfile,
  progress: @escaping (String) -> Void = { _ in }
) throws(DiagnosticList) -> ProofReport {
  let code = PrintedCode(
    name: generated.name, header: generated.files[generated.name + ".h"] ?? "",
    source: generated.files[generated.name + ".c"] ?? "", intBits: profile.machine.intWidth,
    readsTablesByCall: profile.machine.readsConstantsThroughMacro)
  return try CProof.prove(code, computes: network, progress: progress)
}

private func readCode(
  in folder: String, _ profile: TargetProfile
) throws(DiagnosticList) -> PrintedCode {
  let place = URL(fileURLWithPath: folder)
  func text(_ name: String) -> String? {
    try? String(contentsOf: place.appending(path: name), encoding: .utf8)
  }
  let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  let names = files.filter { $0.hasSuffix(".h") }.map { String($0.dropLast(2)) }
    .filter { files.contains($0 + ".c") }.sorted()
  guard names.count == 1, let header = text(names[0] + ".h"), let source = text(names[0] + ".c")
  else {
    throw refusal(
      folder,
      names.count > 1
        ? "it has several networks: " + names.joined(separator: ", ")
        : "it has no header and source of a network")
  }
  guard text("stapes_support.h") == supportHeaderText else {
    throw refusal(folder, "its stapes_support.h is not the one that this version writes")
  }
  return PrintedCode(
    name: names[0], header: header, source: source, intBits: profile.machine.intWidth,
    readsTablesByCall: profile.machine.readsConstantsThroughMacro)
}

private func refusal(_ folder: String, _ cause: String) -> DiagnosticList {
  Diagnostic(
    .unreadableFile, at: .file(folder), cause: cause,
    remedy: "give a folder that `stapes compile --output` wrote for one network"
  ).alone
}
