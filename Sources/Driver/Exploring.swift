import Diagnostics
import Lowering
import NetworkIR
import TargetDescription
import Verification

/// Ways to compile a network, none of which another beats in all of time, flash and RAM.
package struct Exploration: Hashable, Sendable, Codable {
  package let network: String
  package let target: String
  /// "instructions" or "cycles".
  package let unit: String
  /// Whether the costs were counted under emulation.
  package let isCounted: Bool
  /// Fastest first.
  package let points: [Point]

  package struct Point: Hashable, Sendable, Codable {
    package let costs: ChoiceExplanation.Costs
    /// The strategy of each layer.
    package let layers: [Layer]
  }

  package struct Layer: Hashable, Sendable, Codable {
    package let name: String
    package let strategy: String
  }
}

/// The Pareto front of a network on a target.
///
/// - Parameters:
///   - settings: Limits leave out what exceeds them.
///   - most: How many points to show; those furthest apart are kept.
///   - isCounted: Compiles each point and counts its costs, instead of estimating them.
package func explore(
  _ model: LoadedModel, for target: LoadedTarget, settings: CompileSettings, most: Int,
  isCounted: Bool, progress: (Int, Int) -> Void
) async throws(DiagnosticList) -> Exploration {
  // Which stages take the rows is decided once, for the fastest choice.
  let fused =
    settings.pushesRows
    ? try lower(model.network, for: target.profile, options: settings.lowering).report.fused : []
  let space = ChoiceSpace(
    model.network, for: target.profile, options: settings.lowering, fused: fused)
  let front = space.front().filter { settings.limits.hold($0) }
  var points: [Exploration.Point] = []
  let shown = spread(front, most: most)
  for (index, choice) in shown.enumerated() {
    let costs =
      isCounted
      ? try await count(space.strategies(of: choice), model, target, settings) : .init(choice)
    points.append(.init(costs: costs, layers: space.layers(of: choice)))
    progress(index + 1, shown.count)
  }
  return Exploration(
    network: model.network.name, target: target.profile.name, unit: target.profile.unit,
    isCounted: isCounted, points: undominated(points))
}

/// What a choice is counted to cost.
private func count(
  _ strategies: [String: LinearStrategy], _ model: LoadedModel, _ target: LoadedTarget,
  _ settings: CompileSettings
) async throws(DiagnosticList) -> ChoiceExplanation.Costs {
  var forced = settings
  forced.strategies = strategies
  forced.limits = .none
  let figures = try await measure(
    model, on: generatedBatch(for: model.network, count: 6, seed: 1), target: target,
    settings: forced
  ).figures
  return .init(
    instructions: figures.cost ?? 0, flashBytes: figures.flashBytes, ramBytes: figures.ramBytes)
}

/// The points that no other beats, fastest first: what was counted may differ from the estimates.
private func undominated(_ points: [Exploration.Point]) -> [Exploration.Point] {
  let ordered = points.sorted {
    ($0.costs.instructions, $0.costs.flashBytes) < ($1.costs.instructions, $1.costs.flashBytes)
  }
  return ordered.enumerated().filter { index, point in
    !ordered.enumerated().contains { other, better in
      other != index && better.costs.beats(point.costs, orEquals: other < index)
    }
  }.map(\.element)
}

extension ChoiceExplanation.Costs {
  fileprivate func beats(_ other: Self, orEquals: Bool) -> Bool {
    instructions <= other.instructions && flashBytes <= other.flashBytes
      && ramBytes <= other.ramBytes && (orEquals || self != other)
  }
}

/// At most so many: the extremes, then always the one that is furthest from those taken.
private func spread(_ front: [PlannedChoice], most: Int) -> [PlannedChoice] {
  guard front.count > most else { return front }
  let extremes = [\PlannedChoice.instructions, \.flashBytes, \.ramBytes].compactMap { cost in
    front.indices.min { (front[$0][keyPath: cost], $0) < (front[$1][keyPath: cost], $1) }
  }
  var taken = Set(extremes.prefix(most))
  var distances = front.indices.map { index in
    taken.map { front[index].distance(to: front[$0]) }.min() ?? 0
  }
  while taken.count < most {
    guard let next = distances.indices.max(by: { distances[$0] < distances[$1] }) else { break }
    taken.insert(next)
    for index in front.indices {
      distances[index] = min(distances[index], front[index].distance(to: front[next]))
    }
  }
  return taken.sorted().map { front[$0] }
}

extension PlannedChoice {
  /// How much two choices differ: relative differences, in thousandths, added up.
  fileprivate func distance(to other: PlannedChoice) -> Int {
    func relative(_ one: Int, _ two: Int) -> Int { abs(one - two) * 1000 / max(1, min(one, two)) }
    return relative(instructions, other.instructions) + relative(flashBytes, other.flashBytes)
      + relative(ramBytes, other.ramBytes)
  }
}

extension DeviceLimits {
  fileprivate func hold(_ choice: PlannedChoice) -> Bool {
    choice.instructions <= instructions ?? Int.max && choice.flashBytes <= flashBytes ?? Int.max
      && choice.ramBytes <= ramBytes ?? Int.max
  }
}

extension ChoiceSpace {
  fileprivate func layers(of choice: PlannedChoice) -> [Exploration.Layer] {
    zip(layers, choice.options).map {
      Exploration.Layer(name: $0.names[0], strategy: $0.options[$1].strategy.rawValue)
    }
  }
}
