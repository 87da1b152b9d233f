import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// Whether stages that follow each other are computed row by row.
package enum RowFusion: String, Hashable, Sendable, CaseIterable {
  /// Where the limit on RAM needs it.
  case automatic
  case never
  /// Where it saves RAM, whatever it costs.
  case always
}

/// Stages that were put together, and what that changed.
package struct FusedRows: Hashable, Sendable {
  /// The operators, in order.
  package let names: [String]
  /// The stages by their numbers.
  package let stages: Range<Int>
  /// The bytes of the tensors of which there are only rows.
  package let tensorBytes: Int
}

/// What row by row computation was estimated to change, whether it was chosen or not.
package struct RowTrial: Hashable, Sendable {
  package let isChosen: Bool
  package let regions: [FusedRows]
  /// Inputs, states, scratch and stack; instructions (or cycles); flash.
  package let plain: Costs
  package let rows: Costs

  package struct Costs: Hashable, Sendable {
    package let instructions: Int
    package let flashBytes: Int
    package let ramBytes: Int
  }
}

/// A schedule with its best choice and its program.
struct PlannedLowering {
  let schedule: Schedule
  let choice: StrategyChoice
  let program: KernelProgram
  let costs: RowTrial.Costs

  init(_ schedule: Schedule, _ target: TargetProfile, _ options: LoweringOptions) {
    self.schedule = schedule
    choice = chooseStrategies(schedule, target, options)
    program = build(schedule, choice.strategies, target).program
    costs = RowTrial.Costs(
      instructions: choice.instructions, flashBytes: choice.flashBytes,
      ramBytes: choice.callerBytes + program.scratchBytes + choice.stackBytes)
  }
}

/// The network as the options want it: stage by stage, or some stages row by row.
func plannedLowering(
  _ network: Network, _ target: TargetProfile, _ options: LoweringOptions
) -> (lowering: PlannedLowering, trial: RowTrial?) {
  let plain = PlannedLowering(Schedule(network, options.activity), target, options)
  let limit = options.maxRAMBytes ?? target.memory.ramBytes
  switch options.fusion {
  case .never: return (plain, nil)
  // The search takes time, which only a limit that is broken is worth.
  case .automatic: if plain.costs.ramBytes <= limit { return (plain, nil) }
  case .always: break
  }
  let fused = RowSearch(network, plain, target).best()
  guard !fused.isEmpty else { return (plain, nil) }
  let rows = PlannedLowering(
    Schedule(network, options.activity, fused: fused), target, options)
  let isChosen = rows.costs.ramBytes < plain.costs.ramBytes
  let trial = RowTrial(
    isChosen: isChosen, regions: rows.schedule.fusedRows(fused), plain: plain.costs,
    rows: rows.costs)
  return (isChosen ? rows : plain, trial)
}

extension Schedule {
  fileprivate func fusedRows(_ fused: [Range<Int>]) -> [FusedRows] {
    zip(fused, regions).map { run, region in
      let inner = region.stages.map(\.output).filter(region.isInternal)
      return FusedRows(
        names: region.stages.flatMap(\.stage.names), stages: run,
        tensorBytes: inner.reduce(0) {
          $0 + network[$1].shape.elementCount * network[$1].type.bytes
        })
    }
  }
}

/// Looks for the runs of stages that need the least memory row by row: each longest run that can be,
/// then shorter ones while that takes no more.
private struct RowSearch {
  private let network: Network
  private let stages: [Stage]
  private let plain: PlannedLowering
  private let target: TargetProfile

  init(_ network: Network, _ plain: PlannedLowering, _ target: TargetProfile) {
    self.network = network
    stages = Lowering.stages(of: network)
    self.plain = plain
    self.target = target
  }

  /// The runs, none where no run needs less memory than the network as it is.
  func best() -> [Range<Int>] {
    var chosen: [Range<Int>] = []
    var bytes = plain.program.scratchBytes
    for run in runs {
      guard let shorter = shortened(run, beside: chosen, within: bytes) else { continue }
      chosen.append(shorter.run)
      bytes = shorter.bytes
    }
    return chosen
  }

  /// The longest runs of stages that can be computed row by row.
  private var runs: [Range<Int>] {
    var runs: [Range<Int>] = []
    for index in stages.indices where canBeFused(stages[index]) {
      if let last = runs.last, last.upperBound == index {
        runs[runs.count - 1] = last.lowerBound..<index + 1
      } else {
        runs.append(index..<index + 1)
      }
    }
    return runs.filter { $0.count > 1 }
  }

  private func canBeFused(_ stage: Stage) -> Bool {
    let tensors = stage.main.inputs + stage.outputs
    let isState = network.states.contains {
      tensors.contains($0.tensor) || tensors.contains($0.next)
    }
    return !isState && RowStage(stage, in: network) != nil
  }

  /// The run without stages at its ends whose rows save nothing; nil where it needs as much as
  /// before.
  private func shortened(
    _ run: Range<Int>, beside others: [Range<Int>], within bytes: Int
  ) -> (run: Range<Int>, bytes: Int)? {
    var best = (run: run, bytes: memory(others + [run]))
    while best.run.count > 2 {
      let ends = [
        best.run.lowerBound..<best.run.upperBound - 1,
        best.run.lowerBound + 1..<best.run.upperBound,
      ].map { (run: $0, bytes: memory(others + [$0])) }
      guard let next = ends.min(by: { $0.bytes < $1.bytes }), next.bytes <= best.bytes else {
        break
      }
      best = next
    }
    return best.bytes < bytes ? best : nil
  }

  private func memory(_ fused: [Range<Int>]) -> Int {
    build(Schedule(network, fused: fused), plain.choice.strategies, target).program.scratchBytes
  }
}
