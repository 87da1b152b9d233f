import Diagnostics
import Foundation
import NetworkIR
import NetworkTrials

/// What a worker tells its supervisor about a chunk of networks.
struct ChunkReport: Codable {
  var networks = 0
  var trials = 0
  var coverage = Coverage()
  var failures: [FailureReport] = []
}

struct FailureReport: Codable {
  let seed: UInt64
  let failure: Failure
  /// Of the saved network.
  let path: String?
  /// How large the saved network is, in words.
  let size: String
}

/// Runs the trials of a chunk of seeds in this process.
struct Worker {
  let bench: Workbench
  /// Failures of one kind that are made small in a chunk; they may be many of one cause.
  private static let shrunkPerKind = 2

  func work(_ seeds: Range<UInt64>, _ build: String?, save folder: URL) async throws {
    let result = try await Campaign(bench).run(
      seeds: seeds, build.flatMap { HostBuild(rawValue: $0) },
      progress: { seed, plan in
        let text = plan.flatMap { try? JSONEncoder().encode($0) } ?? Data()
        FileHandle.standardError.write(Data("at \(seed) ".utf8) + text + Data("\n".utf8))
      })
    var report = ChunkReport(
      networks: result.networks, trials: result.trials, coverage: result.coverage)
    var shrunk: [FailureKind: Int] = [:]
    for finding in result.findings {
      shrunk[finding.failure.kind, default: 0] += 1
      let isSmall = shrunk[finding.failure.kind, default: 0] <= Self.shrunkPerKind
      report.failures.append(
        isSmall ? await small(finding, folder, Shrinker(bench)) : finding.report)
    }
    FileHandle.standardOutput.write(try JSONEncoder().encode(report))
  }

  /// Compiles a saved network; ends as the compiler does.
  func judge(_ path: String) async throws {
    let url = URL(filePath: path)
    let saved = try SavedTrial(
      named: url.lastPathComponent, in: url.deletingLastPathComponent())
    _ = await bench.failure(
      of: saved.network, saved.details.plan, saved.details.inputs, nil)
  }
}

/// A failing network made small and saved.
func small(_ finding: Finding, _ folder: URL, _ shrinker: Shrinker) async -> FailureReport {
  let shrunk = await shrinker.shrink(finding)
  let path = try? SavedTrial(shrunk).write(to: folder)
  let operators = shrunk.network.operators.map(\.kind.keyword).joined(separator: ", ")
  let elements = shrunk.network.tensors.reduce(0) { $0 + $1.shape.elementCount }
  return FailureReport(
    seed: finding.seed, failure: shrunk.failure, path: path,
    size: "\(operators); \(elements) elements; \(shrunk.attempts) tries")
}

extension Finding {
  var report: FailureReport {
    FailureReport(
      seed: seed, failure: failure, path: nil,
      size: "\(network.operators.count) operators, not made smaller")
  }
}
