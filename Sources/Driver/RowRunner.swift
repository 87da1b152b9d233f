import Diagnostics
import Interpreter
import NetworkIR

/// Runs the rows of a batch in the interpreter, in parts if need be: on all cores where each starts
/// from the reset state, one after the other where they are steps of a stream.
struct RowRunner {
  let interpreter: ReferenceInterpreter
  private let batch: Batch
  /// What the next row of a stream starts from.
  private var states: [[Int]]

  init(_ network: Network, _ batch: Batch) throws(DiagnosticList) {
    interpreter = try ReferenceInterpreter(network)
    self.batch = batch
    states = network.states.map(\.initial)
  }

  /// The next rows of the batch.
  ///
  /// - Parameters:
  ///   - rows: For a stream, they begin where the last call ended.
  ///   - progress: Called with the number of finished rows of the batch.
  mutating func run<Kept: Sendable>(
    _ rows: Range<Int>, collect: @escaping @Sendable (Execution) -> Kept,
    progress: (Int) -> Void = { _ in }
  ) async throws(DiagnosticList) -> [Kept] {
    guard !batch.isStream || states.isEmpty else {
      return try runStream(rows, collect, progress)
    }
    let batch = batch
    return try await interpreter.runBatch(
      count: rows.count, inputs: { batch.example(rows.lowerBound + $0) },
      collect: { collect($1) }, progress: { progress(rows.lowerBound + $0) })
  }

  private mutating func runStream<Kept>(
    _ rows: Range<Int>, _ collect: (Execution) -> Kept, _ progress: (Int) -> Void
  ) throws(DiagnosticList) -> [Kept] {
    var kept: [Kept] = []
    for row in rows {
      let execution = try interpreter.run(inputs: batch.example(row), states: states)
      states = execution.nextStates
      kept.append(collect(execution))
      progress(row + 1)
    }
    return kept
  }
}
