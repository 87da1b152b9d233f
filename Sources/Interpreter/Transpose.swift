import NetworkIR

/// A19: output axis k is input axis permutation[k].
func transpose(_ permutation: [Int], _ x: [Int], _ shape: Shape) -> [Int] {
  let output = Shape(permutation.map { shape[$0] })
  var y = [Int](repeating: 0, count: x.count)
  for (position, element) in x.enumerated() {
    let coordinates = shape.coordinates(of: position)
    y[output.position(of: permutation.map { coordinates[$0] })] = element
  }
  return y
}
