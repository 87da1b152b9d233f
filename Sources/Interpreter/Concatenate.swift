import NetworkIR

/// A19: the inputs one after another along the axis.
func concatenate(axis: Int, _ inputs: [[Int]], _ shapes: [Shape]) -> [Int] {
  var dimensions = shapes[0].dimensions
  dimensions[axis] = shapes.reduce(0) { $0 + $1[axis] }
  let output = Shape(dimensions)
  var y = [Int](repeating: 0, count: output.elementCount)
  var offset = 0
  for (x, shape) in zip(inputs, shapes) {
    for (position, element) in x.enumerated() {
      var coordinates = shape.coordinates(of: position)
      coordinates[axis] += offset
      y[output.position(of: coordinates)] = element
    }
    offset += shape[axis]
  }
  return y
}
