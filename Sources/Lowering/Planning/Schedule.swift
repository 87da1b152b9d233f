import NetworkIR

/// The stages of a network with the steps at which they run. The stages of a recurrence's body have
/// steps of their own, between the recurrence's first and last.
struct Schedule: Hashable {
  struct Item: Hashable {
    let stage: Stage
    /// One step, but for a recurrence: the first copies its states, the last is the turn's end.
    let steps: ClosedRange<Int>
    /// The schedule of the body of a recurrence; none for other stages.
    let bodies: [Schedule]
  }

  let network: Network
  let items: [Item]
  let steps: ClosedRange<Int>

  init(_ network: Network, _ activity: ActivationDensity = .unknown, from first: Int = 0) {
    self.network = network
    var next = first
    items = stages(of: network).map { stage in
      var stage = stage
      stage.commonest = stage.main.inputs.first.flatMap { activity.commonest(of: network[$0]) }
      let item = Item(stage, activity, from: next)
      next = item.steps.upperBound + 1
      return item
    }
    steps = first...max(first, next - 1)
  }

  /// A stage that runs, where it runs, and how often in one run of the whole network.
  struct Entry: Hashable {
    let stage: Stage
    let step: Int
    let network: Network
    let runs: Int
  }

  /// All stages, those of bodies behind their recurrence.
  func flattened(runs: Int = 1) -> [Entry] {
    items.flatMap { item in
      [Entry(stage: item.stage, step: item.steps.lowerBound, network: network, runs: runs)]
        + item.bodies.flatMap { $0.flattened(runs: runs * item.stage.turns) }
    }
  }
}

extension Schedule.Item {
  fileprivate init(_ stage: Stage, _ activity: ActivationDensity, from first: Int) {
    self.stage = stage
    guard case .recurrence(let recurrence) = stage.main.kind else {
      steps = first...first
      bodies = []
      return
    }
    let body = Schedule(recurrence.body, activity, from: first + 1)
    bodies = [body]
    steps = first...body.steps.upperBound + 1
  }
}

extension Stage {
  /// How often the body runs in one run of the stage.
  fileprivate var turns: Int {
    if case .recurrence(let recurrence) = main.kind { recurrence.steps } else { 1 }
  }
}
