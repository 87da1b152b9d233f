/// Finds the integers, scale and bias of one output channel.
///
/// The error, after the function that follows, is bounded above by a squared error whose targets
/// move with the outputs: where the float output is at an end of the function, an output beyond
/// that end is as good as it is. For given targets the error is a quadratic function of each
/// weight, so that the best level of one weight, the others fixed, is the level nearest to the
/// parabola's lowest point. Weights are visited in turn until none changes; then the scale and the
/// targets follow. No step raises the error, and the start is rounding to nearest.
struct RowSearch {
  let equations: NormalEquations
  /// The float layer's outputs at the sampled places, before the function.
  let targets: [Float]
  /// Outside of these ends all outputs are the same.
  let ends: ClosedRange<Float>
  let weights: [Double]
  let levels: LevelSet
  let scales: ScaleGrid
  /// Where given, slices of the weights are kernels of it; the levels serve its scale alone.
  var kernels: KernelTable?

  struct Row: Sendable {
    var integers: [Int]
    var scale: Double
    /// The mean of the targets that the scale and integers were fitted to.
    var targetMean: Double
    /// The squared error after the function, summed over the places.
    var loss: Double
  }

  private static let rounds = 6
  static let sweeps = 30

  /// Rounding to nearest at the scale that is best for the weights alone, with the bias that
  /// restores the mean.
  func nearest() -> Row {
    let scale = scales.nearest(to: weightScale(shares: [1]) ?? 1)
    let row = Row(
      integers: rounded(scale), scale: scale, targetMean: mean(targets), loss: 0)
    return evaluated(row).row
  }

  /// The best row found.
  func best() -> Row {
    let zero = Row(
      integers: weights.map { _ in 0 }, scale: scales.unit ?? 1, targetMean: mean(targets), loss: 0)
    guard weights.contains(where: { $0 != 0 }), let start = weightScale(shares: Self.shares) else {
      return evaluated(zero).row
    }
    var best = nearest()
    let isShort = equations.columns <= Self.shortColumns
    for factor in isShort ? Self.factors + Self.finerFactors : Self.factors {
      let row = descend(from: scales.nearest(to: start * factor))
      if row.loss < best.loss { best = row }
    }
    return isShort ? best : polished(best)
  }

  /// Starts around the scale that suits the weights.
  private static let factors = [1, 0.85, 1.15, 0.7, 1.35]
  private static let finerFactors = [0.92, 1.08, 0.78, 1.25, 0.64, 1.5]
  /// Rows of so few weights are searched more thoroughly.
  private static let shortColumns = 24
  /// Parts of the largest weight that the largest level may stand for.
  private static let shares = stride(from: 1.0, through: 0.2, by: -0.05).map { $0 }

  private func rounded(_ scale: Double) -> [Int] {
    if let kernels { return rounded(scale, to: kernels.book) }
    return weights.map { levels.nearest(to: $0 / scale) }
  }

  /// The scale at which rounding to nearest changes the weights least, as the inputs weigh them.
  private func weightScale(shares: [Double]) -> Double? {
    let largest = weights.map(abs).max() ?? 0
    guard largest > 0, levels.largest > 0 else { return nil }
    let candidates = shares.map { largest * $0 / Double(levels.largest) }
    let errors = candidates.map { scale in
      weights.indices.reduce(0.0) { sum, column in
        let error = weights[column] - scale * Double(levels.nearest(to: weights[column] / scale))
        return sum + error * error * equations.products[column * equations.columns + column]
      }
    }
    return zip(candidates, errors).min { $0.1 < $1.1 }?.0
  }

  private func mean(_ values: [Float]) -> Double {
    values.reduce(0.0) { $0 + Double($1) } / Double(max(values.count, 1))
  }

  private func descend(from start: Double) -> Row {
    var row = Row(
      integers: rounded(start), scale: start, targetMean: mean(targets), loss: .infinity)
    var best = row
    var moving = targets
    for _ in 0..<Self.rounds {
      row.targetMean = mean(moving)
      let linear = linearTerm(moving)
      settle(&row, linear)
      rescale(&row, linear)
      settle(&row, linear)
      if equations.columns <= Self.shortColumns { settlePairs(&row, linear) }
      let (evaluated, outputs) = evaluated(row)
      guard evaluated.loss < best.loss * 0.9995 else {
        if evaluated.loss < best.loss { best = evaluated }
        break
      }
      best = evaluated
      moving = moved(outputs)
    }
    return best
  }

