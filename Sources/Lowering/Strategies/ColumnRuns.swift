import KernelIR
import NetworkIR

// Strategies that go column by column read inputs that lie side by side. A dense layer is one such
// run; a convolution's window has one for each of its rows and groups.

/// Columns whose inputs lie in a row of memory, for the rows that read them there.
struct ColumnRun: Hashable {
  /// The first input, from the start of the position.
  let offset: Int
  /// The columns in the order of their inputs.
  let columns: [Int]
  /// The rows of the group.
  let rows: Range<Int>
}

extension LinearJob {
  /// As few runs as there are; nil where they are so many that calls would cost more than sums.
  var columnRuns: [ColumnRun]? {
    let runs: [ColumnRun]
    switch offsets {
    case .columns:
      let columns = Array(0..<linear.inputs)
      runs = [ColumnRun(offset: 0, columns: columns, rows: 0..<linear.outputs)]
    case .taps(let taps, let groupBase):
      runs = groups(groupBase).flatMap { base, rows in
        consecutive(taps).map { columns in
          ColumnRun(offset: base + taps[columns[0]], columns: columns, rows: rows)
        }
      }
    }
    return runs.count <= 9 ? runs : nil
  }

  /// Runs of neighbouring rows that start at the same input.
  private func groups(_ bases: [Int]) -> [(base: Int, rows: Range<Int>)] {
    var groups: [(base: Int, rows: Range<Int>)] = []
    for (row, base) in bases.enumerated() {
      if let last = groups.last, last.base == base {
        groups[groups.count - 1].rows = last.rows.lowerBound..<row + 1
      } else {
        groups.append((base, row..<row + 1))
      }
    }
    return groups
  }

  /// The columns in order of their taps, parted where a tap is not the next element.
  private func consecutive(_ taps: [Int]) -> [[Int]] {
    var runs: [[Int]] = []
    for column in taps.indices.sorted(by: { taps[$0] < taps[$1] }) {
      if let last = runs.last?.last, taps[last] + 1 == taps[column] {
        runs[runs.count - 1].append(column)
      } else {
        runs.append([column])
      }
    }
    return runs
  }
}
