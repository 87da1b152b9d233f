import Calibration
import Diagnostics
import Lowering
import NetworkIR
import TargetDescription

/// The weights that `auto` chooses from, coarsest first.
private let candidates: [WeightAlphabet] = [
  .ternary, .powerOfTwo(exponentBits: 3), .additivePowers, .uniform(bits: 4), .uniform(bits: 8),
]

/// What `auto` looked at and what it chose.
package struct WeightChoice: Hashable, Sendable, Codable {
  package let target: String
  /// "instructions" or "cycles".
  package let unit: String
  package let layers: [Layer]
  /// Whole networks: each alphabet for all layers, and the mixture.
  package let networks: [Point]

  package struct Layer: Hashable, Sendable, Codable {
    package let name: String
    package let chosen: String
    package let options: [Option]
  }

  /// One alphabet for one layer, all others of 8 bits.
  package struct Option: Hashable, Sendable, Codable {
    package let weights: String
    /// Added to the error of the outputs.
    package let error: Double
    /// The fastest kernel's estimated costs.
    package let flashBytes: Int
    package let instructions: Int
  }

  package struct Point: Hashable, Sendable, Codable {
    package let weights: String
    package let error: Double
    package let agreement: Double
    /// Of the fastest choice of kernels within the limits; nil where none fits.
    package let flashBytes: Int?
    package let ramBytes: Int?
    package let instructions: Int?
    package let isTaken: Bool
  }
}

/// Chooses the weights of every layer: the least error within the limits.
///
/// How much each alphabet in each layer changes the outputs is measured, one layer at a time; the
/// costs are the target's; the best combination is found exactly. Then it is measured as a whole,
/// and so is every alphabet for all layers: the best of those that fit is returned.
///
/// - Throws: E0601 with the smallest that can be had, where nothing fits.
package func discretizeAutomatically(
  _ model: FloatModel, options: CalibrationOptions, target: TargetProfile, limits: DeviceLimits,
  progress: @escaping @Sendable (Int, Int) -> Void
) throws(DiagnosticList) -> (model: DiscretizedModel, choice: WeightChoice) {
  var search = try AutomaticSearch(model, options, target, limits, progress)
  try search.measureUniform()
  try search.measureLayers()
  try search.measureMixtures()
  return try search.result()
}

/// A discretised network with its likeness and its price.
private struct TriedNetwork {
  let name: String
  let calibrated: CalibratedNetwork
  let model: DiscretizedModel
  let space: ChoiceSpace
  let planned: PlannedChoice?
}

private struct AutomaticSearch {
  private let model: FloatModel
  private let options: CalibrationOptions
  private let target: TargetProfile
  private let limits: DeviceLimits
  private let progress: @Sendable (Int, Int) -> Void
  private let facts: CalibrationFacts
  private let linear: [Int]
  private let total: Int
  private var done = 0
  private var uniform: [TriedNetwork] = []
  private var mixtures: [TriedNetwork] = []
  /// By layer and candidate: what it adds to the outputs' error.
  private var errors: [[Double]] = []

