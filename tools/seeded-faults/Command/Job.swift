import Diagnostics
import Driver
import Foundation
import Lowering
import NetworkIR
import TargetDescription
import Verification

/// What `tools/seed-faults` asks for, as JSON on standard input.
struct Job: Decodable {
  /// A model file, or for ``JobKind/fixtures`` the folder of the repository.
  let model: String
  let formats: [String]
  let target: String
  /// As `--strategy` takes them.
  let strategies: [String]
  let maxFlash: Int?
  let maxRAM: Int?
  /// How many inputs.
  let vectors: Int
  let seed: UInt64
  /// Where files are written; the folder is there.
  let folder: String
  /// Faults of lowered programs.
  let faults: [ProgramFault]
  /// Changed texts of C.
  let changes: [TextChange]
}

/// A fault of a lowered program: the place-th one of its kind, counted in the order of the program.
struct ProgramFault: Decodable {
  let kind: FaultKind
  let place: Int
}

/// Files that stand in for generated ones.
struct TextChange: Decodable {
  let name: String
  let target: String
  let files: [String: String]
}

extension Job {
  func load() throws -> LoadedModel {
    try loadModel(atPath: model, inputFormats: try formats.map(parseInputFormat))
  }

  func settings(_ network: Network, _ profile: TargetProfile) throws -> CompileSettings {
    CompileSettings(
      limits: DeviceLimits(flashBytes: maxFlash, ramBytes: maxRAM),
      strategies: try parseStrategies(strategies, of: network, for: profile))
  }

  func compiled(_ model: LoadedModel, for profile: TargetProfile) throws -> CompiledModel {
    try compile(
      model, for: profile, settings: try settings(model.network, profile), name: "net",
      command: "seeded-faults")
  }
}

/// One result a line, at once, so that a crash loses only the result under way.
func report<Result: Encodable>(_ result: Result) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  FileHandle.standardOutput.write(try encoder.encode(result) + Data("\n".utf8))
}
