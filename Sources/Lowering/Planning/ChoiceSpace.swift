import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// The strategies that a network may be computed by, and what they cost.
package struct ChoiceSpace: Sendable {
  /// A linear operator, with the requantisation behind it.
  package struct Layer: Hashable, Sendable {
    package let names: [String]
    /// Fastest first; not empty.
    package let options: [StrategyPrice]
    let step: Int
    /// Scratch bytes that are live during the layer, its own apart.
    let liveBytes: Int
  }

  package let layers: [Layer]
  /// Of everything but the layers' kernels.
  package let otherWork: StrategyWork
  package var otherInstructions: Int { otherWork.steps.total }
  package var otherFlashBytes: Int { otherWork.code.total }
  /// The bytes of the inputs and states.
  package let callerBytes: Int
  /// What several layers may share, in a fixed order.
  let shared: [SharedFlash]
  let requests: [ArenaRequest]
  /// By how much results that take their inputs' places lessen the scratch memory, in the program of
  /// each layer's fastest option.
  private(set) var overlapBytes = 0
}

/// A strategy for each layer, and the whole network's estimated price.
package struct PlannedChoice: Hashable, Sendable {
  /// An index into each layer's options.
  package let options: [Int]
  package let instructions: Int
  package let flashBytes: Int
  /// Inputs, states, scratch and stack.
  package let ramBytes: Int
}

extension ChoiceSpace {
  /// All that a network may be computed by.
  ///
  /// - Parameter fused: The stages that are computed row by row.
  package init(
    _ network: Network, for target: TargetProfile, options: LoweringOptions,
    fused: [Range<Int>] = []
  ) {
    self.init(
      Schedule(network, options.activity, fused: fused, pushesRows: options.pushesRows), target,
      options, isModest: false)
  }

  /// - Parameter isModest: leaves out strategies that buy little speed for much flash.
  init(
    _ schedule: Schedule, _ target: TargetProfile, _ options: LoweringOptions, isModest: Bool
  ) {
    let skeleton = Skeleton(schedule, target)
    let entries = schedule.flattened()
    let layers = entries.compactMap { entry -> Layer? in
      guard let prices = entry.prices(target, options) else { return nil }
      return Layer(
        names: entry.stage.names, options: isModest ? prices.modest : prices, step: entry.step,
        liveBytes: skeleton.liveBytes(at: entry.step))
    }
    self.layers = layers
    otherWork = entries.reduce(into: StrategyWork()) { sum, entry in
      let work = entry.fixedWork(skeleton)
      sum.steps += work.steps
      sum.code += work.code
    }
    callerBytes = skeleton.callerBytes
    shared = Self.shared(by: layers)
    requests = skeleton.requests
    overlapBytes = overlap(schedule, target)
  }

  private func overlap(_ schedule: Schedule, _ target: TargetProfile) -> Int {
    let fastest = layers.map { _ in 0 }
    let strategies = strategies(planned(fastest))
    let program = build(schedule, strategies, target).program
    return max(0, arenaBytes(fastest) - program.scratchBytes)
  }

  /// The space as if no result took its input's place.
  var withoutOverlap: ChoiceSpace {
    var space = self
    space.overlapBytes = 0
    return space
  }

  /// The deepest stack of a choice.
  func stackBytes(_ choice: PlannedChoice) -> Int {
    zip(layers, choice.options).map { $0.options[$1].stackBytes }.max() ?? 160
  }

  /// The largest things that more than one layer can use; few, since the search keeps sums apart for
  /// every set of them.
  private static func shared(by layers: [Layer]) -> [SharedFlash] {
    let uses = layers.map { Set($0.options.flatMap(\.shared)) }
    let common = Set(uses.joined()).filter { thing in uses.count { $0.contains(thing) } > 1 }
    return common.sorted { ($1.bytes, $0.name) < ($0.bytes, $1.name) }.prefix(8).sorted()
  }

  /// What a choice costs.
  package func planned(_ options: [Int]) -> PlannedChoice {
    let chosen = zip(layers, options).map { $0.options[$1] }
    let once = Set(chosen.flatMap(\.shared)).reduce(0) { $0 + $1.bytes }
    return PlannedChoice(
      options: options,
      instructions: otherInstructions + chosen.reduce(0) { $0 + $1.instructions },
      flashBytes: otherFlashBytes + once + chosen.reduce(0) { $0 + $1.flashBytes },
      ramBytes: callerBytes + arenaBytes(options) - overlapBytes
        + (chosen.map(\.stackBytes).max() ?? 160))
  }

  /// The planned scratch memory of a choice.
  private func arenaBytes(_ options: [Int]) -> Int {
    let kernels = zip(layers, options).compactMap { layer, option -> ArenaRequest? in
      let bytes = layer.options[option].scratchBytes
      return bytes == 0 ? nil : ArenaRequest(bytes: bytes, live: layer.step...layer.step)
    }
    return planArena(requests + kernels).bytes
  }

  /// The choice of the named strategies; the first option where none is named.
  package func choice(named strategies: [String: LinearStrategy]) -> PlannedChoice {
    planned(
      layers.map { layer in
        let strategy = strategies[layer.names[0]]
        return layer.options.firstIndex { $0.strategy == strategy } ?? 0
      })
  }

  /// The strategies of a choice, by the layers' names.
  package func strategies(of choice: PlannedChoice) -> [String: LinearStrategy] {
    Dictionary(
      zip(layers, choice.options).map { ($0.names[0], $0.options[$1].strategy) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The chosen strategy of each layer by its step.
  func strategies(_ choice: PlannedChoice) -> [Int: LinearStrategy] {
    Dictionary(
      uniqueKeysWithValues: zip(layers, choice.options).map {
        ($0.step, $0.options[$1].strategy)
      })
  }
}

extension Schedule.Entry {
  /// The prices of a linear stage: of the strategy that the user chose, where it applies.
  fileprivate func prices(
    _ target: TargetProfile, _ options: LoweringOptions
  ) -> [StrategyPrice]? {
    guard var job = previewJob(stage, step: step, network) else { return nil }
    job.activePermille = options.activity.permille[network[stage.main.inputs[0]].name]
    let all = job.prices(for: target).map { $0.times(runs) }
    let wanted = stage.names.compactMap { options.strategies[$0] }.first
    let forced = all.filter { $0.strategy == wanted }
    return forced.isEmpty ? all : forced
  }

  /// What the stage costs beside a linear kernel: the bytes of a constant, else weighed operations.
  func fixedWork(_ skeleton: Skeleton) -> StrategyWork {
    if case .constant = stage.main.kind {
      let tensor = network[stage.outputs[0]]
      return StrategyWork(
        code: [.init("table", tensor.shape.elementCount * tensor.type.bytes, 100)])
    }
    guard let otherRuns else { return StrategyWork() }
    guard var work = skeleton.work[step] else {
      return StrategyWork(code: [.init("recurrence", 1, 12_000)])
    }
    work.steps = work.steps.map { .init($0.name, $0.count * otherRuns, $0.hundredths) }
    return work
  }
}

extension [StrategyPrice] {
  /// What is considered where the user gives no limit: a strategy of more than 16 KB must save an
  /// instruction per inference for each byte that it takes more than the smallest.
  fileprivate var modest: [StrategyPrice] {
    guard let smallest = self.min(by: { $0.flashBytes < $1.flashBytes }) else { return self }
    return filter {
      $0.flashBytes <= 16_384
        || smallest.instructions - $0.instructions >= $0.flashBytes - smallest.flashBytes
    }
  }
}
