import FixedPoint
import TestSupport
import Testing

@testable import ShiftAdd

@Suite("Adder graphs")
struct AdderGraphTests {
  @Test("A graph with shared sums computes its matrix exactly", arguments: [3, 5, 8, 13])
  func exact(size: Int) {
    for seed in UInt64(1)...30 {
      var random = SplitMix(seed: seed)
      let limit = [1, 4, 127, 2000][Int(seed) % 4]
      let matrix = (0..<size).map { _ in
        (0..<size).map { _ in Int.random(in: -limit...limit, using: &random) }
      }
      let graph = AdderGraph.sharing(
        rows: matrix.map { $0.map(Weight.init) }, inputCount: size)
      #expect(graph.matrix() == matrix, "seed \(seed), size \(size), limit \(limit)")
    }
  }

  @Test("Sharing never costs additions, and saves at least a quarter on dense ternary matrices")
  func saving() {
    let seed: UInt64 = 5
    var random = SplitMix(seed: seed)
    let matrix = (0..<16).map { _ in
      (0..<32).map { _ in [-1, 0, 1].randomElement(using: &random) ?? 0 }
    }
    let graph = AdderGraph.sharing(rows: matrix.map { $0.map(Weight.init) }, inputCount: 32)
    let plain = matrix.reduce(0) { $0 + max(0, $1.count { $0 != 0 } - 1) }
    #expect(graph.adderCount * 4 <= plain * 3, "\(graph.adderCount) of \(plain), seed \(seed)")
  }

  @Test("Equal rows are computed once")
  func equalRows() {
    let row = [1, -2, 3, 0, 5].map(Weight.init)
    let one = AdderGraph.sharing(rows: [row], inputCount: 5)
    let three = AdderGraph.sharing(rows: [row, row, row], inputCount: 5)
    #expect(three.adderCount == one.adderCount)
  }

  @Test("Rows of zeros and of one weight need no addition")
  func trivial() {
    let graph = AdderGraph.sharing(
      rows: [[0, 0], [4, 0], [0, -1]].map { $0.map(Weight.init) }, inputCount: 2)
    #expect(graph.adderCount == 0)
    #expect(graph.matrix() == [[0, 0], [4, 0], [0, -1]])
  }
}
