import FixedPoint
import Testing

@testable import ShiftAdd

private func matrix(_ rows: [[Int]]) -> [[Weight]] { rows.map { $0.map(Weight.init) } }

private func randomMatrix(
  rows: Int, columns: Int, weights: [Int], _ generator: inout SplitMix
) -> [[Int]] {
  (0..<rows).map { _ in
    (0..<columns).map { _ in weights[Int.random(in: weights.indices, using: &generator)] }
  }
}

@Suite struct TwoTermSharingTests {
  @Test("A sum that two rows need is made once: 3 additions in place of 4")
  func sharedSum() {
    let rows = matrix([[1, 1, 1], [1, 1, -1]])
    let graph = shareTwoTerms(rows)
    #expect(graph.computes(rows))
    #expect(unsharedAdderCount(rows) == 4)
    #expect(graph.adderCount == 3)
    #expect(
      graph.sums[0]
        == AdderGraph.Sum(
          AdderGraph.Term(node: 0, shift: 0, isNegative: false),
          AdderGraph.Term(node: 1, shift: 0, isNegative: false)))
  }

  @Test("Sums that differ by a shift, a sign or both are the same sum")
  func shiftedAndNegated() {
    let rows = matrix([[1, -1], [4, -4], [-2, 2]])
    let graph = shareTwoTerms(rows)
    #expect(graph.computes(rows))
    #expect(graph.adderCount == 1)
    #expect(
      graph.outputs == [
        AdderGraph.Term(node: 2, shift: 0, isNegative: false),
        AdderGraph.Term(node: 2, shift: 2, isNegative: false),
        AdderGraph.Term(node: 2, shift: 1, isNegative: true),
      ])
  }

  @Test("Within one row: 85 x = (5 x) + (5 x << 4), two additions in place of three")
  func chainOfDigits() {
    let rows = matrix([[85]])
    let graph = shareTwoTerms(rows)
    #expect(graph.computes(rows))
    #expect(graph.adderCount == 2)
  }

  @Test("Rows of zeros, of one term, of negative terms, and no rows at all")
  func smallRows() throws {
    let rows = matrix([[0, 0], [0, -8], [-1, -2], [3, 0]])
    let graph = shareTwoTerms(rows)
    #expect(graph.computes(rows))
    #expect(graph.outputs[0] == nil)
    #expect(graph.outputs[1] == AdderGraph.Term(node: 1, shift: 3, isNegative: true))
    #expect(try graph.evaluate([5, -7]) == [0, 56, 9, 15])
    #expect(shareTwoTerms([]) == AdderGraph(inputs: 0, sums: [], outputs: []))
  }

  @Test(
    "Random matrices: equal to the matrix symbolically, never more additions, well formed",
    arguments: [[-1, 0, 1], [-8, -4, -2, -1, 0, 1, 2, 4], Array(-128...127), [-1, 1]])
  func random(weights: [Int]) {
    var generator = SplitMix(seed: 11)
    for trial in 0..<60 {
      let values = randomMatrix(
        rows: Int.random(in: 1...9, using: &generator),
        columns: Int.random(in: 1...9, using: &generator), weights: weights, &generator)
      let rows = matrix(values)
      let graph = shareTwoTerms(rows)
      #expect(graph.computes(rows), "seed 11, trial \(trial): \(values)")
      #expect(
        graph.adderCount <= unsharedAdderCount(rows), "seed 11, trial \(trial): \(values)")
      #expect(isWellFormed(graph), "seed 11, trial \(trial): \(values)")
    }
  }

  private func isWellFormed(_ graph: AdderGraph) -> Bool {
    graph.sums.enumerated().allSatisfy { index, sum in
      !sum.first.isNegative && min(sum.first.shift, sum.second.shift) == 0
        && max(sum.first.node, sum.second.node) < graph.inputs + index
    } && graph.readCounts.dropFirst(graph.inputs).allSatisfy { $0 > 0 }
  }

  @Test("Adversarial matrices: equal rows, overlapping digits, the widest weights, opposite rows")
  func adversarial() {
    let cases: [[[Int]]] = [
      [[Int]](repeating: [3, 5, -7, 9], count: 6),
      [[0b10101_0101], [0b101_0101], [0b1_0101]],
      [[(1 << 30) - 1, -(1 << 29), 0x1555_5555]],
      [[1, 2, 3, 4], [-1, -2, -3, -4], [4, 3, 2, 1]],
      (0..<16).map { row in (0..<4).map { row >> $0 & 1 } },
    ]
    for values in cases {
      let rows = matrix(values)
      let graph = shareTwoTerms(rows)
      #expect(graph.computes(rows), "\(values)")
      #expect(graph.adderCount <= unsharedAdderCount(rows), "\(values)")
    }
  }

  @Test("All subsets of four inputs take no more than one addition each")
  func subsets() {
    let rows = matrix((0..<16).map { row in (0..<4).map { row >> $0 & 1 } })
    #expect(shareTwoTerms(rows).adderCount == 11)
  }

  @Test("The same matrix gives the same graph, and a dense ternary layer shrinks by a third")
  func ternaryLayer() {
    var generator = SplitMix(seed: 3)
    let rows = matrix(
      randomMatrix(rows: 24, columns: 24, weights: [-1, 0, 1], &generator))
    let graph = shareTwoTerms(rows)
    #expect(graph.computes(rows))
    #expect(graph == shareTwoTerms(rows))
    #expect(3 * graph.adderCount < 2 * unsharedAdderCount(rows), "\(graph.adderCount)")
  }
}

