import Diagnostics
import Lowering
import NetworkIR
import Verification

// Lowering chooses by estimates; what the linked code takes is counted. Where that exceeds a limit,
// lowering aims lower, by a little more than the excess, later by a few times as much.

/// Compiles a network so that what is counted keeps to the limits, where some choice does.
///
/// - Returns: the compiled network, and a remark where a tool that counts is missing.
/// - Throws: E0601 with the sizes per layer where no choice was found that fits.
package func compileWithin(
  _ settings: CompileSettings, _ model: LoadedModel, for target: LoadedTarget, name: String?,
  command: String
) async throws(DiagnosticList) -> (compiled: CompiledModel, remarks: [Diagnostic]) {
  let order = CompileOrder(
    model: model, target: target, settings: settings, name: name, command: command)
  guard settings.limits != .none else { return (try order.compiled(.none), []) }
  do throws(DiagnosticList) {
    let batch = generatedBatch(for: model.network, count: 6, seed: 1)
    let counted = try await order.counted(on: batch)
    try settings.limits.excess(of: counted).throwIfErrors()
    return (counted.compiled, [])
  } catch {
    guard error.diagnostics.allSatisfy({ $0.code == .missingTool }) else { throw error }
    let remark = Diagnostic(
      .note, .remark, at: .argument("--max-flash, --max-ram, --max-instructions"),
      cause: "the costs are estimates, since a tool that counts them is missing",
      remedy: "run tools/setup, then `stapes measure`")
    return (try order.compiled(settings.limits), [remark])
  }
}

/// What a network was counted to cost, and what it was made of.
package struct CountedNetwork: Sendable {
  package let figures: Measurement
  package let compiled: CompiledModel
  /// E0601 for each limit that the figures exceed.
  package let excess: DiagnosticList
}

/// Counts what the network costs on a target.
package func measure(
  _ model: LoadedModel, on batch: Batch, target: LoadedTarget, settings: CompileSettings
) async throws(DiagnosticList) -> CountedNetwork {
  let order = CompileOrder(
    model: model, target: target, settings: settings, name: nil, command: "stapes measure")
  let counted = try await order.counted(on: batch)
  return CountedNetwork(
    figures: counted.figures, compiled: counted.compiled,
    excess: settings.limits.excess(of: counted))
}

/// A compiled network and what it was counted to take.
private struct CountedModel {
  let compiled: CompiledModel
  let figures: Measurement
}

/// What is to be compiled.
private struct CompileOrder {
  let model: LoadedModel
  let target: LoadedTarget
  let settings: CompileSettings
  let name: String?
  let command: String

  /// Compiles with other limits than the user's.
  func compiled(_ limits: DeviceLimits) throws(DiagnosticList) -> CompiledModel {
    var aimed = settings
    aimed.limits = limits
    return try compile(
      model, for: target.profile, settings: aimed, name: name, command: command)
  }

  /// The first choice that is counted to fit, else the last one tried.
  func counted(on batch: Batch) async throws(DiagnosticList) -> CountedModel {
    var aim = settings.limits
    var best = try await count(on: batch, aim)
    for attempt in 0..<6 {
      // The choices near a limit may all be estimated too low: ever more is taken off, or, where
      // nothing is estimated to fit that, as little as before.
      let factors = attempt < 2 ? [1] : [1 << (attempt / 2), 1]
      var next: (aim: DeviceLimits, found: CountedModel)?
      for factor in factors where next == nil {
        guard let lower = aim.lowered(for: best.figures, settings.limits, factor: factor) else {
          return best
        }
        next = try await counted(on: batch, ifAny: lower).map { (lower, $0) }
      }
      guard let next else { break }
      (aim, best) = (next.aim, next.found)
    }
    return best
  }

  /// nil where nothing is estimated to fit the limits.
  private func counted(
    on batch: Batch, ifAny limits: DeviceLimits
  ) async throws(DiagnosticList) -> CountedModel? {
    do throws(DiagnosticList) {
      return try await count(on: batch, limits)
    } catch {
      guard error.diagnostics.allSatisfy({ $0.code == .budgetExceeded }) else { throw error }
      return nil
    }
  }

  private func count(
    on batch: Batch, _ limits: DeviceLimits
  ) async throws(DiagnosticList) -> CountedModel {
    let compiled = try compiled(limits)
    let trial = try await VerificationBench(targetsDirectory: target.folder).tryOut(
      compiled.generated, vectors: batch.steps, at: BuildPlace(target.profile))
    return CountedModel(
      compiled: compiled, figures: Measurement(trial: trial, network: compiled.generated))
  }
}

extension Measurement {
  /// Clock cycles where those were counted, else instructions.
  package var cost: Int? { cycles ?? instructions }
}

extension DeviceLimits {
  /// These limits less what the figures exceed the user's by, and an eighth of it more; nil where
  /// they exceed none.
  ///
  /// - Parameter factor: how many times as much to take off: the choices near a limit may all be
  ///   estimated too low.
  package func lowered(
    for figures: Measurement, _ limits: DeviceLimits, factor: Int = 1
  ) -> DeviceLimits? {
    func aim(_ own: Int?, _ counted: Int, _ limit: Int?) -> Int? {
      guard let own, let limit, counted > limit else { return own }
      return own - ((counted - limit) * 9 / 8 + 16) * factor
    }
    let next = DeviceLimits(
      flashBytes: aim(flashBytes, figures.flashBytes, limits.flashBytes),
      ramBytes: aim(ramBytes, figures.ramBytes, limits.ramBytes),
      instructions: aim(instructions, figures.cost ?? 0, limits.instructions))
    return next == self ? nil : next
  }

  fileprivate func excess(of counted: CountedModel) -> DiagnosticList {
    excess(of: counted.figures, layers: counted.compiled.report.operators)
  }

  /// The limits that the counted figures exceed, as E0601 with the estimated costs of each layer.
  package func excess(
    of figures: Measurement, layers: [LoweringReport.Row]
  ) -> DiagnosticList {
    func list(_ cost: (LoweringReport.Row) -> Int) -> String {
      layers.map { "\($0.shortName) \(cost($0))" }.joined(separator: ", ")
    }
    let flash = "estimated flash per layer: " + list(\.flashBytes)
    let unit = figures.cycles == nil ? "instructions" : "cycles"
    let excesses = [
      excess(figures.flashBytes, flashBytes, "bytes of flash", "--max-flash", flash),
      excess(figures.ramBytes, ramBytes, "bytes of RAM", "--max-ram", flash),
      excess(
        figures.cost ?? 0, instructions, unit, "--max-instructions",
        "estimated \(unit) per layer: " + list(\.instructions)),
    ]
    var faults = DiagnosticList()
    for fault in excesses.compactMap(\.self) { faults.add(fault) }
    return faults
  }

  private func excess(
    _ counted: Int, _ limit: Int?, _ unit: String, _ option: String, _ sizes: String
  ) -> Diagnostic? {
    guard let limit, counted > limit else { return nil }
    return Diagnostic(
      .budgetExceeded, at: .argument(option),
      cause: "the network takes \(counted) \(unit), \(counted - limit) more than \(limit)"
        + " (\(sizes))",
      remedy: "use fewer or narrower weights in the largest layer, or a larger limit")
  }
}
