import Diagnostics
import NetworkIR
import TargetDescription
import Testing

@testable import Lowering

@Suite("Limits")
struct BudgetTests {
  private func codes(_ network: Network, _ target: String, _ options: LoweringOptions) throws
    -> [DiagnosticCode]
  {
    let target = try profile(target)
    do throws(DiagnosticList) {
      _ = try lower(network, for: target, options: options)
      return []
    } catch { return error.diagnostics.map(\.code) }
  }

  @Test("Less flash gives a smaller program that is not faster")
  func tradesSpeedForFlash() throws {
    let layers = try layeredNetwork([64, 32, 10])
    let target = try profile("rv32ec")
    let free = try lower(layers, for: target).report
    let tight = try lower(
      layers, for: target, options: LoweringOptions(maxFlashBytes: 3_000)
    ).report
    func sum(_ report: LoweringReport, _ value: (LoweringReport.Row) -> Int) -> Int {
      report.operators.reduce(0) { $0 + value($1) }
    }
    #expect(sum(tight, \.flashBytes) < sum(free, \.flashBytes))
    #expect(sum(tight, \.instructions) >= sum(free, \.instructions))
  }

  @Test("A network that cannot fit flash or RAM is refused with E0601")
  func refuses() throws {
    let layers = try layeredNetwork([64, 32, 10])
    #expect(
      try codes(layers, "rv32ec", LoweringOptions(maxFlashBytes: 100)) == [.budgetExceeded])
    #expect(try codes(layers, "rv32ec", LoweringOptions(maxRAMBytes: 150)) == [.budgetExceeded])
    #expect(try codes(layers, "rv32ec", LoweringOptions()) == [])
  }

  @Test("Constants beyond what the target reads are refused with E0601 on AVR and taken elsewhere")
  func refusesLargeConstants() throws {
    let layers = try layeredNetwork([700, 200, 10])
    #expect(try codes(layers, "avr", LoweringOptions()).contains(.budgetExceeded))
    #expect(try codes(layers, "rv32ec", LoweringOptions()) == [])
  }

  @Test("The same network gives the same program")
  func deterministic() throws {
    let layers = try layeredNetwork([24, 12, 5])
    let target = try profile("cortex-m0")
    #expect(try lower(layers, for: target) == lower(layers, for: target))
  }
}
