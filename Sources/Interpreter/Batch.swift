import Diagnostics
import Foundation
import NetworkIR

extension ReferenceInterpreter {
  /// Runs a batch on all cores, every example from reset state, and keeps of each execution only
  /// what is asked for.
  ///
  /// - Parameters:
  ///   - count: How many examples there are.
  ///   - inputs: The inputs of one example, as ``run(inputs:)`` takes them.
  ///   - collect: What to keep of an example's execution.
  ///   - progress: Called with the number of finished examples, never twice at a time.
  /// - Returns: What was kept, in the order of the examples.
  /// - Throws: The faults of the first example that has any.
  package func runBatch<Kept: Sendable>(
    count: Int, inputs: @escaping @Sendable (Int) throws(DiagnosticList) -> [[Int]],
    collect: @escaping @Sendable (Int, Execution) -> Kept,
    progress: (Int) -> Void = { _ in }
  ) async throws(DiagnosticList) -> [Kept] {
    let blocks = Self.blocks(count: count)
    let results = await withTaskGroup(of: (Int, Result<[Kept], DiagnosticList>).self) { group in
      for (number, block) in blocks.enumerated() {
        group.addTask { (number, runBlock(block, inputs, collect)) }
      }
      var results: [Int: Result<[Kept], DiagnosticList>] = [:]
      var finished = 0
      for await (number, result) in group {
        results[number] = result
        finished += blocks[number].count
        progress(finished)
      }
      return results
    }
    var kept: [Kept] = []
    for number in blocks.indices {
      if let result = results[number] { kept += try result.get() }
    }
    return kept
  }

  /// Runs a batch of consecutive steps: the first from reset state, each other from what the one
  /// before left.
  ///
  /// - Parameters: As of ``runBatch(count:inputs:collect:progress:)``.
  /// - Returns: What was kept, in the order of the steps.
  /// - Throws: The faults of the first step that has any.
  package func runStream<Kept>(
    count: Int, inputs: (Int) throws(DiagnosticList) -> [[Int]],
    collect: (Int, Execution) -> Kept, progress: (Int) -> Void = { _ in }
  ) throws(DiagnosticList) -> [Kept] {
    var states = resetStates
    var kept: [Kept] = []
    for index in 0..<count {
      let execution = try run(inputs: try inputs(index), states: states)
      states = execution.nextStates
      kept.append(collect(index, execution))
      progress(index + 1)
    }
    return kept
  }

  private func runBlock<Kept: Sendable>(
    _ block: Range<Int>, _ inputs: (Int) throws(DiagnosticList) -> [[Int]],
    _ collect: (Int, Execution) -> Kept
  ) -> Result<[Kept], DiagnosticList> {
    var kept: [Kept] = []
    do throws(DiagnosticList) {
      for index in block { kept.append(collect(index, try run(inputs: try inputs(index)))) }
    } catch { return .failure(error) }
    return .success(kept)
  }

  /// Some blocks per core, so that all cores end at about the same time.
  private static func blocks(count: Int) -> [Range<Int>] {
    let size = max(1, count / (ProcessInfo.processInfo.activeProcessorCount * 16))
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }
}
