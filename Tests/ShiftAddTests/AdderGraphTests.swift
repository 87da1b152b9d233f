import FixedPoint
import TestSupport
import Testing

@testable import ShiftAdd

@Suite("Adder graphs")
struct AdderGraphTests {
  private static let efforts: [SharingEffort] = [.greedy, .search(work: 4_000)]

  private func random(_ rows: Int, _ columns: Int, _ values: [Int], seed: UInt64) -> [[Int]] {
    var random = SplitMix(seed: seed)
    return (0..<rows).map { _ in
      (0..<columns).map { _ in values.randomElement(using: &random) ?? 0 }
    }
  }

  private func graph(_ matrix: [[Int]], _ effort: SharingEffort? = nil) -> AdderGraph {
    AdderGraph.sharing(
      rows: matrix.map { $0.map(Weight.init) }, inputCount: matrix[0].count, effort: effort)
  }

  @Test("A graph with shared sums computes its matrix exactly", arguments: efforts)
  func exact(effort: SharingEffort) {
    for seed in UInt64(1)...24 {
      let limit = [1, 4, 127, 2000][Int(seed) % 4]
      let size = [(3, 5), (8, 8), (13, 4), (2, 17), (1, 6), (9, 1)][Int(seed) % 6]
      let matrix = random(size.0, size.1, Array(-limit...limit), seed: seed)
      #expect(graph(matrix, effort).matrix() == matrix, "seed \(seed), \(size), limit \(limit)")
    }
  }

  @Test("Matrices made to carry, cancel and repeat are computed exactly", arguments: efforts)
  func adversarial(effort: SharingEffort) {
    let matrices: [[[Int]]] = [
      [[1, 1, 0], [1, -1, 0], [2, 0, 0], [0, 2, 0]],
      [[5, 5], [5, -5], [10, 0], [0, 10], [85, 85]],
      [[1, 2, 4, 8], [8, 4, 2, 1], [-1, -2, -4, -8], [1, 2, 4, 8], [2, 4, 8, 16]],
      [[85, -85, 51], [51, 85, -85], [170, 170, 102], [0, 0, 0]],
      [(0..<20).map { 1 << $0 }, (0..<20).map { -(1 << (19 - $0)) }],
      (0..<8).map { row in (0..<8).map { ($0 & row).nonzeroBitCount & 1 == 0 ? 1 : -1 } },
      (0..<6).map { row in (0..<6).map { $0 <= row ? 1 : 0 } },
      (0..<6).map { row in (0..<6).map { $0 == row ? 0 : 3 } },
      [[(1 << 28) - 1, 1 << 28, -(1 << 28) + 1], [1, -1, (1 << 28) + 5]],
    ]
    for matrix in matrices {
      #expect(graph(matrix, effort).matrix() == matrix, "\(matrix)")
    }
  }

  @Test("Values are computed before they are used")
  func order() {
    let graph = graph(random(12, 12, Array(-9...9), seed: 3), .search(work: 10_000))
    for (index, node) in graph.nodes.enumerated() {
      #expect(max(node.left.value, node.right.value) < graph.inputCount + index)
    }
  }

  @Test("Sharing never costs additions, and saves a third on dense ternary matrices")
  func saving() {
    let matrix = random(16, 32, [-1, 0, 1], seed: 5)
    let plain = matrix.reduce(0) { $0 + max(0, $1.count { $0 != 0 } - 1) }
    let count = graph(matrix, .search(work: 60_000)).adderCount
    #expect(count * 3 <= plain * 2, "\(count) of \(plain)")
  }

  @Test("The search finds fewer additions than the greedy order alone")
  func search() {
    for seed in UInt64(1)...2 {
      let matrix = random(20, 20, [-1, 0, 1], seed: seed)
      let (greedy, searched) = (graph(matrix, .greedy), graph(matrix, .search(work: 60_000)))
      #expect(searched.adderCount < greedy.adderCount, "seed \(seed)")
    }
  }

  @Test("The same matrix gives the same graph")
  func deterministic() {
    let matrix = random(15, 15, Array(-20...20), seed: 8)
    #expect(graph(matrix, .search(work: 10_000)) == graph(matrix, .search(work: 10_000)))
  }

  @Test("Equal rows are computed once")
  func equalRows() {
    let row = [1, -2, 3, 0, 5]
    #expect(graph([row, row, row], .greedy).adderCount == graph([row], .greedy).adderCount)
  }

  @Test("A row that differs from another in one weight takes few additions more")
  func differences() {
    let row = random(1, 30, [-3, -1, 1, 3, 5], seed: 11)[0]
    let effort = SharingEffort.search(work: 3_000)
    var other = row.map { -2 * $0 }
    other[7] += 1
    #expect(graph([row, other], effort).adderCount <= graph([row], effort).adderCount + 4)
  }

  @Test("Rows of zeros and of one weight need no addition")
  func trivial() {
    let graph = graph([[0, 0], [4, 0], [0, -1]])
    #expect(graph.adderCount == 0)
    #expect(graph.matrix() == [[0, 0], [4, 0], [0, -1]])
  }

  @Test("On ternary 3x3 and 4x3 matrices the search finds as few additions as there can be")
  func ternaryOptimum() {
    for seed in UInt64(1)...12 {
      let matrix = random(seed % 2 == 0 ? 3 : 4, 3, [-1, 0, 1], seed: seed)
      let count = graph(matrix, .search(work: 3_000)).adderCount
      #expect(count == FewestAdditions(matrix).count, "seed \(seed): \(matrix)")
    }
  }

  @Test("On tiny matrices the search is within 5 % of the fewest additions there are")
  func optimum() {
    var (found, least) = (0, 0)
    for seed in UInt64(1)...16 {
      let matrix =
        seed % 2 == 0
        ? random(3, 3, [-1, 0, 1], seed: seed) : random(2, 2, Array(-5...5), seed: seed)
      let count = graph(matrix, .search(work: 3_000)).adderCount
      let optimum = FewestAdditions(matrix).count
      #expect(count >= optimum, "seed \(seed): \(matrix)")
      (found, least) = (found + count, least + optimum)
    }
    #expect(found * 100 <= least * 105, "\(found) of \(least)")
  }
}
