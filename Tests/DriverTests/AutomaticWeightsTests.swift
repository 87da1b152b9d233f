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

/// h' = tanh(w x + r h) over four steps, then a dense layer.
private func recurrentToy() -> FloatModel {
  func node(_ name: String, _ operation: FloatOperation, _ inputs: [Int], _ shape: [Int])
    -> FloatNode
  {
    FloatNode(
      name: name, operatorName: "Node", outputName: name + "_y", operation: operation,
      inputs: inputs, shape: Shape(shape))
  }
  func dense(_ outputs: Int, _ columns: Int, seed: UInt64) -> FloatOperation {
    .linear(
      FloatLinear(
        geometry: nil, groups: 1, outputs: outputs, columns: columns,
        weights: numbers(outputs * columns, seed: seed), bias: [Float](repeating: 0, count: outputs)
      ))
  }
  let state = [1, 1, 6]
  let body = FloatNetwork(
    name: "body",
    nodes: [
      node("step", .input, [], [1, 1, 3]), node("hidden", .input, [], state),
      node("seen", dense(6, 3, seed: 1), [0], state),
      node("kept", dense(6, 6, seed: 2), [1], state),
      node("sum", .sum(isDifference: false), [2, 3], state),
      node("next", .pointwise(.tanh), [4], state),
    ], output: 5)
  let recurrence = FloatRecurrence(
    body: body, steps: 4,
    states: [FloatState(node: 1, next: 5, initial: [Float](repeating: 0, count: 6))],
    givesLast: true)
  let nodes = [
    node("x", .input, [], [4, 1, 3]), node("rnn", .recurrence(recurrence), [0], state),
    node("dense", dense(3, 6, seed: 3), [1], [1, 1, 3]),
  ]
  return FloatModel(
    network: FloatNetwork(name: "recurrent", nodes: nodes, output: 2),
    calibration: numbers(64 * 12, seed: 4), notes: [])
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
    let ram = try #require(point.ramBytes) - 1
    let limits = DeviceLimits(flashBytes: nil, ramBytes: ram, instructions: time)
    let found = try discretizeAutomatically(
      model, options: options, target: target, limits: limits, alphabets: alphabets
    ) { _, _ in }
    let taken = try #require(found.choice.networks.first { $0.isTaken })
    #expect(try #require(taken.instructions) <= time)
    #expect(try #require(taken.ramBytes) <= ram)
  }

  private func searched(
    _ model: FloatModel, _ options: CalibrationOptions
  ) throws -> AutomaticSearch {
    var search = try AutomaticSearch(model, options, target(), .none, alphabets) { _, _ in }
    try search.measureUniform()
    search.measureLayers()
    search.measureMixtures()
    return search
  }

  @Test func `A layer that was given weights keeps them in every network`() throws {
    var options = options
    options.layerWeights = ["dense1": .uniform(bits: 3)]
    let search = try searched(toy(seed: 1), options)
    #expect(!search.mixtures.isEmpty)
    for tried in search.uniform + search.mixtures {
      #expect(tried.calibrated.layers[3]?.alphabet == .uniform(bits: 3))
    }
    let layer = try #require(search.result().choice.layers.first { $0.name == "dense1" })
    #expect(layer.chosen == "int3")
    #expect(layer.options.map(\.weights) == ["int3"])
  }

  @Test func `What weights of a layer do is measured with recurrences as the finest have them`()
    throws
  {
    let model = recurrentToy()
    let search = try searched(model, options)
    let base = try #require(search.uniform.last).calibrated.distance.error
    for (index, alphabet) in alphabets.enumerated() {
      var own = options
      own.weights = .uniform(bits: 8)
      own.layerWeights = ["dense": alphabet]
      let error = try calibrate(model.network, input: model.calibration, options: own)
        .distance.error
      #expect(search.errors[0][index] == max(0, error - base))
    }
    for mixture in search.mixtures {
      #expect(
        mixture.calibrated.bodies[1]?.layers.values.allSatisfy {
          $0.alphabet == .uniform(bits: 8)
        } == true)
    }
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