@Suite struct LinearFormTests {
  @Test("Every node's range is exact: both ends are taken, found by brute force")
  func exactRanges() throws {
    var generator = SplitMix(seed: 8)
    for trial in 0..<20 {
      let rows = matrix(
        randomMatrix(rows: 3, columns: 3, weights: Array(-9...9), &generator))
      let graph = shareTwoTerms(rows)
      var seen: [IntegerRange?] = [nil, nil, nil]
      for code in 0..<125 {
        let outputs = try graph.evaluate([code % 5 - 2, code / 5 % 5 - 2, code / 25 - 2])
        for (row, value) in outputs.enumerated() {
          let point = IntegerRange(exactly: value)
          seen[row] = seen[row]?.union(point) ?? point
        }
      }
      let ranges = try graph.ranges(input: IntegerRange(-2, 2)).outputs
      #expect(seen == ranges, "seed 8, trial \(trial)")
    }
  }

  @Test("A shared node's range counts what cancels: (a + b) + (a - b) has the range of 2 a")
  func cancellation() throws {
    let plus = AdderGraph.Sum(
      AdderGraph.Term(node: 0, shift: 0, isNegative: false),
      AdderGraph.Term(node: 1, shift: 0, isNegative: false))
    let minus = AdderGraph.Sum(
      plus.first, AdderGraph.Term(node: 1, shift: 0, isNegative: true))
    let both = AdderGraph.Sum(
      AdderGraph.Term(node: 2, shift: 0, isNegative: false),
      AdderGraph.Term(node: 3, shift: 0, isNegative: false))
    let graph = AdderGraph(
      inputs: 2, sums: [plus, minus, both],
      outputs: [AdderGraph.Term(node: 4, shift: 0, isNegative: false)])
    #expect(graph.computes(matrix([[2, 0]])))
    #expect(!graph.computes(matrix([[2, 1]])))
    #expect(try graph.ranges(input: IntegerRange(-3, 4)).outputs == [IntegerRange(-6, 8)])
  }

  @Test("A coefficient or range beyond 64 bits is an error, not a wrong number")
  func overflow() {
    let rows = matrix([[1 << 29, 1 << 29]])
    let graph = shareTwoTerms(rows)
    #expect(throws: RangeOverflow.self) {
      try graph.ranges(input: IntegerRange(0, 1 << 40))
    }
  }
}
