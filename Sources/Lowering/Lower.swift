import Diagnostics
import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

/// Limits and overrides for lowering; nil limits are the target's own.
package struct LoweringOptions: Hashable, Sendable {
  package var maxFlashBytes: Int?
  package var maxRAMBytes: Int?
  /// Asks for the least flash within so many instructions (cycles, where the target counts those).
  package var maxInstructions: Int?
  /// Strategies that the user chose, by operator name; where one does not apply, all are considered.
  package var strategies: [String: LinearStrategy]
  package var activity: ActivationDensity
  package var fusion: RowFusion
  /// Whether the caller pushes the input row by row.
  package var pushesRows: Bool

  package init(
    maxFlashBytes: Int? = nil, maxRAMBytes: Int? = nil, maxInstructions: Int? = nil,
    strategies: [String: LinearStrategy] = [:], activity: ActivationDensity = .unknown,
    fusion: RowFusion = .automatic, pushesRows: Bool = false
  ) {
    self.fusion = fusion
    self.pushesRows = pushesRows
    self.maxFlashBytes = maxFlashBytes
    self.maxRAMBytes = maxRAMBytes
    self.maxInstructions = maxInstructions
    self.strategies = strategies
    self.activity = activity
  }
}

/// How many of the elements of tensors are not zero on data like the device's.
package struct ActivationDensity: Hashable, Sendable {
  /// Thousandths, by the tensor's name; none for what was not measured.
  package var permille: [String: Int]

  /// The value that occurs most often in a tensor, where it was measured.
  package var commonest: [String: CommonValue]

  package static let unknown = ActivationDensity(permille: [:])

  package init(permille: [String: Int], commonest: [String: CommonValue] = [:]) {
    self.permille = permille
    self.commonest = commonest
  }
}

/// A value that many elements have.
package struct CommonValue: Hashable, Sendable {
  package let value: Int
  /// How many elements have another one, in thousandths; nil where that was not measured.
  package let otherPermille: Int?

  package init(value: Int, otherPermille: Int?) {
    self.value = value
    self.otherPermille = otherPermille
  }
}

/// A lowered network and why it became what it is.
package struct Lowered: Hashable, Sendable {
  package let program: KernelProgram
  package let report: LoweringReport
}

/// What each operator became, and what it is estimated to cost.
package struct LoweringReport: Hashable, Sendable {
  package let operators: [Row]
  /// Bytes of the constant tables, exactly.
  package let tableBytes: Int
  package let scratchBytes: Int
  /// What was found about computing row by row; nil where that saves nothing.
  package let rows: RowTrial?

  /// The stages that are computed row by row.
  package var fused: [Range<Int>] {
    rows.map { $0.isChosen ? $0.regions.map(\.stages) : [] } ?? []
  }

  /// The strategies of the linear operators, by name.
  package var strategies: [String: LinearStrategy] {
    Dictionary(
      operators.compactMap { row in
        LinearStrategy(rawValue: row.strategy).map { (row.names[0], $0) }
      }, uniquingKeysWith: { first, _ in first })
  }

  package struct Row: Hashable, Sendable {
    package let names: [String]
    package let strategy: String
    package let instructions: Int
    package let flashBytes: Int
    package let scratchBytes: Int
    /// The other strategies that could have been taken.
    package let alternatives: [StrategyPrice]

    package var name: String { names.joined(separator: ", ") }

    /// The name as people read it.
    package var shortName: String {
      name.count <= 40 ? name : (names.first ?? "").shortName
    }
  }
}

/// Turns a network into a kernel program for a target: picks a strategy per linear operator, plans
/// the scratch memory.
///
/// - Throws: E0601 where no choice fits the limits or the target's object sizes, with the sizes per
///   operator; E0302 where the input is to be pushed row by row and the network cannot take it so.
package func lower(
  _ network: Network, for target: TargetProfile, options: LoweringOptions = LoweringOptions()
) throws(DiagnosticList) -> Lowered {
  let (lowering, trial) = try plannedLowering(network, target, options)
  let program = lowering.program
  try checkSizes(program, rows: lowering.choice.rows, target, options)
  return Lowered(
    program: program,
    report: LoweringReport(
      operators: lowering.choice.rows, tableBytes: program.tableBytes,
      scratchBytes: program.scratchBytes, rows: trial))
}

/// Emits every stage and places the scratch memory.
func build(
  _ schedule: Schedule, _ strategies: [Int: LinearStrategy],
  _ target: TargetProfile
) -> (program: KernelProgram, storage: TensorStorage) {
  var builder = ProgramBuilder()
  builder.registers = target.machine.generalRegisters
  builder.sumRegisters = target.machine.sumsInRegisters
  var storage = TensorStorage(schedule)
  storage.allocate(in: &builder)
  builder.strategies = strategies
  builder.columnHulls = columnHulls(schedule, strategies)
  builder.emit(schedule, storage)
  builder.emitOutputCopies(schedule.network, storage)
  builder.emitStateCopies(schedule, storage)
  let plan = arenaPlan(builder, name: schedule.network.name)
  return (
    builder.finish(
      name: schedule.network.name, offsets: plan.offsets, scratchBytes: plan.bytes), storage
  )
}

func columnHulls(
  _ schedule: Schedule, _ strategies: [Int: LinearStrategy]
) -> [ColumnKey: ColumnHull] {
  var hulls: [ColumnKey: ColumnHull] = [:]
  for entry in schedule.flattened() {
    guard let chosen = strategies[entry.step],
      let whole = previewJob(entry.stage, step: entry.step, entry.network)?.computed
    else { continue }
    let (job, strategy) = whole.fromCommonest(for: chosen).kernel(of: chosen)
    let hull = ColumnHull(job, strategy)
    let key = ColumnKey(job, strategy)
    hulls[key] = hulls[key]?.union(hull) ?? hull
  }
  return hulls
}

extension KernelProgram {
  package var tableBytes: Int { tables.reduce(0) { $0 + $1.values.count * $1.element.bytes } }
}
