import NetworkIR

/// The elements of a tensor repeated over a shape that it broadcasts to.
func spread(_ values: [Int], _ dimensions: [Int], over shape: Shape) -> [Int] {
  if dimensions == shape.dimensions { return values }
  let padded = Array(repeating: 1, count: shape.rank - dimensions.count) + dimensions
  let strides = zip(padded, Shape(padded).strides).map { $0 == 1 ? 0 : $1 }
  return gathered(values, shape: shape, strides: strides)
}

/// The elements found by walking the shape row-major with the given step along each axis.
func gathered<Value>(_ values: [Value], shape: Shape, strides: [Int]) -> [Value] {
  var result: [Value] = []
  result.reserveCapacity(shape.elementCount)
  var index = Array(repeating: 0, count: shape.rank)
  for _ in 0..<shape.elementCount {
    result.append(values[zip(index, strides).reduce(0) { $0 + $1.0 * $1.1 }])
    for axis in index.indices.reversed() {
      index[axis] += 1
      if index[axis] < shape[axis] { break }
      index[axis] = 0
    }
  }
  return result
}

extension NodeImport {
  /// Gives x another shape with the same elements; integer constants are folded.
  mutating func reshaped(_ x: Operand, to dimensions: [Int]) throws(NodeRefusal) {
    if let values = x.integers {
      try throwIfRefused()
      // As many elements as x has, so within the limits; a shape computation may be empty.
      return share(.integer(values), shape: Shape(dimensions), type: x.type)
    }
    try apply(.reshape, [x], shape: try shape(dimensions), type: x.type)
  }
}
