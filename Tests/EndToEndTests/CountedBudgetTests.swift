import Diagnostics
import Driver
import Foundation
import Lowering
import Testing
import Verification

@Suite("Limits against what is counted", .enabled(if: toolsAreInstalled, "needs tools/setup"))
struct CountedBudgetTests {
  @Test("whatever the limit on flash, what is compiled was counted to keep it, or nothing is")
  func keepsFlash() async throws {
    let model = try loadModel(
      atPath: Fixture.folder.appending(path: "bipolar_mlp.onnx").path, inputFormats: [])
    let target = try loadTarget("rv32ec", inFolder: nil)
    let batch = generatedBatch(for: model.network, count: 6, seed: 1)
    let free = try await measure(model, on: batch, target: target, settings: .none).figures
    for limit in [free.flashBytes - 1, free.flashBytes * 3 / 4, 60] {
      let settings = CompileSettings(limits: DeviceLimits(flashBytes: limit))
      do throws(DiagnosticList) {
        let found = try await compileWithin(
          settings, model, for: target, name: nil, command: "stapes compile")
        var forced = CompileSettings.none
        forced.strategies = found.compiled.report.strategies
        let counted = try await measure(model, on: batch, target: target, settings: forced)
        let flashBytes = counted.figures.flashBytes
        #expect(flashBytes <= limit)
      } catch {
        #expect(error.diagnostics.allSatisfy { $0.code == .budgetExceeded }, "\(error)")
      }
    }
  }
}
