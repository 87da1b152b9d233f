import FixedPoint
import KernelIR
import NetworkIR

/// The width of a weight code.
enum CodeWidth: Hashable {
  /// Two codes to a byte.
  case nibbles
  /// A code is the distance in bytes of a product from the first one of its column.
  case bytes

  /// Product tables of a column have at most so many entries of four bytes.
  var mostEntries: Int {
    switch self {
    case .nibbles: 16
    case .bytes: 64
    }
  }
}

/// How the weights of a layer become codes and its sums words. Layers of one form share their
/// functions.
struct ColumnForm: Hashable {
  let codes: CodeWidth
  /// Sums in a word: sum l is added 2^(bits l) times. As long as each sum stays within its bits,
  /// this is plain addition of integers.
  let lanes: Int
  /// The weight values, 0 first. The code of the weights of a word has them as digits, the first
  /// output's lowest.
  let values: [Int]
  /// Words that one turn of the loop over codes adds to.
  let unrolled: Int
  /// Holds where a column's codes begin.
  let place: IntegerType

  /// Columns that are added at a time.
  static let columns = 4

  var bits: Int { lanes == 1 ? 32 : 32 / lanes }
  /// Words whose codes stand side by side in a byte.
  var wordsPerByte: Int { codes == .nibbles ? 2 : 1 }
  /// Elements from one product of a column to the next, and from one column's to the next one's.
  var productStep: Int { codes == .nibbles ? Self.columns : 1 }
  var columnStep: Int { codes == .nibbles ? 1 : entries }
  var entries: Int { (0..<lanes).reduce(1) { count, _ in count * values.count } }
  var productCount: Int { codes == .nibbles ? 64 : Self.columns * entries }

  /// The most outputs to a word, in codes of the width; nil where the weights have too many values
  /// or a sum leaves 32 bits.
  init?(_ job: LinearJob, _ codes: CodeWidth, lanes allowed: ClosedRange<Int>) {
    guard let runs = job.columnRuns, let values = Self.values(job.linear, codes),
      let range = try? job.linear.partialSumRange(input: job.inputRange, grain: .product)
    else { return nil }
    // Codes that no weight has stand for products, too.
    let products = try? values.map { value throws(RangeOverflow) in
      try job.inputRange.scaled(by: value)
    }
    guard let products, products.allSatisfy(IntegerType.int32.range.contains) else { return nil }
    let fitting = allowed.filter {
      Self.power(values.count, $0) <= codes.mostEntries && Self.fits(range, lanes: $0)
    }
    guard let lanes = fitting.max() else { return nil }
    self.codes = codes
    self.lanes = lanes
    self.values = values
    let words = (runs[0].rows.count + lanes - 1) / lanes
    unrolled = words >= 16 || words.isMultiple(of: 4) ? 4 : 2
    let perColumn = Self.padded(words, unrolled) / (codes == .nibbles ? 2 : 1)
    place = perColumn * job.linear.inputs <= 32_767 ? .int16 : .int32
  }

  /// Codes of one output each, as the tables of tiles of products have them.
  init(values: [Int]) {
    codes = .bytes
    lanes = 1
    self.values = values
    unrolled = 1
    place = .int16
  }

  /// Words of the sums of so many rows, with those that only fill up the last turn.
  /// Of the sums, the products, the places in the codes, and the parts of shared words where those
  /// are split.
  func scratchBytes(words: Int, isSplit: Bool) -> Int {
    4 * (words + productCount) + Self.columns * place.bytes + (isSplit ? 2 * lanes * words : 0)
  }

  func words(_ rows: Int) -> Int { Self.padded((rows + lanes - 1) / lanes, unrolled) }

  private static func padded(_ words: Int, _ unrolled: Int) -> Int {
    (words + unrolled - 1) / unrolled * unrolled
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product > 64 ? product : product * base }
  }

  private static func fits(_ range: IntegerRange, lanes: Int) -> Bool {
    guard lanes > 1 else { return IntegerType.int32.range.contains(range) }
    let most = 1 << (32 / lanes - 1) - 1
    return IntegerRange(-most, most - 1).contains(range)
  }

  /// The powers of two up to 64 with both signs serve all layers of many such weights, so that
  /// they share their functions.
  private static func values(_ linear: LinearWeights, _ codes: CodeWidth) -> [Int]? {
    let used = Set(linear.weights.map(\.value)).subtracting([0])
    let powers = (0..<7).flatMap { [1 << $0, -(1 << $0)] }
    if used.count > 6, used.isSubset(of: Set(powers)) { return [0] + powers }
    return used.count < codes.mostEntries
      ? [0] + used.sorted { ($0.magnitude, -$0) < ($1.magnitude, -$1) } : nil
  }

  // MARK: Codes

  /// The weights that a code stands for, the first output's first.
  func weights(of code: Int) -> [Int] {
    var rest = code
    return (0..<lanes).map { _ in
      defer { rest /= values.count }
      return values[rest % values.count]
    }
  }

  func code(of weights: [Int]) -> Int {
    weights.reversed().reduce(0) { $0 * values.count + (values.firstIndex(of: $1) ?? 0) }
  }

  /// The codes of a run of columns, column after column.
  func bytes(_ run: ColumnRun, _ linear: LinearWeights) -> [Int] {
    run.columns.flatMap { column -> [Int] in
      let codes = (0..<words(run.rows.count)).map { word in
        code(
          of: (0..<lanes).map { lane in
            let row = run.rows.lowerBound + word * lanes + lane
            return run.rows.contains(row) ? linear.weights[row * linear.inputs + column].value : 0
          })
      }
      switch self.codes {
      case .bytes: return codes.map { 4 * $0 }
      case .nibbles:
        return stride(from: 0, to: codes.count, by: 2).map { codes[$0] | codes[$0 + 1] << 4 }
      }
    }
  }

  // MARK: Ranges

  /// Every value of a word whose sums have the range.
  func wordRange(_ sums: IntegerRange) -> IntegerRange {
    let factor = (0..<lanes).reduce(0) { $0 + 1 << (bits * $1) }
    return IntegerRange(sums.lower * factor, sums.upper * factor)
  }

  func productRange(_ inputs: IntegerRange) -> IntegerRange {
    let one = values.reduce(IntegerRange(exactly: 0)) { range, value in
      range.union((try? inputs.scaled(by: value)) ?? IntegerType.int32.range)
    }
    return wordRange(one).intersection(IntegerType.int32.range) ?? IntegerType.int32.range
  }
}
