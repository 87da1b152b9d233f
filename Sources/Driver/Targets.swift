import Diagnostics
import Foundation
import TargetDescription

/// A target and the folder that its start-up code lies in.
package struct LoadedTarget: Sendable {
  package let profile: TargetProfile
  package let folder: URL
}

/// What `stapes targets` lists of a target.
package struct TargetRow: Hashable, Sendable, Codable {
  package let name: String
  package let description: String
  package let flashBytes: Int
  package let ramBytes: Int
}

/// Reads targets/NAME.json.
package func loadTarget(
  _ name: String, inFolder folder: String?
) throws(DiagnosticList) -> LoadedTarget {
  let url = try targetsFolder(folder)
  return LoadedTarget(profile: try loadTarget(named: name, directory: url), folder: url)
}

/// All targets that load, by name; a broken description throws.
package func listTargets(inFolder folder: String?) throws(DiagnosticList) -> [TargetRow] {
  let url = try targetsFolder(folder)
  var rows: [TargetRow] = []
  for name in listTargets(directory: url) {
    let profile = try loadTarget(named: name, directory: url)
    rows.append(
      TargetRow(
        name: profile.name, description: profile.description,
        flashBytes: profile.memory.flashBytes, ramBytes: profile.memory.ramBytes))
  }
  return rows
}

/// The folder named by the user, by STAPES_TARGETS, or `targets` beside the program or above the
/// working folder.
private func targetsFolder(_ named: String?) throws(DiagnosticList) -> URL {
  if let named = named ?? ProcessInfo.processInfo.environment["STAPES_TARGETS"] {
    return URL(fileURLWithPath: named, isDirectory: true)
  }
  let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
  let here = URL(fileURLWithPath: FileManager.default.currentDirectoryPath, isDirectory: true)
  for start in [Bundle.main.bundleURL, program.deletingLastPathComponent(), here] {
    if let found = folderAbove(start) { return found }
  }
  throw Diagnostic(
    .badTarget, at: .nowhere, cause: "the folder of target descriptions is not found",
    remedy: "set STAPES_TARGETS to the project's targets folder"
  ).alone
}

private func folderAbove(_ start: URL) -> URL? {
  var folder = start.standardizedFileURL
  for _ in 0..<8 {
    let candidate = folder.appendingPathComponent("targets", isDirectory: true)
    if FileManager.default.fileExists(atPath: candidate.appendingPathComponent("rv32ec.json").path)
    {
      return candidate
    }
    folder = folder.deletingLastPathComponent()
  }
  return nil
}
