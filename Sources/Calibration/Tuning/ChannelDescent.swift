/// One channel's integers and what they do to the outputs, taken for linear.
struct ChannelDescent: Sendable {
  /// How the outputs change with each weight; the bias last.
  private let columns: [[Float]]
  private let squares: [Double]
  /// What a squared step away from the weights found before costs.
  private let pull: Double
  private let start: [Double]
  private(set) var scale: Double
  private(set) var integers: [Int]
  /// What the outputs are off by.
  private(set) var residual: [Float]
  /// What the bias has moved by so far, unrounded.
  private(set) var biasStep = 0.0

  private static let sweeps = 4

  init(
    columns: [[Float]], squares: [Double], scale: Double, pull: Double, integers: [Int],
    residual: [Float]
  ) {
    self.columns = columns
    self.squares = squares
    self.pull = pull
    self.scale = scale
    self.integers = integers
    self.residual = residual
    start = integers.map { scale * Double($0) }
  }

  /// What is minimised.
  var error: Double {
    let moved = zip(integers, start).reduce(0.0) {
      let step = scale * Double($1.0) - $1.1
      return $0 + step * step
    }
    return dot(residual, residual) + pull * (moved + biasStep * biasStep)
  }

  /// Rounds the weights found before at another scale.
  mutating func restart(_ scale: Double, _ levels: LevelSet) {
    for (column, value) in start.enumerated() {
      let level = levels.nearest(to: value / scale)
      add(scale * Double(level) - self.scale * Double(integers[column]), column)
      integers[column] = level
    }
    self.scale = scale
  }

  /// Visits weights, bias and scale until no weight changes.
  mutating func settle(_ levels: LevelSet, _ scales: ScaleGrid, triesPairs: Bool) {
    for _ in 0..<Self.sweeps {
      let hasChanged = sweep(levels)
      rescale(scales)
      if !hasChanged { break }
    }
    guard triesPairs else { return }
    for _ in 0..<Self.sweeps {
      guard movePairs(levels) else { return }
      _ = sweep(levels)
      rescale(scales)
    }
  }

  /// Half the error's slope.
  private func slope(_ column: Int) -> Double {
    let moved =
      column == integers.count ? biasStep : scale * Double(integers[column]) - start[column]
    return dot(columns[column], residual) + pull * moved
  }

  /// Visits every weight and the bias once; whether an integer changed.
  private mutating func sweep(_ levels: LevelSet) -> Bool {
    var hasChanged = false
    for column in integers.indices {
      let lowest = scale * Double(integers[column]) - slope(column) / (squares[column] + pull)
      let level = levels.nearest(to: lowest / scale)
      guard level != integers[column] else { continue }
      move(column, to: level)
      hasChanged = true
    }
    let last = integers.count
    let step = -slope(last) / (squares[last] + pull)
    add(step, last)
    biasStep += step
    return hasChanged
  }

  private mutating func move(_ column: Int, to level: Int) {
    add(scale * Double(level - integers[column]), column)
    integers[column] = level
  }

  /// Moves one weight to a neighbouring level and another to what then suits it, wherever both
  /// together lower the error.
  private mutating func movePairs(_ levels: LevelSet) -> Bool {
    var hasChanged = false
    var slopes = integers.indices.map { slope($0) }
    for one in integers.indices {
      let products = integers.indices.map { dot(columns[one], columns[$0]) }
      for level in levels.neighbours(of: integers[one]) {
        let change = scale * Double(level - integers[one])
        let own = change * slopes[one] + change * change * (squares[one] + pull) / 2
        guard let other = partner(one, change, own, products, slopes, levels) else { continue }
        move(one, to: level)
        move(other.column, to: other.level)
        slopes = integers.indices.map { slope($0) }
        hasChanged = true
        break
      }
    }
    return hasChanged
  }

  /// The weight that lowers the error most together with a given move; nil where none does.
  private func partner(
    _ one: Int, _ change: Double, _ own: Double, _ products: [Double], _ slopes: [Double],
    _ levels: LevelSet
  ) -> (column: Int, level: Int)? {
    var best: (gain: Double, column: Int, level: Int)?
    for other in integers.indices where other != one {
      let square = squares[other] + pull
      let tilted = slopes[other] + change * products[other]
      let level = levels.nearest(to: Double(integers[other]) - tilted / square / scale)
      let step = scale * Double(level - integers[other])
      let gain = -(own + step * tilted + step * step * square / 2)
      if step != 0, gain > (best?.gain ?? 1e-9) { best = (gain, other, level) }
    }
    return best.map { ($0.column, $0.level) }
  }

  /// Moves the scale to the allowed one with the least error.
  private mutating func rescale(_ scales: ScaleGrid) {
    var slopes = [Float](repeating: 0, count: residual.count)
    var (pulled, norm) = (0.0, 0.0)
    for (column, integer) in integers.enumerated() where integer != 0 {
      let own = Double(integer)
      add(Float(integer), column, to: &slopes)
      pulled += own * (scale * own - start[column])
      norm += own * own
    }
    let square = dot(slopes, slopes) + pull * norm
    guard square > 0 else { return }
    let best = scale - (dot(slopes, residual) + pull * pulled) / square
    guard best > 0 else { return }
    let next = scales.nearest(to: best)
    let change = Float(next - scale)
    for index in residual.indices { residual[index] += change * slopes[index] }
    scale = next
  }

  /// Takes the bias that it is rounded to.
  mutating func setBias(step: Double) {
    add(step - biasStep, columns.count - 1)
    biasStep = step
  }

  private mutating func add(_ step: Double, _ column: Int) {
    add(Float(step), column, to: &residual)
  }

  private func add(_ step: Float, _ column: Int, to sums: inout [Float]) {
    sums.withUnsafeMutableBufferPointer { sums in
      columns[column].withUnsafeBufferPointer { source in
        guard let target = sums.baseAddress, let source = source.baseAddress else { return }
        addScaled(target, step, source, sums.count)
      }
    }
  }
}
