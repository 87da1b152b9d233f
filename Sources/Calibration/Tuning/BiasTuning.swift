import NetworkIR

extension OutputTuning {
  private static let dampings = [0.01, 0.1, 1, 10]
  private static let biasRounds = 3
  private static let examplesPerBias = 8
  private static let mostBiases = 1024

  /// Moves the biases of all layers to where they are best for all examples, where these are many
  /// more than the biases.
  mutating func tuneBiasesToAll() {
    let biases = quantized.network.linearNodes.reduce(0) { $0 + $1.linear.outputs }
    guard count * directions.count >= Self.examplesPerBias * biases else { return }
    holdsOut = false
    tuneBiases()
    tuneTies()
    holdsOut = true
  }

  /// The same with examples weighed the more the nearer their two largest outputs are, where that
  /// gives more of them the float network's class and hardly raises the squared error.
  private mutating func tuneTies() {
    let weights = tieWeights
    guard !weights.isEmpty else { return }
    for _ in 0..<Self.biasRounds {
      let values = quantized.values(input)
      let slopes = biasSlopes(values).map { slope in
        BiasSlope(
          node: slope.node, output: slope.output, slopes: weighed(slope.slopes, by: weights))
      }
      let residual = weighed(residual(values[quantized.network.output]), by: weights)
      let start = quantized.layers
      var hasImproved = false
      for step in steps(slopes, residual) {
        if takeForClasses(moved(start, slopes, step)) { hasImproved = true }
      }
      guard hasImproved else { return }
    }
  }

  /// By example; empty where there are no classes to tell apart.
  private var tieWeights: [Float] {
    guard size > 1 else { return [] }
    let margins = (0..<count).map { example -> Float in
      let outputs = goal[example * size..<(example + 1) * size].sorted(by: >)
      return outputs[0] - outputs[1]
    }
    let mean = margins.reduce(0, +) / Float(count)
    return mean > 0 ? margins.map { 1 / ($0 / mean + 0.1) } : []
  }

  /// [directions, examples].
  private func weighed(_ rows: [Float], by weights: [Float]) -> [Float] {
    rows.enumerated().map { $1 * weights[$0 % count] }
  }

  /// Moves the biases of all layers together.
  mutating func tuneBiases() {
    for _ in 0..<Self.biasRounds {
      let values = quantized.values(input)
      let slopes = biasSlopes(values)
      guard !slopes.isEmpty else { return }
      let steps = steps(slopes, residual(values[quantized.network.output]))
      let start = quantized.layers
      var hasImproved = false
      for step in steps {
        if take(moved(start, slopes, step)) { hasImproved = true }
      }
      guard hasImproved else { return }
    }
  }

  private struct BiasSlope: Sendable {
    let node: Int
    let output: Int
    /// [directions, examples].
    let slopes: [Float]
  }

  /// How the outputs change with each bias; of the last layers where there are too many.
  private func biasSlopes(_ values: [[Float]]) -> [BiasSlope] {
    var sums: [Int: [[Float]]] = [:]
    let counts = quantized.network.linearNodes.reversed()
    var room = Self.mostBiases
    let chosen = Set(
      counts.prefix { _, linear in
        room -= linear.outputs
        return room >= 0
      }.map(\.index))
    for direction in directions {
      quantized.gradients(values, along: direction, from: chosen.min() ?? 0) { node, gradient in
        if chosen.contains(node) { sums[node, default: []].append(overPositions(node, gradient)) }
      }
    }
    return sums.sorted { $0.key < $1.key }.flatMap { node, parts -> [BiasSlope] in
      let outputs = parts[0].count / count
      return (0..<outputs).map { output in
        BiasSlope(
          node: node, output: output,
          slopes: parts.flatMap { part in
            (0..<count).map { isHeldOut($0) ? 0 : part[$0 * outputs + output] }
          })
      }
    }
  }

  /// [examples, outputs]: summed over the output positions.
  private func overPositions(_ node: Int, _ gradient: [Float]) -> [Float] {
    guard case .linear(let linear) = quantized.network.nodes[node].operation else { return [] }
    let elements = quantized.network.nodes[node].shape.elementCount
    let positions = elements / max(linear.outputs, 1)
    return samples(count, size: linear.outputs) { example, target in
      for element in 0..<elements {
        let output = linear.geometry == nil ? element % linear.outputs : element / positions
        target[output] += gradient[example * elements + element]
      }
    }
  }

  /// The steps of least squares, weakly damped ones first.
  private func steps(_ slopes: [BiasSlope], _ residual: [Float]) -> [[Double]] {
    let columns = slopes.map(\.slopes)
    let lower = mapInParallel(columns.count) { row in
      (0...row).map { dot(columns[row], columns[$0]) }
    }
    var matrix = [Double](repeating: 0, count: columns.count * columns.count)
    for (row, products) in lower.enumerated() {
      for (column, product) in products.enumerated() {
        matrix[row * columns.count + column] = product
        matrix[column * columns.count + row] = product
      }
    }
    let (full, right) = (matrix, columns.map { -dot($0, residual) })
    return mapInParallel(Self.dampings.count) {
      ridgeSolution(full, right, damping: Self.dampings[$0])
    }
  }

  private func moved(
    _ layers: [Int: IntegerLayer], _ slopes: [BiasSlope], _ step: [Double]
  ) -> [Int: IntegerLayer] {
    var layers = layers
    for (slope, change) in zip(slopes, step) {
      guard var layer = layers[slope.node] else { continue }
      layer.bias[slope.output] = rounded(
        layer.bias[slope.output] + change, of: slope.output, in: layer, node: slope.node)
      layers[slope.node] = layer
    }
    return layers
  }
}

/// The dot product of two rows of one length.
func dot(_ left: [Float], _ right: [Float]) -> Double {
  left.withUnsafeBufferPointer { left in
    right.withUnsafeBufferPointer { right in
      guard let one = left.baseAddress, let other = right.baseAddress else { return 0 }
      return dotProduct(one, other, left.count)
    }
  }
}
