import FixedPoint

// Rows that are alike: one is computed, the other by what it has more or less. A tree over the rows
// with the fewest terms decides (Prim 1957; Gustafsson, Ohlsson and Wanhammar 2004).

extension SumSystem {
  /// Every row a node: its own terms, or plus or minus another row and the terms of what remains.
  ///
  /// - Precondition: |weight| < 2^29, so that differences are weights.
  init(differencesOf weights: [[Weight]], inputCount: Int) {
    let values = weights.map { $0.map(\.value) }
    let rows = DifferenceTree(values).edges.map { edge in
      let parent = edge.parent.map { [edge.term(Int32(inputCount + $0))] } ?? []
      return parent
        + edge.rest.enumerated().flatMap { input, value in
          canonicalSignedDigits(value).map {
            Digit(value: Int32(input), exponent: Int16($0.exponent), isNegative: $0.isNegative)
          }
        }
    }
    let outputs = weights.indices.map {
      [Digit(value: Int32(inputCount + $0), exponent: 0, isNegative: false)]
    }
    self.init(rows: outputs + rows, inputCount: inputCount, outputCount: weights.count)
  }
}

private struct DifferenceTree {
  /// Row by row.
  private(set) var edges: [Edge]

  /// row = sign * parent + rest.
  struct Edge {
    var parent: Int?
    var isNegative = false
    var rest: [Int]
    var cost: Int

    func term(_ value: Int32) -> Digit {
      Digit(value: value, exponent: 0, isNegative: isNegative)
    }
  }

  init(_ rows: [[Int]]) {
    edges = rows.map { Edge(rest: $0, cost: Self.terms($0)) }
    var open = Array(rows.indices)
    while let nearest = open.indices.min(by: { edges[open[$0]].cost < edges[open[$1]].cost }) {
      let parent = open.remove(at: nearest)
      for row in open {
        for isNegative in [false, true] {
          let rest = zip(rows[row], rows[parent]).map { isNegative ? $0 + $1 : $0 - $1 }
          let cost = Self.terms(rest) + 1
          guard cost < edges[row].cost else { continue }
          edges[row] = Edge(parent: parent, isNegative: isNegative, rest: rest, cost: cost)
        }
      }
    }
  }

  /// Canonical signed digits: as many as there are ones in value xor 3 * value.
  private static func terms(_ row: [Int]) -> Int {
    row.reduce(0) { $0 + ($1.magnitude ^ ($1.magnitude &* 3)).nonzeroBitCount }
  }
}
