import FixedPoint
import ShiftAdd

/// The columns of a block of rows, one or two at a time: two are taken together where their sum or
/// difference goes into several rows, so that it is added once to each instead of the two.
struct ColumnPairs {
  /// Windows in the order of memory.
  let windows: [Window]

  /// Columns whose elements lie so near that one pointer reaches them.
  struct Window {
    /// The offset of the pointer.
    let start: Int
    let groups: [Group]
  }

  struct Group {
    /// Offsets from the window's start.
    let offsets: [Int]
    let graph: AdderGraph

    /// Additions to sums, and within the group.
    var additions: Int {
      graph.nodes.count + graph.outputs.reduce(0) { $0 + $1.count }
    }

    /// Shifts where each value is shifted on from power to power.
    var shifts: Int {
      let terms = graph.outputs.joined() + graph.nodes.flatMap { [$0.left, $0.right] }
      return Set(terms.filter { $0.factor.exponent > 0 }.map { [$0.value, $0.factor.exponent] })
        .count
    }
  }

  /// Elements from a window's pointer that any core's loads reach.
  private static let span = 64

  /// - Parameter isPaired: false leaves every column alone.
  init(_ block: RowBlock, isPaired: Bool) {
    var starts: [(offset: Int, columns: [Int])] = []
    for (column, offset) in block.offsets.enumerated() {
      if let start = starts.last?.offset, offset < start + Self.span {
        starts[starts.count - 1].columns.append(column)
      } else {
        starts.append((offset, [column]))
      }
    }
    windows = starts.map { start, columns in
      let groups = isPaired ? Self.paired(columns, block) : columns.map { [$0] }
      return Window(
        start: start,
        groups: groups.map { group in
          Group(
            offsets: group.map { block.offsets[$0] - start },
            graph: block.graph(of: group, .greedy))
        })
    }
  }

  /// The pairs that save most first, each column once; then the columns that are left.
  private static func paired(_ columns: [Int], _ block: RowBlock) -> [[Int]] {
    var free = Set(columns)
    var groups: [[Int]] = []
    for pair in savings(columns, block) where free.isSuperset(of: [pair.first, pair.second]) {
      free.subtract([pair.first, pair.second])
      groups.append([pair.first, pair.second])
    }
    return (groups + free.map { [$0] }).sorted { $0[0] < $1[0] }
  }

  private static func savings(
    _ columns: [Int], _ block: RowBlock
  ) -> [(saved: Int, first: Int, second: Int)] {
    let values = columns.map { column in block.weights.map { $0[column].value } }
    var pairs: [(saved: Int, first: Int, second: Int)] = []
    for (second, right) in values.enumerated() {
      for (first, left) in values[..<second].enumerated() {
        let saved = Self.saved(left, right)
        if saved > 0 { pairs.append((saved, columns[first], columns[second])) }
      }
    }
    return pairs.sorted { ($1.saved, $0.first, $0.second) < ($0.saved, $1.first, $1.second) }
  }

  /// Additions less where equal and opposite weights are added as one.
  private static func saved(_ left: [Int], _ right: [Int]) -> Int {
    var (equal, opposite) = (0, 0)
    for (left, right) in zip(left, right) where left != 0 {
      if left == right { equal += 1 } else if left == -right { opposite += 1 }
    }
    return max(0, equal - 1) + max(0, opposite - 1)
  }
}
