import NetworkIR

/// A19: the input within a frame of the padding value.
func pad(before: [Int], value: Int, _ x: [Int], from input: Shape, to output: Shape) -> [Int] {
  var y = [Int](repeating: value, count: output.elementCount)
  for (position, element) in x.enumerated() {
    let coordinates = zip(input.coordinates(of: position), before).map(+)
    y[output.position(of: coordinates)] = element
  }
  return y
}
