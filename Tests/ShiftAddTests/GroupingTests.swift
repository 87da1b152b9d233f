import TestSupport
import Testing

@testable import ShiftAdd

struct GroupingTests {
  /// A symmetric matrix of small affinities.
  private func affinity(_ count: Int, _ random: inout SplitMix) -> [[Int]] {
    var matrix = Array(repeating: Array(repeating: 0, count: count), count: count)
    for first in 0..<count {
      for second in 0..<first {
        let value = Int.random(in: 0...9, using: &random)
        matrix[first][second] = value
        matrix[second][first] = value
      }
    }
    return matrix
  }

  /// The affinities of all pairs inside groups, each counted twice.
  private func inside(_ groups: [[Int]], _ affinity: [[Int]]) -> Int {
    var sum = 0
    for group in groups {
      for first in group { for second in group { sum += affinity[first][second] } }
    }
    return sum
  }

  @Test func `Every member is in one group, and groups keep their sizes`() {
    var random = SplitMix(seed: 41)
    for count in 1...17 {
      let sizes = [count / 3, count - count / 3 - count / 4, count / 4].filter { $0 > 0 }
      let groups = grouped(affinity: affinity(count, &random), sizes: sizes)
      #expect(groups.map(\.count) == sizes)
      #expect(groups.joined().sorted() == Array(0..<count))
      #expect(groups.allSatisfy { $0 == $0.sorted() })
    }
  }

  @Test func `No two members of different groups gain by changing places`() {
    var random = SplitMix(seed: 42)
    for _ in 0..<40 {
      let affinity = affinity(12, &random)
      let groups = grouped(affinity: affinity, sizes: [5, 4, 3])
      let best = inside(groups, affinity)
      for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        for left in groups[first].indices {
          for right in groups[second].indices {
            var changed = groups
            (changed[first][left], changed[second][right]) =
              (groups[second][right], groups[first][left])
            #expect(inside(changed, affinity) <= best)
          }
        }
      }
    }
  }

  @Test func `Members that only go together in pairs are found again`() {
    // Member i belongs to member i + 4; nothing else is worth anything.
    let affinity = (0..<8).map { row in (0..<8).map { abs(row - $0) == 4 ? 1 : 0 } }
    let groups = grouped(affinity: affinity, sizes: [2, 2, 2, 2])
    #expect(Set(groups) == [[0, 4], [1, 5], [2, 6], [3, 7]])
  }
}
