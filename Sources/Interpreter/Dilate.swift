import NetworkIR

/// A19: the input's elements `factors` apart, the value between them.
func dilate(factors: [Int], value: Int, _ x: [Int], from input: Shape, to output: Shape) -> [Int] {
  var y = [Int](repeating: value, count: output.elementCount)
  for (position, element) in x.enumerated() {
    let coordinates = zip(input.coordinates(of: position), factors).map(*)
    y[output.position(of: coordinates)] = element
  }
  return y
}
