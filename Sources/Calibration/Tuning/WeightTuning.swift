import NetworkIR

extension OutputTuning {
  /// How much a step away from the integers found so far counts, in mean squared slopes.
  private static let pulls = [0.003, 0.03, 0.3, 3, 30]
  private static let finerPulls = [0.001, 0.01, 0.1, 1, 10, 100]
  /// Small networks are searched from several scales.
  private static let startFactors = [1, 0.71, 0.84, 1.19, 1.41]
  private static let channelsAtOnce = 8

  /// Moves the integers of every layer, every channel knowing what the others did to the outputs.
  ///
  /// - Returns: Whether anything was taken over.
  mutating func tuneWeights(progress: (Int) -> Void) -> Bool {
    var hasImproved = false
    for (node, linear) in quantized.network.linearNodes {
      defer { progress(linear.weights.count) }
      let width = max(1, linear.outputs / blocks)
      for first in stride(from: 0, to: linear.outputs, by: width) {
        let outputs = first..<min(first + width, linear.outputs)
        if tuneWeights(of: node, linear, outputs) { hasImproved = true }
      }
    }
    return hasImproved
  }

  /// Parts of a layer between which the outputs' slopes are taken anew: many for small networks.
  private var blocks: Int {
    let values = quantized.network.nodes.reduce(0) { $0 + $1.shape.elementCount }
    return max(1, 20_000_000 / max(1, values * count * directions.count))
  }

  /// How often all layers are gone through: small networks cost little.
  var rounds: Int { isThorough ? 8 : 1 }

  private var isThorough: Bool { blocks > 1 }

  private mutating func tuneWeights(
    of node: Int, _ linear: FloatLinear, _ channels: Range<Int>
  ) -> Bool {
    guard let layer = quantized.layers[node], layer.alphabet.isElementwise else { return false }
    let values = quantized.values(input)
    let slopes = WeightSlopes(self, values, linear, node)
    let residual = residual(values[quantized.network.output])
    let start = quantized.layers
    let pulls = isThorough ? Self.pulls + Self.finerPulls : Self.pulls
    var states = pulls.map { State(layer: layer, residual: residual, pull: $0) }
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
      if take(layers) || (isThorough && takeForClasses(layers)) { hasImproved = true }
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
    let scales = scaleGrid(node)
    let start = ChannelDescent(
      columns: columns, squares: squares, scale: layer.scales[output], pull: state.pull * mean,
      integers: Array(layer.integers[place]), residual: state.residual)
    let ends = (isThorough ? Self.startFactors : [1]).map { factor in
      var search = start
      if factor != 1 { search.restart(scales.nearest(to: start.scale * factor), layer.levels) }
      search.settle(layer.levels, scales, triesPairs: isThorough)
      return search
    }
    guard var search = ends.min(by: { $0.error < $1.error }) else { return state }
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
