import Diagnostics
import Foundation

/// Reads the description of one target.
///
/// - Parameters:
///   - name: the name given by the user, for example `rv32ec`.
///   - directory: the folder of the target files.
/// - Throws: an unknown name with the known ones, or every fault of the file.
package func loadTarget(named name: String, directory: URL) throws(DiagnosticList) -> TargetProfile
{
  let file = "\(name).json"
  let names = listTargets(directory: directory)
  guard
    names.contains(name),
    let text = try? String(contentsOf: directory.appending(path: file), encoding: .utf8)
  else {
    throw Diagnostic(
      .error, .badTarget, at: .argument("--target"), cause: "there is no target \"\(name)\"",
      remedy: "use one of \(names.joined(separator: ", "))"
    ).alone
  }
  let profile = try TargetProfile(json: text, file: file)
  guard profile.name == name else {
    throw Diagnostic(
      .error, .badTarget, at: .field("name", file: file),
      cause: "\"\(profile.name)\" differs from the name of the file", remedy: "write \"\(name)\""
    ).alone
  }
  return profile
}

/// The names of the targets that a folder describes, sorted.
package func listTargets(directory: URL) -> [String] {
  let files = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
  return files.filter { $0.hasSuffix(".json") && $0 != "schema.json" }
    .map { String($0.dropLast(".json".count)) }
    .sorted()
}
