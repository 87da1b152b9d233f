import KernelIR
import NetworkIR
import TargetDescription

/// The ways to compute a linear operator. Each has a file that says when it applies, what it costs
/// and what it emits.
package enum LinearStrategy: String, Hashable, Sendable, CaseIterable {
  /// Lists of input indices per output row and power of two; any weights, no scratch memory.
  case indexLists = "index-lists"
  /// Lists of sums per input and power of two; any weights, zero inputs skipped.
  case scatter
  /// Weight codes packed four bits apiece, a product table per input, zero inputs skipped.
  case packedColumns = "packed-columns"
  /// As packed columns for ternary weights, two outputs to a word.
  case packedTernary = "packed-ternary"
  /// As packed columns with codes of eight bits, up to four outputs to a word.
  case byteColumns = "byte-columns"
  /// Tables of the 27 sums of three inputs with ternary weights, shared by all outputs.
  case subsetSums = "subset-sums"
  /// Tables of the products of eight inputs with up to 16 weight values.
  case productTiles = "product-tiles"
  /// Powers of two as signs and exponents, inputs shifted one by one; no scratch memory.
  case shiftLoop = "shift-loop"
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
  /// Two positions to a word, the words' sums by index lists.
  case pairedIndexLists = "paired-index-lists"
  /// Two positions to a word, the words' sums by scatter lists.
  case pairedScatter = "paired-scatter"
  /// Two positions to a word, the words' sums by packed columns.
  case pairedPackedColumns = "paired-packed-columns"
  /// Two positions to a word, the words' sums by tables of sums of three.
  case pairedSubsetSums = "paired-subset-sums"
  /// Two positions to a word, the words' sums by straight-line code with shared sums.
  case pairedSharedSums = "paired-shared-sums"
  /// Two positions to a word, the words' sums by unrolled columns.
  case pairedUnrolledColumns = "paired-unrolled-columns"

  /// What computes the sums of words that hold two positions; nil where positions are taken one by
  /// one.
  var ofPairs: LinearStrategy? {
    switch self {
    case .pairedIndexLists: .indexLists
    case .pairedScatter: .scatter
    case .pairedPackedColumns: .packedColumns
    case .pairedSubsetSums: .subsetSums
    case .pairedSharedSums: .sharedSums
    case .pairedUnrolledColumns: .unrolledColumns
    case .indexLists, .scatter, .packedColumns, .packedTernary, .byteColumns, .subsetSums,
      .productTiles, .shiftLoop, .straightLine, .sharedSums, .unrolledColumns,
      .unrolledColumnsSkipping, .squares, .unrolledSquares:
      nil
    }
  }
}

extension LinearJob {
  /// The prices of all strategies that can compute the operator, cheapest in instructions first;
  /// those whose table is larger than an object of the target may be are left out where others
  /// remain.
  func prices(for target: TargetProfile) -> [StrategyPrice] {
    if let split = SplitRows(self) {
      return split.job(self, sums: output, ending: nil).prices(for: target)
        .filter { $0.strategy.ofPairs == nil }
        .map { $0.addingEnding(of: self, parts: split.parts) }
    }
    var bare: [LinearStrategy: StrategyPrice] = [:]
    for strategy in LinearStrategy.allCases {
      bare[strategy] = price(of: strategy, on: target, beside: bare)
    }
    let all = bare.values
      .map { withFilling(withEndings($0, on: target), on: target) }
      .sorted {
        ($0.instructions, $0.flashBytes, $0.strategy.rawValue)
          < ($1.instructions, $1.flashBytes, $1.strategy.rawValue)
      }
    let fitting = all.filter { $0.tableBytes <= target.memory.maxObjectBytes ?? Int.max }
    return fitting.isEmpty ? all : fitting
  }

  /// - Parameter others: prices of the operator by strategies that stand earlier in the list.
  private func price(
    of strategy: LinearStrategy, on target: TargetProfile,
    beside others: [LinearStrategy: StrategyPrice]
  ) -> StrategyPrice? {
    let job = fromCommonest(for: strategy)
    return switch strategy {
    case .indexLists: indexListsPrice(target)
    case .scatter: job.scatterPrice(target)
    case .packedColumns, .packedTernary, .byteColumns: job.packedColumnsPrice(strategy, target)
    case .subsetSums: subsetSumsPrice(target)
    case .productTiles: productTilesPrice(target)
    case .shiftLoop: shiftLoopPrice(target)
    case .straightLine: straightLinePrice(target)
    case .sharedSums: sharedSumsPrice(target)
    case .unrolledColumns: unrolledColumnsPrice(target, skipsZeros: false)
    case .unrolledColumnsSkipping: job.unrolledColumnsPrice(target, skipsZeros: true)
    case .squares: squaresPrice(target)
    case .unrolledSquares: unrolledSquaresPrice(target)
    case .pairedIndexLists, .pairedScatter, .pairedPackedColumns, .pairedSubsetSums,
      .pairedSharedSums, .pairedUnrolledColumns:
      job.pairedPrice(strategy, target, beside: others)
    }
  }

  /// A strategy that no other one's price is needed for.
  func price(of strategy: LinearStrategy, on target: TargetProfile) -> StrategyPrice? {
    price(of: strategy, on: target, beside: [:])
  }
}

extension ProgramBuilder {
  /// Emits the operator by the strategy, which the caller has found to apply.
  mutating func emit(_ job: LinearJob, by strategy: LinearStrategy) {
    if leavesOutKernels { return }
    if let split = SplitRows(job) { return emitSplit(job, split, by: strategy) }
    let job = job.fromCommonest(for: strategy)
    switch strategy {
    case .indexLists: emitIndexLists(job)
    case .scatter: emitScatter(job)
    case .packedColumns, .packedTernary, .byteColumns: emitPackedColumns(job, strategy)
    case .subsetSums: emitSubsetSums(job)
    case .productTiles: emitProductTiles(job)
    case .shiftLoop: emitShiftLoop(job)
    case .straightLine: emitStraightLine(job)
    case .sharedSums: emitSharedSums(job)
    case .unrolledColumns: emitUnrolledColumns(job, skipsZeros: false)
    case .unrolledColumnsSkipping: emitUnrolledColumns(job, skipsZeros: true)
    case .squares: emitSquares(job)
    case .unrolledSquares: emitUnrolledSquares(job)
    case .pairedIndexLists, .pairedScatter, .pairedPackedColumns, .pairedSubsetSums,
      .pairedSharedSums, .pairedUnrolledColumns:
      if let kernel = strategy.ofPairs { emitPairs(job, strategy, of: kernel) }
    }
  }
}
