extension RowSearch {
  /// Moves one weight to a neighbouring level and another to what then suits it, where both together
  /// lower the error though neither does alone; for rows so short that all pairs can be tried.
  func settlePairs(_ row: inout Row, _ linear: [Double]) {
    let columns = equations.columns
    guard columns <= Self.pairedColumns, kernels == nil else { return }
    var slope = slope(row, linear)
    for _ in 0..<Self.sweeps {
      guard let move = bestPair(row, slope) else { return }
      for (column, level) in [move.one, move.other] {
        let change = row.scale * Double(level - row.integers[column])
        for other in 0..<columns {
          slope[other] += change * equations.products[column * columns + other]
        }
        row.integers[column] = level
      }
    }
  }

  private static let pairedColumns = 64

  private typealias Move = (column: Int, level: Int)

  private func bestPair(_ row: Row, _ slope: [Double]) -> (one: Move, other: Move)? {
    var best: (gain: Double, one: Move, other: Move)?
    for one in 0..<equations.columns {
      for level in levels.neighbours(of: row.integers[one]) {
        let pair = bestPartner(of: (one, level), row, slope)
        if let pair, pair.gain > (best?.gain ?? 1e-9) {
          best = (pair.gain, (one, level), pair.other)
        }
      }
    }
    return best.map { ($0.one, $0.other) }
  }

  /// What moving a weight, and the other that then pays most, lowers half the error by.
  private func bestPartner(
    of one: Move, _ row: Row, _ slope: [Double]
  ) -> (gain: Double, other: Move)? {
    let columns = equations.columns
    let products = equations.products
    let change = row.scale * Double(one.level - row.integers[one.column])
    let own =
      change * slope[one.column]
      + change * change * products[one.column * columns + one.column] / 2
    var best: (gain: Double, other: Move)?
    for other in 0..<columns where other != one.column {
      let square = products[other * columns + other]
      let tilted = slope[other] + change * products[one.column * columns + other]
      let value = row.scale * Double(row.integers[other])
      let level = levels.nearest(to: (value - tilted / square) / row.scale)
      let step = row.scale * Double(level - row.integers[other])
      let gain = -(own + step * tilted + step * step * square / 2)
      if level != row.integers[other], gain > (best?.gain ?? 1e-9) { best = (gain, (other, level)) }
    }
    return best
  }
}
