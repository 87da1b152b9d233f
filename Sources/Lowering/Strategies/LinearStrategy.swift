import KernelIR
import NetworkIR
import TargetDescription

/// The ways to compute a linear operator. Each has a file that says when it applies, what it costs
/// and what it emits.
package enum LinearStrategy: String, Hashable, Sendable, CaseIterable {
  /// Lists of input indices per output row and power of two; any weights, no scratch memory.
  case indexLists = "index-lists"
  /// Weight codes packed four bits apiece, a product table per input, zero inputs skipped.
  case packedColumns = "packed-columns"
  /// As packed columns for ternary weights, two outputs to a word.
  case packedTernary = "packed-ternary"
  /// Every row written out as additions of shifted inputs.
  case straightLine = "straight-line"
  /// Straight-line code that computes sums of two terms once for several rows.
  case sharedSums = "shared-sums"
  /// Blocks of outputs in registers, each input loaded once a block.
  case unrolledColumns = "unrolled-columns"
  /// As unrolled columns, each input behind a condition that it is not zero.
  case unrolledColumnsSkipping = "unrolled-columns-skip"
  /// A product from a table of squares, one look-up for each; weights as bytes.
  case squares
  /// As squares, every weight an address in straight-line code.
  case unrolledSquares = "unrolled-squares"
}

/// What a strategy costs for one operator: estimates from counted steps, in instructions and bytes.
package struct StrategyPrice: Hashable, Sendable {
  package let strategy: LinearStrategy
  package let instructions: Int
  package let flashBytes: Int
  /// The part of the flash bytes that is the strategy's one large table.
  package let tableBytes: Int
  package let scratchBytes: Int
}

extension LinearJob {
  /// The prices of all strategies that can compute the operator, cheapest in instructions first;
  /// those whose table is larger than an object of the target may be are left out where others
  /// remain.
  func prices(for target: TargetProfile) -> [StrategyPrice] {
    if let split = SplitRows(self) {
      return split.job(self, sums: output, ending: nil).prices(for: target)
        .map { $0.addingEnding(of: self) }
    }
    let all = LinearStrategy.allCases.compactMap { price(of: $0, on: target) }
      .sorted { ($0.instructions, $0.flashBytes) < ($1.instructions, $1.flashBytes) }
    let fitting = all.filter { $0.tableBytes <= target.memory.maxObjectBytes ?? Int.max }
    return fitting.isEmpty ? all : fitting
  }

  private func price(of strategy: LinearStrategy, on target: TargetProfile) -> StrategyPrice? {
    switch strategy {
    case .indexLists: indexListsPrice(target)
    case .packedColumns: packedColumnsPrice(target)
    case .packedTernary: packedTernaryPrice(target)
    case .straightLine: straightLinePrice(target)
    case .sharedSums: sharedSumsPrice(target)
    case .unrolledColumns: unrolledColumnsPrice(target, skipsZeros: false)
    case .unrolledColumnsSkipping: unrolledColumnsPrice(target, skipsZeros: true)
    case .squares: squaresPrice(target)
    case .unrolledSquares: unrolledSquaresPrice(target)
    }
  }
}

extension [StrategyPrice] {
  /// What is considered where the user gives no limit: a strategy of more than 16 KB must save an
  /// instruction per inference for each byte that it takes more than the smallest.
  var modest: [StrategyPrice] {
    guard let smallest = self.min(by: { $0.flashBytes < $1.flashBytes }) else { return self }
    return filter {
      $0.flashBytes <= 16_384
        || smallest.instructions - $0.instructions >= $0.flashBytes - smallest.flashBytes
    }
  }
}

extension ProgramBuilder {
  /// Emits the operator by the strategy, which the caller has found to apply.
  mutating func emit(_ job: LinearJob, by strategy: LinearStrategy) {
    if let split = SplitRows(job) { return emitSplit(job, split, by: strategy) }
    switch strategy {
    case .indexLists: emitIndexLists(job)
    case .packedColumns: emitPackedColumns(job)
    case .packedTernary: emitPackedTernary(job)
    case .straightLine: emitStraightLine(job)
    case .sharedSums: emitSharedSums(job)
    case .unrolledColumns: emitUnrolledColumns(job, skipsZeros: false)
    case .unrolledColumnsSkipping: emitUnrolledColumns(job, skipsZeros: true)
    case .squares: emitSquares(job)
    case .unrolledSquares: emitUnrolledSquares(job)
    }
  }
}
