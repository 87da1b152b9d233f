import NetworkIR

extension OutputTuning {
  /// How much a step away from the integers found so far counts, in mean squared slopes.
  private static let pulls = [0.003, 0.03, 0.3, 3, 30]
  private static let sweeps = 4
  private static let channelsAtOnce = 8

  /// Moves the integers of every layer, every channel knowing what the others did to the outputs.
  ///
  /// - Returns: Whether anything was taken over.
  mutating func tuneWeights() -> Bool {
    var hasImproved = false
    for (node, linear) in quantized.network.linearNodes {
      let width = max(1, linear.outputs / blocks)
      for first in stride(from: 0, to: linear.outputs, by: width) {
        let outputs = first..<min(first + width, linear.outputs)
        if tuneWeights(of: node, linear, outputs) { hasImproved = true }
      }
    }
    return hasImproved
  }

  /// Parts of a layer between which the outputs' slopes are taken anew: many for small networks.
  var blocks: Int {
    let values = quantized.network.nodes.reduce(0) { $0 + $1.shape.elementCount }
    return max(1, 20_000_000 / max(1, values * count * directions.count))
  }

  /// How often all layers are gone through: small networks cost little.
  var rounds: Int { blocks > 1 ? 8 : 1 }

  private mutating func tuneWeights(
    of node: Int, _ linear: FloatLinear, _ channels: Range<Int>
  ) -> Bool {
    guard let layer = quantized.layers[node] else { return false }
    let values = quantized.values(input)
    let slopes = WeightSlopes(self, values, linear, node)
    let residual = residual(values[quantized.network.output])
    let start = quantized.layers
    var states = Self.pulls.map { State(layer: layer, residual: residual, pull: $0) }
    for first in stride(from: channels.lowerBound, to: channels.upperBound, by: Self.channelsAtOnce)
    {
      let outputs = Array(first..<min(first + Self.channelsAtOnce, channels.upperBound))
      let columns = mapInParallel(outputs.count) { slopes.columns(of: outputs[$0]) }
      let before = states
      let tuning = self
      states = mapInParallel(before.count) { index in
        zip(outputs, columns).reduce(before[index]) { tuning.descended($0, $1.0, $1.1, node) }
      }
    }
    var hasImproved = false
    for state in states where state.layer != layer {
      var layers = start
      layers[node] = state.layer
      if take(layers) { hasImproved = true }
    }
    return hasImproved
  }

  /// A layer on its way, and what its outputs are off by.
  private struct State: Sendable {
    var layer: IntegerLayer
    var residual: [Float]
    let pull: Double
  }

  /// The best level of each weight of a channel, the others fixed; then the bias.
  private func descended(
    _ state: State, _ output: Int, _ columns: [[Float]], _ node: Int
  ) -> State {
    var state = state
    let layer = state.layer
    let width = columns.count - 1
    let squares = columns.map { dot($0, $0) }
    let mean = squares.dropLast().reduce(0, +) / Double(max(width, 1))
    guard mean > 0 else { return state }
    let place = output * width..<(output + 1) * width
    let start = Array(layer.integers[place])
    var search = ChannelDescent(
      columns: columns, squares: squares, scale: layer.scales[output], pull: state.pull * mean,
      start: start, integers: start, residual: state.residual)
    let scales = scaleGrid(node)
    for _ in 0..<Self.sweeps {
      let hasChanged = search.sweep(layer.levels)
      search.rescale(scales)
      if !hasChanged { break }
    }
    state.layer.scales[output] = search.scale
    let bias = rounded(
      layer.bias[output] + search.biasStep, of: output, in: state.layer, node: node)
    search.setBias(step: bias - layer.bias[output])
    state.layer.bias[output] = bias
    state.layer.integers.replaceSubrange(place, with: search.integers)
    state.residual = search.residual
    return state
  }
}

/// One channel's integers and what they do to the outputs.
private struct ChannelDescent {
  /// How the outputs change with each weight; the bias last.
  let columns: [[Float]]
  let squares: [Double]
  private(set) var scale: Double
  let pull: Double
  /// The weights that were found before.
  let start: [Double]
  var integers: [Int]
  var residual: [Float]
  /// What the bias has moved by so far, unrounded.
  private(set) var biasStep = 0.0

