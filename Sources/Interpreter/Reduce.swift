import NetworkIR

/// A33: the sum or the extreme of all elements along the axes.
func reduce(
  _ reduction: Reduction, _ x: [Int], from input: Shape, to output: Shape
) -> [Int] {
  var y = [Int?](repeating: nil, count: output.elementCount)
  for (position, element) in x.enumerated() {
    // The axes have size 1 in the output, so every index along them becomes 0.
    let coordinates = zip(input.coordinates(of: position), output.dimensions).map {
      min($0, $1 - 1)
    }
    let index = output.position(of: coordinates)
    y[index] = y[index].map { reduction.combine($0, element) } ?? element
  }
  return y.compactMap { $0 }
}

extension Reduction {
  fileprivate func combine(_ first: Int, _ second: Int) -> Int {
    switch self {
    case .sum: first + second
    case .smallest: min(first, second)
    case .largest: max(first, second)
    }
  }
}
