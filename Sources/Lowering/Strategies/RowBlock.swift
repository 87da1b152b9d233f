import FixedPoint
import KernelIR
import NetworkIR
import ShiftAdd
import TargetDescription

/// Some rows of an operator as a matrix over the elements that they read.
struct RowBlock {
  /// Ascending.
  let rows: [Int]
  /// Where each column's element lies, ascending.
  let offsets: [Int]
  /// Row by row, a weight a column.
  let weights: [[Weight]]

  init(_ job: LinearJob, rows: [Int]) {
    self.rows = rows
    let places = rows.map { row in
      job.linear.row(row).enumerated().compactMap { column, weight in
        weight.isZero ? nil : (offset: job.offsets.offset(row: row, column: column), weight)
      }
    }
    offsets = Set(places.joined().map(\.offset)).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: offsets.enumerated().map { ($1, $0) })
    weights = places.map { [count = offsets.count] places in
      var row = [Weight](repeating: .zero, count: count)
      for (offset, weight) in places { numbers[offset].map { row[$0] = weight } }
      return row
    }
  }

  /// The adder graph of some of the columns.
  func graph(of columns: [Int], _ effort: SharingEffort?) -> AdderGraph {
    AdderGraph.sharing(
      rows: weights.map { row in columns.map { row[$0] } }, inputCount: columns.count,
      effort: effort)
  }
}

extension LinearJob {
  /// All rows in as few blocks of at most so many as there must be, all about as large; rows that
  /// read the same inputs, and add or subtract them together, stand in one block.
  func blocks(of most: Int) -> [RowBlock] {
    let count = (linear.outputs + most - 1) / most
    let bounds = (0...count).map { $0 * linear.outputs / max(count, 1) }
    guard count > 1, linear.outputs <= Self.mostOrderedRows else {
      return zip(bounds, bounds.dropFirst()).map { RowBlock(self, rows: Array($0..<$1)) }
    }
    let sizes = zip(bounds, bounds.dropFirst()).map { $1 - $0 }
    return grouped(affinity: rowAffinity, sizes: sizes)
      .sorted { ($0.first ?? 0) < ($1.first ?? 0) }.map { RowBlock(self, rows: $0) }
  }

  /// Beyond it the affinities of all pairs take too long, and blocks are neighbours.
  private static let mostOrderedRows = 1000

  /// How many inputs two rows both read, and how many more they take with the same weights than with
  /// opposite ones, or the other way round.
  private var rowAffinity: [[Int]] {
    let rows = (0..<linear.outputs).map { row in
      linear.row(row).enumerated().compactMap { column, weight in
        weight.isZero
          ? nil : (offset: offsets.offset(row: row, column: column), value: weight.value)
      }.sorted { $0.offset < $1.offset }
    }
    var affinity = rows.map { _ in Array(repeating: 0, count: rows.count) }
    for first in rows.indices {
      for second in rows.indices where second > first {
        let value = Self.affinity(rows[first], rows[second])
        affinity[first][second] = value
        affinity[second][first] = value
      }
    }
    return affinity
  }

  private static func affinity(
    _ left: [(offset: Int, value: Int)], _ right: [(offset: Int, value: Int)]
  ) -> Int {
    var (common, equal, place) = (0, 0, 0)
    for entry in left {
      while place < right.count, right[place].offset < entry.offset { place += 1 }
      guard place < right.count else { break }
      guard right[place].offset == entry.offset else { continue }
      common += 1
      let other = right[place].value
      equal += entry.value == other ? 1 : entry.value == -other ? -1 : 0
    }
    return common + abs(equal)
  }

  /// Registers that a sum of a row takes.
  func sumWords(_ registerBits: Int) -> Int {
    let range = (try? accumulatorRange()) ?? IntegerType.int32.range
    let bits = (IntegerType.narrowest(holding: range) ?? .int32).bits
    return max(1, bits / registerBits)
  }
}

extension AdderGraph {
  /// The exact range of every input and node, for inputs that take every value of the range
  /// independently.
  func ranges(input: IntegerRange) -> [IntegerRange] {
    var forms = (0..<inputCount).map { [$0: 1] }
    for node in nodes {
      var form: [Int: Int] = [:]
      for term in [node.left, node.right] {
        for (index, coefficient) in forms[term.value] {
          form[index, default: 0] += coefficient * term.factor.value
        }
      }
      forms.append(form)
    }
    return forms.map { form in
      form.values.reduce(IntegerRange(exactly: 0)) { sum, coefficient in
        let (first, second) = (input.lower * coefficient, input.upper * coefficient)
        return IntegerRange(sum.lower + min(first, second), sum.upper + max(first, second))
      }
    }
  }
}
