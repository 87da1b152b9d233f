import Diagnostics
import FixedPoint
import Foundation
import KernelIR
import NetworkIR
import TargetDescription
import TestSupport
import Testing

@testable import Lowering

@Suite("Limits")
struct BudgetTests {
  private func profile(_ name: String) throws -> TargetProfile {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    return try loadTarget(named: name, directory: root.appending(path: "targets"))
  }

  /// Dense layers of ternary weights with shifts between them.
  private func network(_ sizes: [Int]) throws -> Network {
    var random = SplitMix(seed: 9)
    var builder = NetworkBuilder(name: "layers")
    var last = try builder.addInput(
      name: "x", shape: Shape([1, sizes[0]]), range: IntegerRange(0, 15), meaning: .itself,
      encoding: .integers)
    for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
      let weights = (0..<inputs * outputs).map { _ in Weight(Int.random(in: -1...1, using: &random))
      }
      let linear = LinearWeights(
        outputs: outputs, inputs: inputs, weights: weights,
        bias: [Int](repeating: 3, count: outputs))
      last = try builder.add(
        .dense(linear), name: "dense", inputs: [last], outputNames: ["sums"], meanings: [.itself])[
          0]
      let shift = RequantizeFunction.shift(
        bits: 4, rounding: .floor, clamp: IntegerRange(0, 15))
      last = try builder.add(
        .requantize(Requantize(functions: [shift])), name: "shift", inputs: [last],
        outputNames: ["y"], meanings: [.itself])[0]
    }
    return try builder.build(outputs: [last])
  }

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
    let layers = try network([64, 32, 10])
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
    let layers = try network([64, 32, 10])
    #expect(
      try codes(layers, "rv32ec", LoweringOptions(maxFlashBytes: 100)) == [.budgetExceeded])
    #expect(try codes(layers, "rv32ec", LoweringOptions(maxRAMBytes: 150)) == [.budgetExceeded])
    #expect(try codes(layers, "rv32ec", LoweringOptions()) == [])
  }

  @Test("Constants beyond what the target reads are refused with E0601 on AVR and taken elsewhere")
  func refusesLargeConstants() throws {
    let layers = try network([700, 200, 10])
    #expect(try codes(layers, "avr", LoweringOptions()).contains(.budgetExceeded))
    #expect(try codes(layers, "rv32ec", LoweringOptions()) == [])
  }

  @Test("The same network gives the same program")
  func deterministic() throws {
    let layers = try network([24, 12, 5])
    let target = try profile("cortex-m0")
    #expect(try lower(layers, for: target) == lower(layers, for: target))
  }
}
