import Calibration
import Diagnostics
import Lowering
import NetworkIR
import TargetDescription

extension AutomaticSearch {
  /// The best of all networks that fit, and the table of what was looked at.
  ///
  /// - Throws: E0601 where none fits.
  func result() throws(DiagnosticList) -> (model: DiscretizedModel, choice: WeightChoice) {
    let all = uniform + mixtures
    let fitting = all.indices.filter { all[$0].planned != nil }
    guard
      let best = fitting.min(by: {
        all[$0].calibrated.distance.error < all[$1].calibrated.distance.error
      })
    else { throw excess(all) }
    let problem = problem()
    let choice = WeightChoice(
      target: target.name, unit: target.unit,
      layers: linear.indices.map { layer($0, all[best]) }, networks: points(all, best),
      flashFront: problem.flashFront, timeFront: problem.timeFront)
    let model = all[best].model
    return (
      DiscretizedModel(network: model.network, report: model.report, notes: model.notes + notes),
      choice
    )
  }

  private func points(_ all: [TriedNetwork], _ best: Int) -> [WeightChoice.Point] {
    all.enumerated().map { index, tried in
      WeightChoice.Point(
        weights: tried.name, error: tried.calibrated.distance.error,
        agreement: tried.calibrated.distance.agreement, flashBytes: tried.planned?.flashBytes,
        ramBytes: tried.planned?.ramBytes, instructions: tried.planned?.instructions,
        leastFlashBytes: tried.space.leastFlash.flashBytes,
        leastInstructions: tried.space.fastest.instructions, isTaken: index == best)
    }
  }

  private func layer(_ layer: Int, _ taken: TriedNetwork) -> WeightChoice.Layer {
    let name = name(ofLayer: layer)
    let chosen = taken.calibrated.layers[linear[layer]]?.alphabet.name ?? ""
    let options = candidates(ofLayer: layer).map { index in
      let tried = uniform[index]
      return WeightChoice.Option(
        weights: tried.calibrated.layers[linear[layer]]?.alphabet.name ?? tried.name,
        error: errors[layer][index],
        cost: WeightChoice.Cost(tried.space.price(of: name, tried.space.fastest)))
    }
    let finest = uniform.last.flatMap { $0.space.price(of: name, $0.planned ?? $0.space.fastest) }
    return WeightChoice.Layer(
      name: name, chosen: chosen, error: options.first { $0.weights == chosen }?.error ?? 0,
      cost: WeightChoice.Cost(taken.planned.flatMap { taken.space.price(of: name, $0) }),
      finest: WeightChoice.Cost(finest), options: options)
  }

  private func excess(_ all: [TriedNetwork]) -> DiagnosticList {
    func text(_ name: String, _ choice: PlannedChoice) -> String {
      "(\(name)) takes \(choice.flashBytes) bytes of flash, \(choice.ramBytes) of RAM and "
        + "\(choice.instructions) \(target.unit)"
    }
    let smallest = all.map { (name: $0.name, choice: $0.space.leastFlash) }
      .min { $0.choice.flashBytes < $1.choice.flashBytes }
    let fastest = all.map { (name: $0.name, choice: $0.space.fastest) }
      .min { $0.choice.instructions < $1.choice.instructions }
    let leanest = all.flatMap { tried in tried.space.front().map { (name: tried.name, choice: $0) }
    }
    .min { $0.choice.ramBytes < $1.choice.ramBytes }
    let ends = [
      smallest.map { "the smallest " + text($0.name, $0.choice) },
      fastest.map { "the fastest " + text($0.name, $0.choice) },
      leanest.map { "the least RAM " + text($0.name, $0.choice) },
    ]
    return Diagnostic(
      .budgetExceeded, at: .argument("--max-flash, --max-ram, --max-instructions"),
      cause: "no choice of weights is estimated to fit; "
        + ends.compactMap(\.self).joined(separator: "; "),
      remedy: "give limits that one of them keeps, or a smaller network"
    ).alone
  }
}

extension ChoiceSpace {
  /// What a layer takes in a choice.
  fileprivate func price(of name: String, _ choice: PlannedChoice) -> StrategyPrice? {
    zip(layers, choice.options).first { $0.0.names.contains(name) }.map { $0.options[$1] }
  }
}
