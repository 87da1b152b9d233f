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
/// - Throws: E0101 for a folder without one header and source of a network; E0803 where the text
///   cannot be read back.
package func prove(
  _ model: LoadedModel, codeIn folder: String, target: LoadedTarget,
  progress: @escaping (String) -> Void = { _ in }
) throws(DiagnosticList) -> ProofSummary {
  let code = try readCode(in: folder, intBits: target.profile.machine.intWidth)
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
    source: generated.files[generated.name + ".c"] ?? "", intBits: profile.machine.intWidth)
  return try CProof.prove(code, computes: network, progress: progress)
}

private func readCode(in folder: String, intBits: Int) throws(DiagnosticList) -> PrintedCode {
  let place = URL(fileURLWithPath: folder)
  func text(_ name: String) -> String? {
    try? String(contentsOf: place.appending(path: name), encoding: .utf8)
  }
  let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  for file in names.sorted() where file.hasSuffix(".h") && file != "stapes_support.h" {
    let name = String(file.dropLast(2))
    if let header = text(file), let source = text(name + ".c") {
      return PrintedCode(name: name, header: header, source: source, intBits: intBits)
    }
  }
  throw Diagnostic(
    .unreadableFile, at: .file(folder), cause: "it has no header and source of a network",
    remedy: "give a folder that `stapes compile --output` wrote"
  ).alone
}
