import Diagnostics
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
) throws(DiagnosticList) -> (lowering: PlannedLowering, trial: RowTrial?) {
  guard !options.pushesRows else { return try pushedLowering(network, target, options) }
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

/// The network with its input pushed row by row: the first stages run as rows arrive, as many of them
/// as need the least memory.
private func pushedLowering(
  _ network: Network, _ target: TargetProfile, _ options: LoweringOptions
) throws(DiagnosticList) -> (lowering: PlannedLowering, trial: RowTrial?) {
  let runs = try PushableRuns(stages(of: network), of: network).runs
  let plain = PlannedLowering(Schedule(network, options.activity), target, options)
  let search = RowSearch(network, plain, target)
  let run = search.leastMemory(of: runs)
  let rows = PlannedLowering(
    Schedule(network, options.activity, fused: [run], pushesRows: true), target, options)
  let trial = RowTrial(
    isChosen: true, regions: rows.schedule.fusedRows([run]), plain: plain.costs, rows: rows.costs)
  return (rows, trial)
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
