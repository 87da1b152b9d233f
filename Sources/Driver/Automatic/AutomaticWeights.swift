import Calibration
import Diagnostics
import Lowering
import NetworkIR
import TargetDescription

/// The weights that `auto` chooses from; the last is the finest.
package let automaticAlphabets: [WeightAlphabet] = [
  .ternary, .uniform(bits: 3), .powerOfTwo(exponentBits: 3), .additivePowers, .uniform(bits: 4),
  .codebook(size: 16), .uniform(bits: 5), .uniform(bits: 6), .uniform(bits: 8),
]

/// Chooses the weights of every layer: the least error within the limits.
///
/// How much each alphabet in each layer changes the outputs is measured, one layer at a time; the
/// costs are the target's; the best combination is found exactly. Then it is measured as a whole,
/// and so is every alphabet for all layers: the best of those that fit is returned.
///
/// - Parameter alphabets: To choose from; the last is the finest. Not empty.
/// - Throws: E0601 with the smallest that can be had, where nothing fits.
package func discretizeAutomatically(
  _ model: FloatModel, options: CalibrationOptions, target: TargetProfile, limits: DeviceLimits,
  alphabets: [WeightAlphabet] = automaticAlphabets,
  progress: @escaping @Sendable (Int, Int) -> Void
) throws(DiagnosticList) -> (model: DiscretizedModel, choice: WeightChoice) {
  let options = try named(options, model.network)
  var search = try AutomaticSearch(
    model.equalized(options), options, target, limits, alphabets, progress)
  try search.measureUniform()
  search.measureLayers()
  search.measureMixtures()
  return try search.result()
}

/// A discretised network with its likeness and its price.
struct TriedNetwork {
  let name: String
  let calibrated: CalibratedNetwork
  let model: DiscretizedModel
  let space: ChoiceSpace
  let planned: PlannedChoice?
}

struct AutomaticSearch {
  let model: FloatModel
  let target: TargetProfile
  let limits: DeviceLimits
  /// The linear operators by node.
  let linear: [Int]
  private let options: CalibrationOptions
  private let alphabets: [WeightAlphabet]
  private let progress: @Sendable (Int, Int) -> Void
  private let facts: CalibrationFacts
  private var done = 0
  private(set) var uniform: [TriedNetwork] = []
  private(set) var mixtures: [TriedNetwork] = []
  private(set) var notes: [Diagnostic] = []
  /// By layer and network of `uniform`: what its alphabet adds to the outputs' error.
  private(set) var errors: [[Double]] = []

  private static let mostMixtures = 4

