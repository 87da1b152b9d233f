import NetworkIR

/// How fast a scalar changes with a node's inputs, from how fast it changes with the node's value:
/// [examples, elements] each. One array per input.
///
/// - Parameters:
///   - inputs: The values of the node's inputs.
///   - shapes: Of the node's inputs.
func backward(
  _ node: FloatNode, _ gradient: [Float], _ inputs: [[Float]], of shapes: [Shape], count: Int
) -> [[Float]] {
  switch node.operation {
  // Nothing is tuned through a recurrence.
  case .input, .argMax, .recurrence: return []
  case .reshape: return [gradient]
  case .linear(let linear):
    let operation = LinearBackward(linear, input: shapes[0], output: node.shape)
    return [operation.inputs(gradient, count: count)]
  case .affine(let axis, let scale, _):
    let stride = node.shape.strides.isEmpty ? 1 : node.shape.strides[axis]
    return [
      eachElement(count, node.shape.elementCount, gradient) { element, value in
        value * scale[scale.count == 1 ? 0 : element / stride % scale.count]
      }
    ]
  case .pointwise(let function):
    return [zip(gradient, inputs[0]).map { $0 * function.slope(at: $1) }]
  case .maxPool(let geometry):
    let table = PatchTable(geometry, channelsPerGroup: 1, input: shapes[0], output: node.shape)
    return [unpooled(gradient, inputs[0], table, shapes[0], node.shape, count, toLargest)]
  case .averagePool(let geometry, let countsPadding):
    let table = PatchTable(geometry, channelsPerGroup: 1, input: shapes[0], output: node.shape)
    return [
      unpooled(gradient, inputs[0], table, shapes[0], node.shape, count) {
        toAll($0, $1, $2, $3, $4, countsPadding: countsPadding)
      }
    ]
  case .sum(let isDifference): return [gradient, isDifference ? gradient.map { -$0 } : gradient]
  case .concatenate(let axis): return split(gradient, shapes, axis: axis, count: count)
  case .transpose(let permutation):
    let strides = permutation.map { shapes[0].strides[$0] }
    return [scattered(gradient, sourcePositions(node.shape, strides: strides), shapes[0], count)]
  case .product:
    return [zip(gradient, inputs[1]).map { $0 * $1 }, zip(gradient, inputs[0]).map { $0 * $1 }]
  case .slice(let starts, let steps):
    let positions = slicedPositions(shapes[0], node.shape, starts: starts, steps: steps)
    return [scattered(gradient, positions, shapes[0], count)]
  case .pad(let before, _, _):
    return [
      scattered(gradient, paddedPositions(shapes[0], node.shape, before: before), shapes[0], count)
    ]
  }
}

extension PointwiseFunction {
  /// The derivative; of curves by a difference.
  func slope(at x: Float) -> Float {
    if let clamp { return clamp.contains(x) && x > clamp.lowerBound ? 1 : 0 }
    let (x, step) = (Double(x), 1e-4)
    let slope = (value(at: x + step) - value(at: x - step)) / (2 * step)
    return slope.isFinite ? Float(slope) : 0
  }
}

private func scattered(
  _ gradient: [Float], _ positions: [Int], _ input: Shape, _ count: Int
) -> [Float] {
  samples(count, size: input.elementCount) { example, target in
    for (index, position) in positions.enumerated() where position >= 0 {
      target[position] += gradient[example * positions.count + index]
    }
  }
}

private func split(
  _ gradient: [Float], _ shapes: [Shape], axis: Int, count: Int
) -> [[Float]] {
  let outer = count * shapes[0].dimensions[..<axis].reduce(1, *)
  let lengths = shapes.map { $0.dimensions[axis...].reduce(1, *) }
  let whole = lengths.reduce(0, +)
  var start = 0
  return lengths.map { length in
    defer { start += length }
    return (0..<outer).flatMap { block in
      gradient[block * whole + start..<block * whole + start + length]
    }
  }
}