  /// The row with pairs of weights moved, where that is better.
  private func polished(_ start: Row) -> Row {
    var row = start
    let moving = moved(evaluated(row).outputs)
    row.targetMean = mean(moving)
    let linear = linearTerm(moving)
    settlePairs(&row, linear)
    rescale(&row, linear)
    settle(&row, linear)
    row = evaluated(row).row
    return row.loss < start.loss ? row : start
  }

  /// Targets beyond an end follow the outputs, as long as those stay beyond it.
  func moved(_ outputs: [Float]) -> [Float] {
    zip(targets, outputs).map { target, output in
      if target <= ends.lowerBound { return min(output, ends.lowerBound) }
      if target >= ends.upperBound { return max(output, ends.upperBound) }
      return target
    }
  }

  /// inputs * targets, and the pull towards the float weights.
  func linearTerm(_ moving: [Float]) -> [Double] {
    let rows = equations.rows
    return equations.inputs.withUnsafeBufferPointer { inputs in
      moving.withUnsafeBufferPointer { moving in
        guard let inputs = inputs.baseAddress, let moving = moving.baseAddress else { return [] }
        return (0..<equations.columns).map { column in
          dotProduct(inputs + column * rows, moving, rows) + equations.damping * weights[column]
        }
      }
    }
  }

  /// products * scaled integers - linear: half the error's slope.
  func slope(_ row: Row, _ linear: [Double]) -> [Double] {
    var slope = linear.map { -$0 }
    let columns = equations.columns
    slope.withUnsafeMutableBufferPointer { slope in
      equations.products.withUnsafeBufferPointer { products in
        guard let slope = slope.baseAddress, let products = products.baseAddress else { return }
        for column in 0..<columns where row.integers[column] != 0 {
          addScaled(
            slope, row.scale * Double(row.integers[column]), products + column * columns, columns)
        }
      }
    }
    return slope
  }

  /// Visits the weights in turn until none changes.
  private func settle(_ row: inout Row, _ linear: [Double]) {
    if let kernels { return settle(&row, linear, among: kernels) }
    var slope = slope(row, linear)
    let columns = equations.columns
    slope.withUnsafeMutableBufferPointer { slope in
      equations.products.withUnsafeBufferPointer { products in
        guard let slope = slope.baseAddress, let products = products.baseAddress else { return }
        for _ in 0..<Self.sweeps {
          var hasChanged = false
          for column in 0..<columns {
            let own = row.scale * Double(row.integers[column])
            let lowest = own - slope[column] / products[column * columns + column]
            let level = levels.nearest(to: lowest / row.scale)
            guard level != row.integers[column] else { continue }
            let change = row.scale * Double(level - row.integers[column])
            addScaled(slope, change, products + column * columns, columns)
            row.integers[column] = level
            hasChanged = true
          }
          if !hasChanged { break }
        }
      }
    }
  }

  /// The scale with the least error for the integers, or the nearest that is allowed.
  private func rescale(_ row: inout Row, _ linear: [Double]) {
    let slope = slope(row, linear)
    var (product, square) = (0.0, 0.0)
    for column in 0..<equations.columns {
      let integer = Double(row.integers[column])
      product += integer * linear[column]
      square += integer * (slope[column] + linear[column]) / row.scale
    }
    guard square > 0, product > 0 else { return }
    row.scale = scales.nearest(to: product / square)
  }

  /// The row's outputs, and the row with its error after the function.
  func evaluated(_ row: Row) -> (row: Row, outputs: [Float]) {
    var outputs = [Float](repeating: Float(row.targetMean), count: equations.rows)
    outputs.withUnsafeMutableBufferPointer { outputs in
      equations.inputs.withUnsafeBufferPointer { inputs in
        guard let outputs = outputs.baseAddress, let inputs = inputs.baseAddress else { return }
        for column in 0..<equations.columns where row.integers[column] != 0 {
          addScaled(
            outputs, Float(row.scale * Double(row.integers[column])),
            inputs + column * equations.rows, equations.rows)
        }
      }
    }
    var result = row
    result.loss = zip(outputs, targets).reduce(0.0) { sum, pair in
      let error = Double(clamped(pair.0) - clamped(pair.1))
      return sum + error * error
    }
    return (result, outputs)
  }

  private func clamped(_ value: Float) -> Float {
    min(max(value, ends.lowerBound), ends.upperBound)
  }
}
