import NetworkIR

/// How the outputs change with the weights of a layer.
struct WeightSlopes: Sendable {
  private let linear: FloatLinear
  private let table: PatchTable
  private let input: [Float]
  private let inputSize: Int
  private let count: Int
  private let isHeldOut: [Bool]
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
    isHeldOut = (0..<tuning.count).map { tuning.isHeldOut($0) }
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
    for example in 0..<count where !isHeldOut[example] {
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
