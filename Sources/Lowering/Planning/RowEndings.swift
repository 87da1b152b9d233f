import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

extension LinearJob {
  /// The price with the requantisation that the rows end in.
  func withEndings(_ price: StrategyPrice, on target: TargetProfile) -> StrategyPrice {
    guard requantize != nil, !price.work.steps.isEmpty else { return price }
    let work = price.strategy.writesOutRows(of: self) ? straightEndings(target) : endings(target)
    return price.adding(work)
  }

  /// Every row finished by the same steps, with each channel's constants as data.
  private func endings(_ target: TargetProfile) -> StrategyWork {
    var (builder, function, total) = sketch()
    let plan = builder.requantizePlan(requantize, of: total, in: &function)
    let scale = OperationScale(target).inside(function.finish([]))
    let row = scale.weigh(plan.steps + plan.advance) + scale.weigh(plan.result)
    let weight = row.running(100 * linear.outputs * positions.count)
    return StrategyWork(weighing: weight, tableBytes: builder.tableBytes, on: target)
  }

  /// Every row finished by steps of its own.
  private func straightEndings(_ target: TargetProfile) -> StrategyWork {
    var (builder, function, total) = sketch()
    var weight = OperationWeight()
    for row in 0..<linear.outputs {
      let plan = builder.rowPlan(row, of: self, sum: total, in: &function)
      let scale = OperationScale(target).inside(function.finish([]))
      weight += scale.weigh(plan.steps) + scale.weigh(plan.result)
    }
    return StrategyWork(
      weighing: weight.running(100 * positions.count), tableBytes: builder.tableBytes, on: target)
  }

  private func sketch() -> (ProgramBuilder, FunctionBuilder, LocalID) {
    var function = FunctionBuilder(
      name: "", note: FunctionNote(nodes: [], formula: "", strategy: ""))
    let total = function.constant("total", totalRange())
    return (ProgramBuilder(), function, total)
  }
}

extension LinearStrategy {
  /// Whether each row's requantisation is written out, not a loop's.
  fileprivate func writesOutRows(of job: LinearJob) -> Bool {
    switch self {
    case .straightLine, .sharedSums, .unrolledColumns, .unrolledColumnsSkipping,
      .pairedSharedSums, .pairedUnrolledColumns:
      true
    case .squares, .unrolledSquares: job.finishesStraight
    case .indexLists, .scatter, .packedColumns, .packedTernary, .byteColumns, .subsetSums,
      .productTiles, .shiftLoop, .pairedIndexLists, .pairedScatter, .pairedPackedColumns,
      .pairedSubsetSums:
      false
    }
  }
}

extension ProgramBuilder {
  /// The bytes of the tables so far.
  var tableBytes: Int { tables.reduce(0) { $0 + $1.values.count * $1.element.bytes } }
}
