import Diagnostics
import Lowering
import NetworkIR
import Verification

// Lowering chooses by estimates; what the linked code takes is counted. Where that exceeds a limit,
// lowering aims lower, by a little more than the excess.

/// Compiles a network so that what is counted keeps to the limits, where some choice does.
///
/// - Returns: the compiled network, and a remark where a tool that counts is missing.
/// - Throws: E0601 with the sizes per layer where no choice was found that fits.
package func compileWithin(
  _ limits: MemoryLimits, _ model: LoadedModel, for target: LoadedTarget, name: String?,
  command: String
) async throws(DiagnosticList) -> (compiled: CompiledModel, remarks: [Diagnostic]) {
  let order = CompileOrder(model: model, target: target, name: name, command: command)
  guard limits != .none else { return (try order.compiled(limits), []) }
  do throws(DiagnosticList) {
    let batch = generatedBatch(for: model.network, count: 6, seed: 1)
    let counted = try await order.counted(on: batch, limits)
    try limits.excess(of: counted).throwIfErrors()
    return (counted.compiled, [])
  } catch {
    guard error.diagnostics.allSatisfy({ $0.code == .missingTool }) else { throw error }
    let remark = Diagnostic(
      .note, .remark, at: .argument("--max-flash, --max-ram"),
      cause: "the sizes are estimates, since a tool that counts them is missing",
      remedy: "run tools/setup, then `stapes measure`")
    return (try order.compiled(limits), [remark])
  }
}

/// Counts what the network costs on a target.
///
/// - Returns: the figures, and E0601 for each limit that they exceed.
package func measure(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget, limits: MemoryLimits
) async throws(DiagnosticList) -> (figures: Measurement, excess: DiagnosticList) {
  let order = CompileOrder(model: model, target: target, name: nil, command: "stapes measure")
  let counted = try await order.counted(on: batch, limits)
  return (counted.figures, limits.excess(of: counted))
}

/// A compiled network and what it was counted to take.
private struct CountedModel {
  let compiled: CompiledModel
  let figures: Measurement
}

/// What is to be compiled, but for the limits.
private struct CompileOrder {
  let model: LoadedModel
  let target: LoadedTarget
  let name: String?
  let command: String

  func compiled(_ limits: MemoryLimits) throws(DiagnosticList) -> CompiledModel {
    try compile(model, for: target.profile, limits: limits, name: name, command: command)
  }

  /// The first choice that is counted to fit, else the last one tried.
  func counted(
    on batch: Batch, _ limits: MemoryLimits
  ) async throws(DiagnosticList) -> CountedModel {
    var aim = limits
    var best = try await count(on: batch, aim)
    for _ in 0..<4 {
      guard let lower = aim.lowered(for: best.figures, limits) else { break }
      aim = lower
      do throws(DiagnosticList) {
        best = try await count(on: batch, aim)
      } catch {
        // Nothing is estimated to fit the lower aim.
        guard error.diagnostics.allSatisfy({ $0.code == .budgetExceeded }) else { throw error }
        break
      }
    }
    return best
  }

  private func count(
    on batch: Batch, _ limits: MemoryLimits
  ) async throws(DiagnosticList) -> CountedModel {
    let compiled = try compiled(limits)
    let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
      compiled.generated, vectors: batch.steps, at: BuildPlace(target.profile))
    return CountedModel(
      compiled: compiled, figures: Measurement(trial: trial, network: compiled.generated))
  }
}

extension MemoryLimits {
  /// These limits less what the figures exceed the user's by, and an eighth of it more; nil where
  /// they exceed none.
  fileprivate func lowered(for figures: Measurement, _ limits: MemoryLimits) -> MemoryLimits? {
    func aim(_ own: Int?, _ bytes: Int, _ limit: Int?) -> Int? {
      guard let own, let limit, bytes > limit else { return own }
      return own - (bytes - limit) * 9 / 8 - 16
    }
    let next = MemoryLimits(
      flashBytes: aim(flashBytes, figures.flashBytes, limits.flashBytes),
      ramBytes: aim(ramBytes, figures.ramBytes, limits.ramBytes))
    return next == self ? nil : next
  }

  /// The limits that the counted figures exceed, as E0601 with the estimated flash of each layer.
  fileprivate func excess(of counted: CountedModel) -> DiagnosticList {
    excess(of: counted.figures, layers: counted.compiled.report.operators)
  }

  /// The limits that the counted figures exceed, as E0601 with the estimated flash of each layer.
  package func excess(
    of figures: Measurement, layers: [LoweringReport.Row]
  ) -> DiagnosticList {
    var faults = DiagnosticList()
    let sizes = layers.map { "\($0.name) \($0.flashBytes)" }.joined(separator: ", ")
    check(figures.flashBytes, flashBytes, "flash", "--max-flash", sizes, &faults)
    check(figures.ramBytes, ramBytes, "RAM", "--max-ram", sizes, &faults)
    return faults
  }

  private func check(
    _ bytes: Int, _ limit: Int?, _ memory: String, _ option: String, _ sizes: String,
    _ faults: inout DiagnosticList
  ) {
    guard let limit, bytes > limit else { return }
    faults.add(
      Diagnostic(
        .budgetExceeded, at: .argument(option),
        cause: "the network takes \(bytes) bytes of \(memory), \(bytes - limit) more than \(limit)"
          + " (estimated flash per layer: \(sizes))",
        remedy: "use fewer or narrower weights in the largest layer, or a larger limit"))
  }
}