  init(
    _ model: FloatModel, _ options: CalibrationOptions, _ target: TargetProfile,
    _ limits: DeviceLimits, _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(DiagnosticList) {
    self.model = model
    self.options = options
    self.target = target
    self.limits = limits
    self.progress = progress
    facts = try calibrationFacts(model.network, input: model.calibration, options: options)
    linear = model.network.linearNodes.map(\.index)
    total = candidates.count * (linear.count + 1) + Self.mostMixtures
  }

  private static let mostMixtures = 3

  private mutating func advance() {
    done += 1
    progress(done, total)
  }

  private mutating func tried(
    _ options: CalibrationOptions, named name: String
  ) throws(DiagnosticList) -> TriedNetwork {
    let calibrated = try calibrate(
      model.network, input: model.calibration, facts: facts, options: options)
    let result = try discretized(calibrated, model)
    let space = ChoiceSpace(result.network, for: target, options: LoweringOptions())
    advance()
    return TriedNetwork(
      name: name, calibrated: calibrated, model: result, space: space,
      planned: space.planned(within: limits))
  }

  /// Every alphabet for all layers; one that would collapse a layer is left out.
  mutating func measureUniform() throws(DiagnosticList) {
    for candidate in candidates {
      var own = options
      own.weights = candidate
      do throws(DiagnosticList) {
        uniform.append(try tried(own, named: candidate.name))
      } catch {
        guard error.diagnostics.contains(where: { $0.code == .collapsedLayer }) else { throw error }
        advance()
      }
    }
  }

  /// Every alphabet for one layer, the others as the finest has them.
  mutating func measureLayers() throws(DiagnosticList) {
    guard let base = uniform.last?.calibrated else { return }
    for layer in linear {
      var added: [Double] = []
      for tried in uniform {
        var own = options
        own.weights = tried.calibrated.alphabet
        var given = base.layers
        given[layer] = nil
        let changed = try? calibrate(
          model.network, input: model.calibration, facts: facts, options: own, given: given)
        added.append(changed.map { max(0, $0.distance.error - base.distance.error) } ?? 1)
        advance()
      }
      errors.append(added)
    }
  }

  /// The best combinations by the sums; where one does not fit as a whole, a smaller one.
  mutating func measureMixtures() throws(DiagnosticList) {
    guard let base = uniform.last else { return }
    var flash = limits.flashBytes
    for attempt in 1...Self.mostMixtures {
      let prices = uniform.map { $0.space }
      let options = linear.indices.map { optionsOfLayer($0, prices) }
      let combinations = undominatedCombinations(
        of: options.map { $0.map(\.cost) },
        flashLimit: flash.map { $0 - base.space.otherFlashBytes } ?? .max,
        instructionLimit: limits.instructions.map { $0 - base.space.otherInstructions } ?? .max)
      guard let best = combinations.first else { return }
      var own = self.options
      for (layer, choice) in best.choices.enumerated() {
        let name = model.network.nodes[linear[layer]].name
        own.layerWeights[name] = options[layer][choice].alphabet
      }
      guard let mixture = try? tried(own, named: "auto") else { return }
      mixtures.append(mixture)
      guard mixture.planned == nil, let limit = flash else { return }
      let least = mixture.space.leastFlash.flashBytes
      flash = limit - max(least - (limits.flashBytes ?? least), limit / 32) * attempt
    }
  }

  private struct LayerOption {
    let alphabet: WeightAlphabet
    let cost: CombinationOption
  }

  /// Every alphabet with every kernel for it.
  private func optionsOfLayer(_ layer: Int, _ spaces: [ChoiceSpace]) -> [LayerOption] {
    let name = model.network.nodes[linear[layer]].name
    return uniform.indices.flatMap { index -> [LayerOption] in
      let loss = Int(min(errors[layer][index], 1e3) * 1e9)
      let prices = spaces[index].layers.first { $0.names.contains(name) }?.options ?? []
      let costs = prices.map { ($0.flashBytes, $0.instructions) }
      return (costs.isEmpty ? [(0, 0)] : costs).map { flash, instructions in
        LayerOption(
          alphabet: uniform[index].calibrated.alphabet,
          cost: CombinationOption(loss: loss, flash: flash, instructions: instructions))
      }
    }
  }

  func result() throws(DiagnosticList) -> (model: DiscretizedModel, choice: WeightChoice) {
    let all = uniform + mixtures
    let fitting = all.indices.filter { all[$0].planned != nil }
    guard
      let best = fitting.min(by: {
        all[$0].calibrated.distance.error < all[$1].calibrated.distance.error
      })
    else { throw excess(all) }
    return (all[best].model, choice(all, best))
  }

  private func choice(_ all: [TriedNetwork], _ best: Int) -> WeightChoice {
    let layers = linear.enumerated().map { number, node in
      let name = model.network.nodes[node].name
      let options = uniform.enumerated().map { index, tried in
        let price = tried.space.layers.first { $0.names.contains(name) }?.options.first
        return WeightChoice.Option(
          weights: tried.name, error: errors[number][index], flashBytes: price?.flashBytes ?? 0,
          instructions: price?.instructions ?? 0)
      }
      return WeightChoice.Layer(
        name: name, chosen: all[best].calibrated.layers[node]?.alphabet.name ?? "",
        options: options)
    }
    let points = all.enumerated().map { index, tried in
      WeightChoice.Point(
        weights: tried.name, error: tried.calibrated.distance.error,
        agreement: tried.calibrated.distance.agreement, flashBytes: tried.planned?.flashBytes,
        ramBytes: tried.planned?.ramBytes, instructions: tried.planned?.instructions,
        isTaken: index == best)
    }
    return WeightChoice(
      target: target.name, unit: target.unit, layers: layers, networks: points)
  }

  private func excess(_ all: [TriedNetwork]) -> DiagnosticList {
    let smallest = all.map { (name: $0.name, least: $0.space.leastFlash) }
      .min { $0.least.flashBytes < $1.least.flashBytes }
    guard let smallest else {
      return Diagnostic(
        .collapsedLayer, at: .argument("--weights"), cause: "every alphabet collapses some layer",
        remedy: "check that the network is trained"
      ).alone
    }
    return Diagnostic(
      .budgetExceeded, at: .argument("--max-flash, --max-ram, --max-instructions"),
      cause: "no choice of weights is estimated to fit; the smallest (\(smallest.name)) takes "
        + "\(smallest.least.flashBytes) bytes of flash, \(smallest.least.ramBytes) of RAM and "
        + "\(smallest.least.instructions) \(target.unit)",
      remedy: "give at least so much, or a smaller network"
    ).alone
  }
}

extension ChoiceSpace {
  /// The fastest choice within the limits; nil where none is estimated to keep them.
  fileprivate func planned(within limits: DeviceLimits) -> PlannedChoice? {
    let unlimited = 1 << 40
    let choice = fastest(
      flashBytes: limits.flashBytes ?? unlimited, ramBytes: limits.ramBytes ?? unlimited)
    guard let choice, choice.instructions <= limits.instructions ?? unlimited else { return nil }
    return choice
  }
}
