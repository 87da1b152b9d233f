import NetworkIR

/// The stages of a network with the steps at which they run. The stages of a recurrence's body have
/// steps of their own, between the recurrence's first and last.
struct Schedule: Hashable {
  struct Item: Hashable {
    let stage: Stage
    /// The step that is the stage's own.
    let step: Int
    /// Those during which what it reads and writes is in use: its own, but for a recurrence, whose
    /// first copies its states and whose last is the turn's end, and for a stage that is computed
    /// row by row with others, whose are all of theirs.
    let steps: ClosedRange<Int>
    /// The schedule of the body of a recurrence; none for other stages.
    let bodies: [Schedule]
  }

  let network: Network
  let items: [Item]
  let steps: ClosedRange<Int>
  /// What is computed row by row, in order.
  let regions: [RowRegion]

  /// - Parameters:
  ///   - fused: Runs of stages, by their numbers, to be computed row by row.
  ///   - pushesRows: Whether the input's rows arrive one by one, for the first of the runs.
  init(
    _ network: Network, _ activity: ActivationDensity = .unknown, from first: Int = 0,
    fused: [Range<Int>] = [], pushesRows: Bool = false
  ) {
    self.network = network
    var next = first
    let all = stages(of: network).enumerated().map { number, stage in
      // The network of one turn of rows knows nothing of values' frequencies.
      fused.contains { $0.contains(number) }
        ? stage : stage.skipping(activity.commonest, in: network)
    }
    let plain = all.map { stage in
      let item = Item(stage, activity, from: next)
      next = item.steps.upperBound + 1
      return item
    }
    steps = first...max(first, next - 1)
    let regions = fused.compactMap { run in
      RowRegion(
        Array(all[run]), of: network, from: plain[run.lowerBound].step,
        pushed: pushesRows && run == fused.first ? network.pushed : nil
      ) {
        network.isRead($0, outside: all[run])
      }
    }
    self.regions = regions
    items = plain.map { item in
      let region = regions.first { $0.steps.contains(item.step) }
      return region.map { item.during($0.steps) } ?? item
    }
  }

  /// The tensor whose rows the caller pushes.
  var pushed: PushedTensor? { regions.first?.pushed }

  /// Whether a tensor is made by stages that run as rows arrive, and read when all have arrived.
  func outlivesRows(_ tensor: TensorID) -> Bool {
    regions.contains { $0.pushed != nil && $0.kept.contains(tensor) }
  }

  /// The region that a step belongs to.
  func region(at step: Int) -> RowRegion? { regions.first { $0.steps.contains(step) } }

  /// A stage that runs, where it runs, and how often in one run of the whole network.
  struct Entry: Hashable {
    let stage: Stage
    let step: Int
    let network: Network
    let runs: Int
    /// How often what is no kernel runs; nil where the first stage of a region has it all.
    let otherRuns: Int?
  }

  /// All stages, those of bodies behind their recurrence.
  func flattened(runs: Int = 1) -> [Entry] {
    items.flatMap { item in
      [entry(item, runs: runs)]
        + item.bodies.flatMap { $0.flattened(runs: runs * item.stage.turns) }
    }
  }

  private func entry(_ item: Item, runs: Int) -> Entry {
    guard let region = region(at: item.step) else {
      return Entry(
        stage: item.stage, step: item.step, network: network, runs: runs, otherRuns: runs)
    }
    let row = region.stages[item.step - region.steps.lowerBound]
    return Entry(
      stage: row.stage, step: item.step, network: row.network,
      runs: row.outputRows * row.turns, otherRuns: item.step == region.steps.lowerBound ? 1 : nil)
  }
}

extension Network {
  /// The input as rows.
  fileprivate var pushed: PushedTensor? {
    inputs.first.flatMap { input in
      let shape = self[input.tensor].shape
      return shape.rank > 1 ? PushedTensor(tensor: input.tensor, rows: shape[1]) : nil
    }
  }
}

extension Stage {
  fileprivate func skipping(_ commonest: (Tensor) -> CommonValue?, in network: Network) -> Stage {
    var stage = self
    stage.commonest = main.inputs.first.flatMap { commonest(network[$0]) }
    return stage
  }
}

extension Schedule.Item {
  fileprivate init(_ stage: Stage, _ activity: ActivationDensity, from first: Int) {
    self.stage = stage
    step = first
    guard case .recurrence(let recurrence) = stage.main.kind else {
      steps = first...first
      bodies = []
      return
    }
    let body = Schedule(recurrence.body, activity, from: first + 1)
    bodies = [body]
    steps = first...body.steps.upperBound + 1
  }

  private init(_ stage: Stage, step: Int, steps: ClosedRange<Int>, bodies: [Schedule]) {
    (self.stage, self.step, self.steps, self.bodies) = (stage, step, steps, bodies)
  }

  /// The same with other stages.
  func during(_ steps: ClosedRange<Int>) -> Schedule.Item {
    Schedule.Item(stage, step: step, steps: steps, bodies: bodies)
  }

  /// One turn of it, in a region.
  func ofRows(_ row: RowStage) -> Schedule.Item {
    Schedule.Item(row.stage, step: step, steps: step...step, bodies: [])
  }
}

extension Stage {
  /// How often the body runs in one run of the stage.
  fileprivate var turns: Int {
    if case .recurrence(let recurrence) = main.kind { recurrence.steps } else { 1 }
  }
}
