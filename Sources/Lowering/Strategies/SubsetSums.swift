import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// For ternary weights: the 27 sums of three inputs with weights -1, 0 and 1 are put into a table, and
// a byte names the sum that an output adds. All outputs share the tables. Four tables of 16 bits, or
// two of 32, make a page that a byte reaches, so that a code is a distance in bytes from the start of
// its page.

/// A layer as codes of three weights.
struct SubsetForm: Hashable {
  /// Tables at a time.
  let tile: Int
  /// The element of the sums.
  let sums: IntegerType
  /// The element of the tables.
  let table: IntegerType

  static let inputs = 3
  static let entries = 27

  var tablesPerPage: Int { table == .int16 ? 4 : 2 }

  /// nil where weights are not ternary, sums leave their types, or runs are too many.
  init?(_ job: LinearJob) {
    guard let runs = job.columnRuns, job.linear.weights.allSatisfy({ abs($0.value) <= 1 }),
      let range = try? job.linear.partialSumRange(input: job.inputRange, grain: .product),
      IntegerType.int32.range.contains(range),
      let table = Self.tableElement(job.inputRange)
    else { return nil }
    self.table = table
    sums = IntegerType.int16.range.contains(range) ? .int16 : .int32
    let groups = runs.map { ($0.columns.count + 2) / 3 }
    // A tile costs 4 steps a table and 5 more for each output.
    tile =
      (1...8).min { left, right in
        Self.cost(groups, left) < Self.cost(groups, right)
      } ?? 8
  }

  private static func cost(_ groups: [Int], _ tile: Int) -> Int {
    groups.reduce(0) { $0 + ($1 + tile - 1) / tile * (4 * tile + 5) }
  }

  /// Every sum of three inputs, of either sign.
  static func tableRange(_ inputs: IntegerRange) -> IntegerRange {
    let most = 3 * max(abs(inputs.lower), abs(inputs.upper))
    return IntegerRange(-most, most)
  }

  func tiles(_ run: ColumnRun) -> Int {
    (run.columns.count + 3 * tile - 1) / (3 * tile)
  }

  private static func tableElement(_ inputs: IntegerRange) -> IntegerType? {
    let range = tableRange(inputs)
    if IntegerType.int16.range.contains(range) { return .int16 }
    return IntegerType.int32.range.contains(range) ? .int32 : nil
  }

  /// The place of the sum with these weights in a table; 0 is in its middle.
  static func entry(_ weights: [Int]) -> Int {
    weights.reduce(0) { 3 * $0 + $1 + 1 }
  }

  /// Tile after tile, for each row a byte a table; columns that are missing have the weight 0.
  func codes(_ run: ColumnRun, _ linear: LinearWeights) -> [Int] {
    (0..<tiles(run)).flatMap { number in
      run.rows.flatMap { row in
        (0..<tile).map { table in
          let first = (number * tile + table) * 3
          let weights = (first..<first + 3).map { place in
            place < run.columns.count
              ? linear.weights[row * linear.inputs + run.columns[place]].value : 0
          }
          let page = table % tablesPerPage * Self.entries
          return self.table.bytes * (Self.entry(weights) + page)
        }
      }
    }
  }
}

extension LinearJob {
  /// Measured on rv32ec: 4.5 instructions a code, 75 a table.
  func subsetSumsPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let form = SubsetForm(self), let runs = columnRuns else { return nil }
    let tiles = runs.reduce(0) { $0 + form.tiles($1) }
    let rows = runs[0].rows.count
    let tables = runs.reduce(0) { $0 + ($1.columns.count + 2) / 3 }
    let (codes, times) = (tiles * rows * form.tile, positions.count)
    return StrategyPrice(
      .subsetSums, on: target,
      steps: [
        .init("call", 1, 800), .init("tile", tiles * times, 2000),
        .init("rowOfTile", tiles * rows * times, 500), .init("code", codes * times, 400),
        .init("table", tables * times, 7500), .init("row", linear.outputs * times, 1000),
      ],
      code: [.init("function", 1, 50_000), .init("bias", biasBytes, 100)],
      tableBytes: codes,
      scratchBytes: SubsetForm.entries * form.table.bytes * form.tile
        + linear.outputs * form.sums.bytes)
  }
}