  init(
    _ model: FloatModel, _ options: CalibrationOptions, _ target: TargetProfile,
    _ limits: DeviceLimits, _ alphabets: [WeightAlphabet],
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(DiagnosticList) {
    self.model = model
    self.options = options
    self.target = target
    self.limits = limits
    self.alphabets = alphabets
    self.progress = progress
    facts = try calibrationFacts(model.network, input: model.calibration, options: options)
    linear = model.network.linearNodes.map(\.index)
  }

  func name(ofLayer layer: Int) -> String { model.network.nodes[linear[layer]].name }

  /// The networks of `uniform` whose alphabets a layer is chosen from; the finest stands for the
  /// alphabet that the layer was given.
  func candidates(ofLayer layer: Int) -> [Int] {
    isGiven(layer) ? [uniform.count - 1] : Array(uniform.indices)
  }

  private func isGiven(_ layer: Int) -> Bool { options.layerWeights[name(ofLayer: layer)] != nil }

  private mutating func advance() {
    done += 1
    progress(done, alphabets.count * (linear.count + 1) + Self.mostMixtures)
  }

  private mutating func tried(
    _ options: CalibrationOptions, named name: String, given: [Int: IntegerLayer] = [:]
  ) throws(DiagnosticList) -> TriedNetwork {
    defer { advance() }
    let calibrated = try calibrate(
      model.network, input: model.calibration, facts: facts, options: options, given: given)
    let result = try discretized(calibrated, model)
    let space = ChoiceSpace(result.network, for: target, options: LoweringOptions())
    return TriedNetwork(
      name: name, calibrated: calibrated, model: result, space: space,
      planned: space.planned(within: limits))
  }

  /// Every alphabet for all layers; one that would collapse a layer is left out.
  mutating func measureUniform() throws(DiagnosticList) {
    for alphabet in alphabets {
      var own = options
      own.weights = alphabet
      do throws(DiagnosticList) {
        uniform.append(try tried(own, named: alphabet.name))
      } catch {
        guard error.diagnostics.contains(where: { $0.code == .collapsedLayer }) else { throw error }
      }
    }
    guard uniform.isEmpty else { return }
    throw Diagnostic(
      .collapsedLayer, at: .argument("--weights"), cause: "every alphabet collapses some layer",
      remedy: "check that the network is trained"
    ).alone
  }

  /// Every alphabet for one layer, the others, and those within recurrences, as the finest has them.
  mutating func measureLayers() {
    guard let base = uniform.last else { return }
    for layer in linear.indices {
      var added: [Double] = []
      for tried in uniform {
        added.append(isGiven(layer) ? 0 : addedError(tried.calibrated.alphabet, layer, base))
        advance()
      }
      errors.append(added)
    }
  }

  private func addedError(
    _ alphabet: WeightAlphabet, _ layer: Int, _ base: TriedNetwork
  ) -> Double {
    var own = options
    own.weights = base.calibrated.alphabet
    own.layerWeights[name(ofLayer: layer)] = alphabet
    own.tuning = .none
    var given = base.calibrated.layers
    given[linear[layer]] = nil
    let changed = try? calibrate(
      model.network, input: model.calibration, facts: facts, options: own, given: given)
    return changed.map { max(0, $0.distance.error - base.calibrated.distance.error) } ?? 1
  }

  /// The best combination by the sums; where it does not fit as a whole, one that is meant to take
  /// less; and the smallest, where the sums say that none fits.
  mutating func measureMixtures() {
    let problem = problem()
    var (flash, time) = (limits.flashBytes, limits.instructions)
    for _ in 0..<Self.mostMixtures {
      let best = problem.best(flash: flash, instructions: time)
      let mixture: TriedNetwork
      do throws(DiagnosticList) {
        mixture = try tried(mixed(best ?? problem.smallest), named: "mixture")
      } catch { return notes.append(noMixture(error)) }
      mixtures.append(mixture)
      guard best != nil, mixture.planned == nil else { return }
      // As much less as the whole takes more than was foretold, and a little.
      let (least, fastest) = (mixture.space.leastFlash, mixture.space.fastest)
      flash = flash.map { $0 - max(least.flashBytes - $0, 0) - $0 / 64 }
      time = time.map { $0 - max(fastest.instructions - $0, 0) - $0 / 64 }
    }
  }

  private func noMixture(_ reason: DiagnosticList) -> Diagnostic {
    let cause = reason.diagnostics.first { $0.severity == .error }
    return Diagnostic(
      .note, .remark, at: cause?.place ?? .argument("--weights"),
      cause: "the best combination of weights could not be made: \(cause?.cause ?? "")",
      remedy: "what was chosen is the best of the other networks")
  }

  /// Layers that were given weights keep them.
  private func mixed(_ alphabets: [Int]) -> CalibrationOptions {
    var own = options
    own.weights = uniform.last?.calibrated.alphabet ?? own.weights
    for (layer, index) in alphabets.enumerated() where !isGiven(layer) {
      own.layerWeights[name(ofLayer: layer)] = uniform[index].calibrated.alphabet
    }
    return own
  }
}

extension ChoiceSpace {
  /// The fastest choice within the limits; nil where none is estimated to keep them.
  fileprivate func planned(within limits: DeviceLimits) -> PlannedChoice? {
    let choice = fastest(
      flashBytes: limits.flashBytes ?? 1 << 40, ramBytes: limits.ramBytes ?? 1 << 40)
    guard let choice, choice.instructions <= limits.instructions ?? .max else { return nil }
    return choice
  }

  /// The fastest choice of all.
  var fastest: PlannedChoice {
    fastest(flashBytes: 1 << 40, ramBytes: 1 << 40) ?? planned(layers.map { _ in 0 })
  }
}