  init(
    columns: [[Float]], squares: [Double], scale: Double, pull: Double, start: [Int],
    integers: [Int], residual: [Float]
  ) {
    self.columns = columns
    self.squares = squares
    self.scale = scale
    self.pull = pull
    self.start = start.map { scale * Double($0) }
    self.integers = integers
    self.residual = residual
  }

  /// Visits every weight and the bias once; whether an integer changed.
  mutating func sweep(_ levels: LevelSet) -> Bool {
    var hasChanged = false
    for column in integers.indices {
      let moved = scale * Double(integers[column]) - start[column]
      let slope = dot(columns[column], residual) + pull * moved
      let lowest = scale * Double(integers[column]) - slope / (squares[column] + pull)
      let level = levels.nearest(to: lowest / scale)
      guard level != integers[column] else { continue }
      add(scale * Double(level - integers[column]), column)
      integers[column] = level
      hasChanged = true
    }
    let last = columns.count - 1
    let step = -(dot(columns[last], residual) + pull * biasStep) / (squares[last] + pull)
    add(step, last)
    biasStep += step
    return hasChanged
  }

  /// Moves the scale to the allowed one with the least error.
  mutating func rescale(_ scales: ScaleGrid) {
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

/// How the outputs change with the weights of a layer.
private struct WeightSlopes: Sendable {
  private let linear: FloatLinear
  private let table: PatchTable
  private let input: [Float]
  private let inputSize: Int
  private let count: Int
  /// By direction, [examples, elements of the layer's output].
  private let gradients: [[Float]]

  init(_ tuning: OutputTuning, _ values: [[Float]], _ linear: FloatLinear, _ node: Int) {
    let network = tuning.quantized.network
    let source = network.nodes[node].inputs[0]
    self.linear = linear
    table = PatchTable(
      linear, input: network.nodes[source].shape, output: network.nodes[node].shape)
    input = values[source]
    inputSize = network.nodes[source].shape.elementCount
    count = tuning.count
    gradients = tuning.directions.map { direction in
      var found: [Float] = []
      tuning.quantized.gradients(values, along: direction, from: node) {
        if $0 == node { found = $1 }
      }
      return found
    }
  }

  /// With each weight of a channel and its bias: [directions, examples] each; zero where an example
  /// is held out.
  func columns(of output: Int) -> [[Float]] {
    let rows = gradients.count * count
    var columns = [[Float]](
      repeating: [Float](repeating: 0, count: rows), count: linear.columns + 1)
    var patch = [Float](repeating: 0, count: table.elements.count)
    for example in 0..<count where !OutputTuning.isHeldOut(example) {
      gather(example, output, into: &patch)
      for direction in gradients.indices where !gradients[direction].isEmpty {
        let slopes = slopes(direction, example, output)
        let row = direction * count + example
        for column in 0..<linear.columns {
          columns[column][row] = product(slopes, patch, column)
        }
        columns[linear.columns][row] = slopes.reduce(0, +)
      }
    }
    return columns
  }

  private func gather(_ example: Int, _ output: Int, into patch: inout [Float]) {
    input.withUnsafeBufferPointer { input in
      patch.withUnsafeMutableBufferPointer { patch in
        guard let base = input.baseAddress, let target = patch.baseAddress else { return }
        table.gather(base + example * inputSize, group: linear.group(of: output), into: target)
      }
    }
  }

  /// With the channel's value at each position.
  private func slopes(_ direction: Int, _ example: Int, _ output: Int) -> [Float] {
    let size = linear.outputs * table.positions
    return (0..<table.positions).map { position in
      let element =
        linear.geometry == nil
        ? position * linear.outputs + output : output * table.positions + position
      return gradients[direction][example * size + element]
    }
  }

  private func product(_ slopes: [Float], _ patch: [Float], _ column: Int) -> Float {
    slopes.withUnsafeBufferPointer { slopes in
      patch.withUnsafeBufferPointer { patch in
        guard let one = slopes.baseAddress, let other = patch.baseAddress else { return 0 }
        return Float(dotProduct(one, other + column * table.positions, table.positions))
      }
    }
  }
}
