import NetworkIR

/// The value of one node for all examples, from those of its inputs: [examples, elements].
///
/// - Parameter inputs: Of the node's inputs, in their order.
func forward(_ node: FloatNode, _ inputs: [[Float]], of shapes: [Shape], count: Int) -> [Float] {
  let size = node.shape.elementCount
  let inputSize = shapes.first?.elementCount ?? 0
  switch node.operation {
  case .input, .reshape: return inputs[0]
  case .linear(let linear):
    let operation = LinearForward(linear, input: shapes[0], output: node.shape)
    return eachExample(count, size, inputs[0], inputSize) { operation.evaluate($0, into: $1) }
  case .affine(let axis, let scale, let offset):
    let stride = node.shape.strides.isEmpty ? 1 : node.shape.strides[axis]
    return eachElement(count, size, inputs[0]) { element, value in
      let channel = scale.count == 1 ? 0 : element / stride % scale.count
      return scale[channel] * value + offset[offset.count == 1 ? 0 : channel]
    }
  case .pointwise(let function):
    return eachElement(count, size, inputs[0]) { Float(function.value(at: Double($1))) }
  case .maxPool(let geometry):
    let table = PatchTable(geometry, channelsPerGroup: 1, input: shapes[0], output: node.shape)
    return pooled(count, node.shape, inputs[0], inputSize, table, maximum)
  case .averagePool(let geometry, let countsPadding):
    let table = PatchTable(geometry, channelsPerGroup: 1, input: shapes[0], output: node.shape)
    return pooled(count, node.shape, inputs[0], inputSize, table) {
      average($0, $1, $2, countsPadding: countsPadding)
    }
  case .sum(let isDifference):
    return zip(inputs[0], inputs[1]).map { isDifference ? $0 - $1 : $0 + $1 }
  case .concatenate(let axis):
    return concatenated(inputs, shapes, axis: axis, count: count)
  case .transpose(let permutation):
    let strides = permutation.map { shapes[0].strides[$0] }
    return gathered(count, inputs[0], inputSize, sourcePositions(node.shape, strides: strides), 0)
  case .pad(let before, _, let value):
    return gathered(
      count, inputs[0], inputSize, paddedPositions(shapes[0], node.shape, before: before), value)
  case .product: return zip(inputs[0], inputs[1]).map { $0 * $1 }
  case .slice(let starts, let steps):
    let positions = slicedPositions(shapes[0], node.shape, starts: starts, steps: steps)
    return gathered(count, inputs[0], inputSize, positions, 0)
  case .recurrence(let recurrence):
    return RecurrentRun(recurrence, count: count).run(inputs[0])
  case .argMax(let axis, _, let selectsLast):
    return eachExample(count, size, inputs[0], inputSize) {
      largest($0, shapes[0], axis: axis, selectsLast: selectsLast, into: $1)
    }
  }
}

private func eachExample(
  _ count: Int, _ size: Int, _ input: [Float], _ inputSize: Int,
  _ fill: @Sendable (UnsafePointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
) -> [Float] {
  samples(count, size: size) { example, target in
    input.withUnsafeBufferPointer { input in
      guard let base = input.baseAddress else { return }
      fill(base + example * inputSize, target)
    }
  }
}

/// A function of each element and its place in the example.
func eachElement(
  _ count: Int, _ size: Int, _ input: [Float], _ function: @Sendable (Int, Float) -> Float
) -> [Float] {
  eachExample(count, size, input, size) { example, target in
    for element in 0..<size { target[element] = function(element, example[element]) }
  }
}

private func gathered(
  _ count: Int, _ input: [Float], _ inputSize: Int, _ positions: [Int], _ padding: Float
) -> [Float] {
  eachExample(count, positions.count, input, inputSize) { example, target in
    for (index, position) in positions.enumerated() {
      target[index] = position < 0 ? padding : example[position]
    }
  }
}

func paddedPositions(_ input: Shape, _ output: Shape, before: [Int]) -> [Int] {
  (0..<output.elementCount).map { element in
    var position = 0
    for axis in 0..<output.rank {
      let place = element / output.strides[axis] % output[axis] - before[axis]
      guard place >= 0, place < input[axis] else { return -1 }
      position += place * input.strides[axis]
    }
    return position
  }
}

func slicedPositions(
  _ input: Shape, _ output: Shape, starts: [Int], steps: [Int]
) -> [Int] {
  let first = zip(starts, input.strides).reduce(0) { $0 + $1.0 * $1.1 }
  let strides = zip(steps, input.strides).map { $0 * $1 }
  return sourcePositions(output, strides: strides).map { $0 + first }
}

private func concatenated(
  _ inputs: [[Float]], _ shapes: [Shape], axis: Int, count: Int
) -> [Float] {
  let outer = count * shapes[0].dimensions[..<axis].reduce(1, *)
  let lengths = shapes.map { $0.dimensions[axis...].reduce(1, *) }
  return (0..<outer).flatMap { block in
    zip(inputs, lengths).flatMap { $0[block * $1..<(block + 1) * $1] }
  }
}

private func pooled(
  _ count: Int, _ output: Shape, _ input: [Float], _ inputSize: Int, _ table: PatchTable,
  _ window: @escaping @Sendable (UnsafePointer<Float>, PatchTable, Int) -> Float
) -> [Float] {
  eachExample(count, output.elementCount, input, inputSize) { example, target in
    for element in 0..<target.count {
      let channel = element / table.positions
      target[element] = window(
        example + channel * table.groupStride, table, element % table.positions)
    }
  }
}

private func maximum(_ plane: UnsafePointer<Float>, _ table: PatchTable, _ position: Int) -> Float {
  var result = -Float.infinity
  for column in 0..<table.columns {
    let element = Int(table.elements[column * table.positions + position])
    if element >= 0 { result = max(result, plane[element]) }
  }
  return result
}

private func average(
  _ plane: UnsafePointer<Float>, _ table: PatchTable, _ position: Int, countsPadding: Bool
) -> Float {
  var (sum, found): (Float, Int) = (0, 0)
  for column in 0..<table.columns {
    let element = Int(table.elements[column * table.positions + position])
    if element >= 0 { (sum, found) = (sum + plane[element], found + 1) }
  }
  return sum / Float(max(countsPadding ? table.columns : found, 1))
}

private func largest(
  _ example: UnsafePointer<Float>, _ shape: Shape, axis: Int, selectsLast: Bool,
  into target: UnsafeMutableBufferPointer<Float>
) {
  let stride = shape.strides[axis]
  for index in 0..<target.count {
    let start = index / stride * stride * shape[axis] + index % stride
    var winner = 0
    for place in 1..<max(shape[axis], 1) {
      let (value, best) = (example[start + place * stride], example[start + winner * stride])
      if value > best || (selectsLast && value == best) { winner = place }
    }
    target[index] = Float(winner)
  }
}
