import FixedPoint
import KernelIR
import NetworkIR
import TargetDescription

// For at most 16 weight values, whether inputs are zero or not: the products of eight inputs with all
// values are put into eight tables, then every output adds the products that eight codes of four
// bits name.

/// A layer as codes of four bits in words of four codes.
struct TileForm: Hashable {
  /// Inputs at a time, a multiple of 4.
  let tile: Int
  /// The weight values, 0 first; the codes are their places.
  let values: [Int]
  /// The element of the tables.
  let products: IntegerType

  static let entries = 16
  static let codesPerWord = 4

  init?(_ job: LinearJob) {
    guard let runs = job.columnRuns, let form = ColumnForm(job, .nibbles, lanes: 1...1) else {
      return nil
    }
    values = form.values
    products = IntegerType.int16.range.contains(form.productRange(job.inputRange)) ? .int16 : .int32
    tile = runs.allSatisfy { $0.columns.count <= 4 } ? 4 : 8
  }

  func tiles(_ run: ColumnRun) -> Int { (run.columns.count + tile - 1) / tile }

  /// Tile after tile, for each row its codes, four to a word, the first in the lowest bits.
  func codes(_ run: ColumnRun, _ linear: LinearWeights) -> [Int] {
    let words = tile / Self.codesPerWord
    return (0..<tiles(run)).flatMap { number in
      run.rows.flatMap { row in
        (0..<words).map { word in
          (0..<Self.codesPerWord).reduce(0) { code, index in
            let place = number * tile + word * Self.codesPerWord + index
            guard place < run.columns.count else { return code }
            let weight = linear.weights[row * linear.inputs + run.columns[place]].value
            return code | (values.firstIndex(of: weight) ?? 0) << (4 * index)
          }
        }
      }
    }
  }
}

extension LinearJob {
  /// Measured on rv32ec: 5.3 instructions a weight and 5 more a tile and output, 2 a product.
  func productTilesPrice(_ target: TargetProfile) -> StrategyPrice? {
    guard let form = TileForm(self), let runs = columnRuns else { return nil }
    let tiles = runs.reduce(0) { $0 + form.tiles($1) }
    let columns = runs.reduce(0) { $0 + $1.columns.count }
    let rows = runs[0].rows.count
    let (codes, times) = (tiles * rows * form.tile, positions.count)
    return StrategyPrice(
      .productTiles, on: target,
      steps: [
        .init("call", 1, 800), .init("tile", tiles * times, 2000),
        .init("rowOfTile", tiles * rows * times, 500), .init("code", codes * times, 525),
        .init("column", columns * times, 800),
        .init("product", columns * form.values.count * times, 200),
        .init("row", linear.outputs * times, 1000),
      ],
      code: [
        .init("function", 1, 40_000), .init("bias", biasBytes, 100),
        .init("value", form.values.count, 800),
      ],
      tableBytes: codes / 2,
      scratchBytes: form.tile * TileForm.entries * form.products.bytes + 4 * linear.outputs)
  }
}
