import Diagnostics
import Foundation
import NetworkIR

/// A network, a plan and inputs as files: NAME.network is the text form, NAME.json the rest.
package struct SavedTrial: Sendable {
  package let name: String
  package let network: Network
  package let details: Details

  package struct Details: Hashable, Sendable, Codable {
    package let plan: TrialPlan
    package let inputs: TrialInputs
    package let build: HostBuild?
    /// What was wrong when it was found.
    package let failure: Failure
  }

  package init(_ shrunk: ShrunkFinding) {
    name = shrunk.name
    network = shrunk.network
    details = Details(
      plan: shrunk.plan, inputs: shrunk.inputs, build: shrunk.build, failure: shrunk.failure)
  }

  package init(name: String, _ network: Network, _ plan: TrialPlan, _ inputs: TrialInputs) {
    self.name = name
    self.network = network
    details = Details(
      plan: plan, inputs: inputs, build: nil, failure: Failure(kind: .compilerEnds, detail: ""))
  }

  package func remove(from folder: URL) {
    for suffix in ["network", "json"] {
      try? FileManager.default.removeItem(at: folder.appending(path: "\(name).\(suffix)"))
    }
  }

  /// - Throws: a file that is missing or that cannot be read.
  package init(named name: String, in folder: URL) throws {
    let text = try String(contentsOf: folder.appending(path: "\(name).network"), encoding: .utf8)
    let json = try Data(contentsOf: folder.appending(path: "\(name).json"))
    self.name = name
    network = try parseNetwork(text, file: "\(name).network")
    details = try JSONDecoder().decode(Details.self, from: json)
  }

  /// All in a folder, by name.
  package static func all(in folder: URL) throws -> [SavedTrial] {
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".network") }.map {
      try SavedTrial(named: String($0.dropLast(".network".count)), in: folder)
    }
  }

  /// - Returns: the path of the network.
  @discardableResult
  package func write(to folder: URL) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "\(name).network")
    try Data(network.text.utf8).write(to: path)
    try (encoder.encode(details) + Data("\n".utf8)).write(
      to: folder.appending(path: "\(name).json"))
    return path.path
  }
}
