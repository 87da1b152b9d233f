import NetworkIR

/// A19: the largest values along the axis in descending order, ties by lowest index; and their
/// indices.
func topK(count: Int, axis: Int, _ x: [Int], _ shape: Shape) -> [[Int]] {
  var dimensions = shape.dimensions
  dimensions[axis] = count
  let output = Shape(dimensions)
  var values = [Int](repeating: 0, count: output.elementCount)
  var indices = values
  for (line, outputLine) in zip(shape.lines(along: axis), output.lines(along: axis)) {
    let order = line.indices.sorted { left, right in
      (x[line[right]], left) < (x[line[left]], right)
    }
    for (index, position) in zip(order, outputLine) {
      values[position] = x[line[index]]
      indices[position] = index
    }
  }
  return [values, indices]
}
