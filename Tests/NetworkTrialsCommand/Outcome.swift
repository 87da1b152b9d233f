import Foundation
import NetworkTrials

/// What all workers saw.
struct Outcome {
  var networks = 0
  var trials = 0
  var coverage = Coverage()
  var failures: [FailureReport] = []
  var seconds = 0.0

  mutating func add(_ report: ChunkReport) {
    networks += report.networks
    trials += report.trials
    coverage.merge(report.coverage)
    failures += report.failures
  }

  func text(_ seeds: Range<UInt64>) -> String {
    let rate = seconds > 0 ? Int(Double(networks) / seconds * 10) : 0
    var lines = [
      "seeds from \(seeds.lowerBound): \(networks) networks, compiled in \(trials) ways, in "
        + "\(Int(seconds)) s (\(rate / 10).\(rate % 10) networks a second)",
      coverage.table,
    ]
    let missing = coverage.missing
    lines.append(
      missing.isEmpty ? "missing: nothing" : "missing: \(missing.joined(separator: ", "))")
    lines.append(failures.isEmpty ? "failures: none" : "failures: \(failures.count)")
    lines += failures.map { report in
      "  seed \(report.seed), \(report.failure.kind.rawValue): \(report.failure.detail)\n"
        + "    \(report.path ?? "not saved") (\(report.size))"
    }
    return lines.joined(separator: "\n")
  }
}
