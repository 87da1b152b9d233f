import Diagnostics

/// A place to hold a network to the interpreter in.
package struct VerificationJob: Hashable, Sendable {
  package let place: BuildPlace
  package let vectors: [TestVector]
  /// A place without which a verification still stands, if its tools are absent or too slow for the
  /// network; the report then names it.
  package let isOptional: Bool

  package init(_ place: BuildPlace, _ vectors: [TestVector], isOptional: Bool = false) {
    self.place = place
    self.vectors = vectors
    self.isOptional = isOptional
  }
}

/// A place that was not tried, and why.
package struct LeftOutPlace: Hashable, Sendable, Codable {
  package let place: String
  package let reason: String

  package init(place: String, reason: String) {
    self.place = place
    self.reason = reason
  }
}

/// What came of all places.
package struct VerificationRun: Hashable, Sendable {
  /// The places in the given order.
  package let report: VerificationReport
  package let trials: [PlaceTrial]
  package let leftOut: [LeftOutPlace]
}

extension VerificationBench {
  /// Runs a network in several places and compares each with the expected outputs.
  ///
  /// - Parameters:
  ///   - finder: names the layer behind a mismatch.
  ///   - progress: called with the number of places that are done.
  /// - Throws: the faults of all places.
  package func verify(
    _ network: GeneratedNetwork, jobs: [VerificationJob], finder: DivergenceFinder? = nil,
    progress: (Int) -> Void = { _ in }
  ) async throws(DiagnosticList) -> VerificationRun {
    let outcomes = try await inEachPlace(jobs, progress: progress) { job throws(DiagnosticList) in
      (job: job, result: try await self.outcome(of: job, network))
    }
    var tried: [(PlaceTrial, PlaceReport)] = []
    for outcome in outcomes {
      guard case .success(let trial) = outcome.result else { continue }
      tried.append((trial, await report(on: trial, of: network, outcome.job, finder)))
    }
    return VerificationRun(
      report: VerificationReport(network: network.name, places: tried.map(\.1)),
      trials: tried.map(\.0),
      leftOut: outcomes.compactMap { outcome in
        guard case .failure(let reason) = outcome.result else { return nil }
        return LeftOutPlace(place: outcome.job.place.label, reason: reason.text)
      })
  }

  /// As ``verify(_:jobs:progress:)``, with the same vectors everywhere and no place left out.
  package func verify(
    _ network: GeneratedNetwork, vectors: [TestVector], at places: [BuildPlace],
    finder: DivergenceFinder? = nil
  ) async throws(DiagnosticList) -> (report: VerificationReport, trials: [PlaceTrial]) {
    let run = try await verify(
      network, jobs: places.map { VerificationJob($0, vectors) }, finder: finder)
    return (run.report, run.trials)
  }

  private func report(
    on trial: PlaceTrial, of network: GeneratedNetwork, _ job: VerificationJob,
    _ finder: DivergenceFinder?
  ) async -> PlaceReport {
    var report = PlaceReport(trial: trial, vectors: job.vectors)
    if let vector = report.firstMismatch?.vector {
      report.firstDivergence = await finder?.divergence(
        of: network, vectors: job.vectors, vector: vector, at: job.place, on: self)
    }
    return report
  }

  private struct Absence: Error {
    let text: String
  }

  private func outcome(
    of job: VerificationJob, _ network: GeneratedNetwork
  ) async throws(DiagnosticList) -> Result<PlaceTrial, Absence> {
    if job.isOptional, let absence = try await absence(of: job.place) { return .failure(absence) }
    do throws(DiagnosticList) {
      return .success(try await tryOut(network, vectors: job.vectors, at: job.place))
    } catch {
      let slow = error.diagnostics.filter { $0.code == .toolTooSlow }
      guard job.isOptional, slow.count == error.diagnostics.count, let first = slow.first else {
        throw error
      }
      return .failure(Absence(text: first.cause))
    }
  }

  /// Whether a place builds nothing at all: then its tools or libraries are absent.
  private func absence(of place: BuildPlace) async throws(DiagnosticList) -> Absence? {
    let packages = place.compiler.debianPackages.joined(separator: " ")
    let advice = "the machine builds nothing for it; apt-get install \(packages) may help"
    guard place.compiler.isInstalled else { return Absence(text: advice) }
    let program = Array("#include <stdio.h>\nint main(void) { return 0; }\n".utf8)
    let output = try await runner.run(
      place.compiler, place.extraFlags + ["-x", "c", "-", "-o", "/dev/null"], input: program)
    return output.status == 0 ? nil : Absence(text: advice)
  }
}
