import FixedPoint
import KernelIR
import NetworkIR

// Layers share functions whose code is the same; the memory that they are given must have the ranges
// of all of them.

/// The layers that share a function which goes column by column.
struct ColumnKey: Hashable {
  let strategy: LinearStrategy
  let element: IntegerType
  /// The element of the sums.
  let sums: IntegerType
  let form: ColumnForm?
  let tile: TileForm?
  /// What is subtracted from the inputs.
  let origin: Int
  /// The element of tables of sums.
  let table: IntegerType?

  init(_ job: LinearJob, _ strategy: LinearStrategy) {
    self.strategy = strategy
    element = job.inputElement
    sums = job.sumElement(strategy)
    origin = job.origin
    form = job.columnForm(strategy)
    tile = strategy == .productTiles ? TileForm(job) : nil
    table = strategy == .subsetSums ? SubsetForm(job)?.table : nil
  }
}

/// The ranges over all layers that share a function: of their inputs, and of each output's partial
/// sums.
struct ColumnHull: Hashable {
  var inputs: IntegerRange
  var sums: IntegerRange

  init(_ job: LinearJob, _ strategy: LinearStrategy) {
    inputs = job.inputRange
    let range =
      strategy == .scatter
      ? ScatterLists.sumRange(job)
      : try? job.linear.partialSumRange(input: job.inputRange, grain: .product)
    sums = range ?? IntegerType.int32.range
  }

  func union(_ other: ColumnHull) -> ColumnHull {
    var both = self
    both.inputs = inputs.union(other.inputs)
    both.sums = sums.union(other.sums)
    return both
  }
}

extension ProgramBuilder {
  /// The ranges that the layer's shared function was given.
  func columnHull(_ job: LinearJob, _ strategy: LinearStrategy) -> ColumnHull {
    columnHulls[ColumnKey(job, strategy)] ?? ColumnHull(job, strategy)
  }
}

extension LinearJob {
  /// The element of the sums in scratch memory.
  fileprivate func sumElement(_ strategy: LinearStrategy) -> IntegerType {
    switch strategy {
    case .scatter: ScatterLists.sumElement(self)
    case .subsetSums: SubsetForm(self)?.sums ?? .int32
    case .indexLists, .productTiles, .shiftLoop, .packedColumns, .packedTernary, .byteColumns,
      .straightLine, .sharedSums,
      .unrolledColumns, .unrolledColumnsSkipping, .squares, .unrolledSquares, .pairedIndexLists,
      .pairedScatter, .pairedPackedColumns, .pairedSubsetSums, .pairedSharedSums,
      .pairedUnrolledColumns:
      .int32
    }
  }
}
