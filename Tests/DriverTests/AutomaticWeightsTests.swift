import Diagnostics
import Foundation
import Lowering
import NetworkIR
import TargetDescription
import TestSupport
import Testing

@testable import Calibration
@testable import Driver

private func numbers(_ count: Int, seed: UInt64) -> [Float] {
  var random = SplitMix(seed: seed)
  return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
}

/// Three dense layers with ReLUs between them, as import would give them.
private func toy(seed: UInt64) -> FloatModel {
  let widths = [16, 24, 20, 6]
  var nodes = [
    FloatNode(
      name: "x", operatorName: "Input", outputName: "x", operation: .input, inputs: [],
      shape: Shape([1, 16]))
  ]
  for layer in 0..<3 {
    let (columns, outputs) = (widths[layer], widths[layer + 1])
    let linear = FloatLinear(
      geometry: nil, groups: 1, outputs: outputs, columns: columns,
      weights: numbers(outputs * columns, seed: seed &+ UInt64(layer)),
      bias: numbers(outputs, seed: seed &+ 10 &+ UInt64(layer)))
    let steps: [(String, FloatOperation)] =
      [("dense\(layer)", .linear(linear))]
      + (layer < 2 ? [("relu\(layer)", .pointwise(.relu))] : [])
    for (name, operation) in steps {
      nodes.append(
        FloatNode(
          name: name, operatorName: "Node", outputName: name + "_y", operation: operation,
          inputs: [nodes.count - 1], shape: Shape([1, outputs])))
    }
  }
  return FloatModel(
    network: FloatNetwork(name: "toy", nodes: nodes, output: nodes.count - 1),
    calibration: numbers(16 * 64, seed: seed &+ 77), notes: [])
}

private func target() throws -> TargetProfile {
  let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "targets")
  return try loadTarget("rv32ec", inFolder: folder.path).profile
}

private let alphabets: [WeightAlphabet] = [
  .ternary, .powerOfTwo(exponentBits: 3), .uniform(bits: 4), .uniform(bits: 8),
]

struct AutomaticWeightsTests {
  private let options: CalibrationOptions = {
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    options.tuning = .biases
    return options
  }()

  /// What a single alphabet for all layers comes to, where it fits.
  private func uniformError(
    _ model: FloatModel, _ alphabet: WeightAlphabet, _ target: TargetProfile, flash: Int
  ) throws -> Double? {
    var own = options
    own.weights = alphabet
    let result = try discretizeFloat(model, options: own) { _, _ in }
    let space = ChoiceSpace(result.network, for: target, options: LoweringOptions())
    let fits = space.fastest(flashBytes: flash, ramBytes: 1 << 30) != nil
    return fits ? result.report.distance.error : nil
  }

  @Test func `auto is never worse than a single alphabet that fits the same flash`() throws {
    let (model, target) = (toy(seed: 1), try target())
    var (compared, mixtures) = (0, 0)
    for flash in [2200, 2800, 3600] {
      let limits = DeviceLimits(flashBytes: flash, ramBytes: nil, instructions: nil)
      let uniform = try alphabets.compactMap {
        try uniformError(model, $0, target, flash: flash)
      }
      guard let least = uniform.min() else { continue }
      let (result, choice) = try discretizeAutomatically(
        model, options: options, target: target, limits: limits, alphabets: alphabets
      ) { _, _ in }
      #expect(result.report.distance.error <= least)
      let taken = try #require(choice.networks.first { $0.isTaken })
      #expect(try #require(taken.flashBytes) <= flash)
      compared += 1
      if choice.networks.contains(where: { $0.weights == "mixture" }) { mixtures += 1 }
    }
    #expect(compared > 1)
    #expect(mixtures == compared)
  }

  @Test func `Limits on RAM and time are kept as well`() throws {
    let (model, target) = (toy(seed: 3), try target())
    let free = try discretizeAutomatically(
      model, options: options, target: target, limits: .none, alphabets: alphabets
    ) { _, _ in }
    let point = try #require(free.choice.networks.first { $0.isTaken })
    let time = try #require(point.instructions) * 7 / 10
    let ram = try #require(point.ramBytes)
    let limits = DeviceLimits(flashBytes: nil, ramBytes: ram, instructions: time)
    let found = try discretizeAutomatically(
      model, options: options, target: target, limits: limits, alphabets: alphabets
    ) { _, _ in }
    let taken = try #require(found.choice.networks.first { $0.isTaken })
    #expect(try #require(taken.instructions) <= time)
    #expect(try #require(taken.ramBytes) <= ram)
  }

  @Test func `Limits that nothing keeps are refused with what can be had`() throws {
    let limits = DeviceLimits(flashBytes: 100, ramBytes: nil, instructions: nil)
    let target = try target()
    do throws(DiagnosticList) {
      _ = try discretizeAutomatically(
        toy(seed: 1), options: options, target: target, limits: limits, alphabets: alphabets
      ) { _, _ in }
      Issue.record("nothing was refused")
    } catch {
      let diagnostic = try #require(error.diagnostics.first)
      #expect(diagnostic.code == .budgetExceeded)
      let pattern =
        /no choice of weights is estimated to fit; the smallest \(\w+\) takes \d+ bytes of flash, \d+ of RAM and \d+ instructions; the fastest \(\w+\) takes \d+ bytes of flash, \d+ of RAM and \d+ instructions; the least RAM \(\w+\) takes \d+ bytes of flash, \d+ of RAM and \d+ instructions/
      #expect(diagnostic.cause.wholeMatch(of: pattern) != nil, "\(diagnostic.cause)")
    }
  }

  @Test func `The picture names every network that fits and draws both fronts`() throws {
    let choice = try discretizeAutomatically(
      toy(seed: 1), options: options, target: try target(), limits: .none, alphabets: alphabets
    ) { _, _ in }.choice
    for point in choice.networks { #expect(choice.picture.contains(">\(point.weights)</text>")) }
    #expect(choice.picture.components(separatedBy: "<polyline").count == 3)
    #expect(choice.flashFront.count > 2)
    for (one, next) in zip(choice.flashFront, choice.flashFront.dropFirst()) {
      #expect(one.error < next.error)
      #expect(one.cost > next.cost)
    }
  }
}
