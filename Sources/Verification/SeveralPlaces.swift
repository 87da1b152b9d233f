import Diagnostics
import Foundation

extension VerificationBench {
  /// Does the same for several places, as many at once as there are processors: a compiler may take
  /// gigabytes.
  ///
  /// - Parameter progress: called with the number of places that are done.
  /// - Returns: what it gave, in the order of the places.
  /// - Throws: the faults of all places.
  func inEachPlace<Place: Sendable, Outcome: Sendable>(
    _ places: [Place], progress: (Int) -> Void = { _ in },
    _ body: @escaping @Sendable (Place) async throws(DiagnosticList) -> Outcome
  ) async throws(DiagnosticList) -> [Outcome] {
    let results = await withTaskGroup(of: (Int, Result<Outcome, DiagnosticList>).self) { group in
      var waiting = places.enumerated().makeIterator()
      func addNext() {
        guard let (index, place) = waiting.next() else { return }
        group.addTask {
          (index, await caught { () throws(DiagnosticList) in try await body(place) })
        }
      }
      for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { addNext() }
      var results: [Int: Result<Outcome, DiagnosticList>] = [:]
      for await (index, result) in group {
        results[index] = result
        progress(results.count)
        addNext()
      }
      return results
    }
    return try outcomes(places.indices.compactMap { results[$0] })
  }

  private func outcomes<Outcome>(
    _ results: [Result<Outcome, DiagnosticList>]
  ) throws(DiagnosticList) -> [Outcome] {
    var faults = DiagnosticList()
    var outcomes: [Outcome] = []
    for result in results {
      switch result {
      case .success(let outcome): outcomes.append(outcome)
      case .failure(let list): faults.add(contentsOf: list)
      }
    }
    try faults.throwIfErrors()
    return outcomes
  }
}

private func caught<Outcome>(
  _ body: () async throws(DiagnosticList) -> Outcome
) async -> Result<Outcome, DiagnosticList> {
  do throws(DiagnosticList) {
    return .success(try await body())
  } catch {
    return .failure(error)
  }
}
