import NetworkIR

/// A19: y[i] = x[starts + i * steps] along each axis.
func slice(_ slice: Slice, _ x: [Int], _ shape: Shape) -> [Int] {
  let output = Shape(slice.sizes)
  return (0..<output.elementCount).map { position in
    let coordinates = output.coordinates(of: position).enumerated().map { axis, index in
      slice.starts[axis] + index * slice.steps[axis]
    }
    return x[shape.position(of: coordinates)]
  }
}