private typealias Unpooling =
  @Sendable (
    Float, UnsafePointer<Float>, UnsafeMutablePointer<Float>, PatchTable, Int
  ) -> Void

private func unpooled(
  _ gradient: [Float], _ input: [Float], _ table: PatchTable, _ inputShape: Shape,
  _ outputShape: Shape, _ count: Int, _ unpool: @escaping Unpooling
) -> [Float] {
  let (inputSize, outputSize) = (inputShape.elementCount, outputShape.elementCount)
  return samples(count, size: inputSize) { example, target in
    input.withUnsafeBufferPointer { input in
      guard let base = input.baseAddress, let goal = target.baseAddress else { return }
      for element in 0..<outputSize {
        let plane = element / table.positions * table.groupStride
        unpool(
          gradient[example * outputSize + element], base + example * inputSize + plane,
          goal + plane, table, element % table.positions)
      }
    }
  }
}

private func toLargest(
  _ gradient: Float, _ plane: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>,
  _ table: PatchTable, _ position: Int
) {
  var (winner, largest) = (-1, -Float.infinity)
  for column in 0..<table.columns {
    let element = Int(table.elements[column * table.positions + position])
    if element >= 0, plane[element] > largest { (winner, largest) = (element, plane[element]) }
  }
  if winner >= 0 { target[winner] += gradient }
}

private func toAll(
  _ gradient: Float, _ plane: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>,
  _ table: PatchTable, _ position: Int, countsPadding: Bool
) {
  let elements = (0..<table.columns).map {
    Int(table.elements[$0 * table.positions + position])
  }.filter { $0 >= 0 }
  let share = gradient / Float(max(countsPadding ? table.columns : elements.count, 1))
  for element in elements { target[element] += share }
}

/// A linear operator's transpose.
struct LinearBackward: Sendable {
  let linear: FloatLinear
  let table: PatchTable
  private let inputSize: Int
  private let outputSize: Int

  init(_ linear: FloatLinear, input: Shape, output: Shape) {
    self.linear = linear
    table = PatchTable(linear, input: input, output: output)
    inputSize = input.elementCount
    outputSize = output.elementCount
  }

  func inputs(_ gradient: [Float], count: Int) -> [Float] {
    samples(count, size: inputSize) { example, target in
      gradient.withUnsafeBufferPointer { gradient in
        guard let base = gradient.baseAddress, let goal = target.baseAddress else { return }
        if linear.geometry == nil {
          dense(base + example * outputSize, goal)
        } else {
          convolution(base + example * outputSize, goal)
        }
      }
    }
  }

  private func dense(_ gradient: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>) {
    linear.weights.withUnsafeBufferPointer { weights in
      guard let weights = weights.baseAddress else { return }
      for position in 0..<table.positions {
        for output in 0..<linear.outputs {
          let slope = gradient[position * linear.outputs + output]
          guard slope != 0 else { continue }
          addScaled(
            target + position * linear.columns, slope, weights + output * linear.columns,
            linear.columns)
        }
      }
    }
  }

  private func convolution(
    _ gradient: UnsafePointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    let perGroup = linear.outputs / linear.groups
    let positions = table.positions
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(1, table.elements.count)) {
      patches in
      guard let base = patches.baseAddress else { return }
      for group in 0..<linear.groups {
        patches.update(repeating: 0)
        for output in group * perGroup..<(group + 1) * perGroup {
          for column in 0..<linear.columns {
            let weight = linear.weights[output * linear.columns + column]
            guard weight != 0 else { continue }
            addScaled(base + column * positions, weight, gradient + output * positions, positions)
          }
        }
        scatter(patches, target + group * table.groupStride)
      }
    }
  }

  private func scatter(
    _ patches: UnsafeMutableBufferPointer<Float>, _ target: UnsafeMutablePointer<Float>
  ) {
    for index in 0..<table.elements.count {
      let element = Int(table.elements[index])
      if element >= 0 { target[element] += patches[index] }
    }
  }
}
