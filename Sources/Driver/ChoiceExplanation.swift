import Diagnostics
import Lowering
import NetworkIR
import TargetDescription

/// What could have been chosen for each layer, what was, and what more memory would buy. Costs are
/// estimates.
package struct ChoiceExplanation: Hashable, Sendable, Codable {
  package let network: String
  package let target: String
  /// "instructions" or "cycles".
  package let unit: String
  package let layers: [Layer]
  /// What does not depend on the choice.
  package let others: Costs
  package let othersWork: Work
  package let total: Costs
  /// What other limits would give.
  package let offers: [Offer]
  /// What computing row by row changes; nil where it saves nothing.
  package let rows: Rows?

  /// Layers that can be computed row by row, together, and the estimates with and without that.
  package struct Rows: Hashable, Sendable, Codable {
    package let isChosen: Bool
    package let regions: [Region]
    package let layerByLayer: Costs
    package let rowByRow: Costs
  }

  package struct Region: Hashable, Sendable, Codable {
    package let names: [String]
    /// The bytes of the tensors of which there are only rows.
    package let tensorBytes: Int
  }

  package struct Costs: Hashable, Sendable, Codable {
    package let instructions: Int
    package let flashBytes: Int
    /// Inputs, states, scratch and stack; of an option its own scratch and stack.
    package let ramBytes: Int
  }

  package struct Layer: Hashable, Sendable, Codable {
    package let names: [String]
    package let options: [Option]
  }

  package struct Option: Hashable, Sendable, Codable {
    package let strategy: String
    package let costs: Costs
    /// Flash that is shared with other layers.
    package let sharedFlashBytes: Int
    package let isChosen: Bool
    package let work: Work
  }

  /// What a price is made of, for the fit of the coefficients.
  package struct Work: Hashable, Sendable, Codable {
    package let steps: [Count]
    package let code: [Count]
    package let knownBytes: Int
  }

  package struct Count: Hashable, Sendable, Codable {
    package let name: String
    package let count: Int
    package let hundredths: Int
  }

  package struct Offer: Hashable, Sendable, Codable {
    package let change: String
    /// nil where nothing fits.
    package let total: Costs?
    package let layers: [Change]
  }

  package struct Change: Hashable, Sendable, Codable {
    package let layer: String
    package let from: String
    package let to: String
  }
}

/// Explains what was chosen for a compiled network.
package func explain(
  _ compiled: CompiledModel, of model: LoadedModel, for target: TargetProfile,
  settings: CompileSettings
) -> ChoiceExplanation {
  var open = settings.lowering
  open.strategies = [:]
  let space = ChoiceSpace(
    model.network, for: target, options: open, fused: compiled.report.fused)
  let chosen = space.choice(named: compiled.report.strategies)
  return ChoiceExplanation(
    network: model.network.name, target: target.name, unit: target.unit,
    layers: zip(space.layers, chosen.options).map { layer, choice in
      ChoiceExplanation.Layer(
        names: layer.names,
        options: layer.options.enumerated().map { .init($1, isChosen: $0 == choice) })
    },
    others: .init(
      instructions: space.otherInstructions, flashBytes: space.otherFlashBytes,
      ramBytes: space.callerBytes),
    othersWork: .init(space.otherWork, knownBytes: 0), total: .init(chosen),
    offers: space.offers(beside: chosen), rows: compiled.report.rows.map { .init($0) })
}

extension ChoiceExplanation.Rows {
  fileprivate init(_ trial: RowTrial) {
    self.init(
      isChosen: trial.isChosen,
      regions: trial.regions.map { .init(names: $0.names, tensorBytes: $0.tensorBytes) },
      layerByLayer: .init(trial.plain), rowByRow: .init(trial.rows))
  }
}

extension ChoiceSpace {
  /// More and less of each memory than the choice takes, and fewer instructions.
  fileprivate func offers(beside chosen: PlannedChoice) -> [ChoiceExplanation.Offer] {
    let (flash, ram) = (chosen.flashBytes, chosen.ramBytes)
    let more = [
      ("1,024 more bytes of flash", fastest(flashBytes: flash + 1024, ramBytes: ram)),
      ("100 more bytes of RAM", fastest(flashBytes: flash, ramBytes: ram + 100)),
      (
        "1,024 more bytes of flash and 100 of RAM",
        fastest(flashBytes: flash + 1024, ramBytes: ram + 100)
      ),
      ("1,024 fewer bytes of flash", fastest(flashBytes: flash - 1024, ramBytes: ram)),
      ("100 fewer bytes of RAM", fastest(flashBytes: flash, ramBytes: ram - 100)),
    ]
    return more.map { change, offer in
      ChoiceExplanation.Offer(
        change: change, total: offer.map { .init($0) },
        layers: offer.map { changes(from: chosen, to: $0) } ?? [])
    }
  }

  private func changes(
    from old: PlannedChoice, to new: PlannedChoice
  ) -> [ChoiceExplanation.Change] {
    layers.indices.filter { old.options[$0] != new.options[$0] }.map {
      ChoiceExplanation.Change(
        layer: layers[$0].names[0],
        from: layers[$0].options[old.options[$0]].strategy.rawValue,
        to: layers[$0].options[new.options[$0]].strategy.rawValue)
    }
  }
}

extension ChoiceExplanation.Costs {
  init(_ choice: PlannedChoice) {
    self.init(
      instructions: choice.instructions, flashBytes: choice.flashBytes, ramBytes: choice.ramBytes)
  }
}

extension ChoiceExplanation.Costs {
  fileprivate init(_ costs: RowTrial.Costs) {
    self.init(
      instructions: costs.instructions, flashBytes: costs.flashBytes, ramBytes: costs.ramBytes)
  }
}

extension ChoiceExplanation.Option {
  fileprivate init(_ price: StrategyPrice, isChosen: Bool) {
    let shared = price.shared.reduce(0) { $0 + $1.bytes }
    self.init(
      strategy: price.strategy.rawValue,
      costs: .init(
        instructions: price.instructions, flashBytes: price.flashBytes,
        ramBytes: price.scratchBytes + price.stackBytes), sharedFlashBytes: shared,
      isChosen: isChosen,
      work: .init(price.work, knownBytes: price.tableBytes + shared))
  }
}

extension ChoiceExplanation.Work {
  fileprivate init(_ work: StrategyWork, knownBytes: Int) {
    self.init(
      steps: work.steps.map { .init($0) }, code: work.code.map { .init($0) },
      knownBytes: knownBytes)
  }
}

extension ChoiceExplanation.Count {
  fileprivate init(_ count: StrategyWork.Count) {
    self.init(name: count.name, count: count.count, hundredths: count.hundredths)
  }
}
