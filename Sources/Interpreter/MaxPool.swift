import NetworkIR

/// A18: the largest element under the window; padding never wins.
func maxPool(_ geometry: WindowGeometry, _ x: [Int], from input: Shape, to output: Shape) -> [Int] {
  let window = Window(geometry, from: input, to: output)
  var y: [Int] = []
  for c in 0..<input[1] {
    for p in window.positions {
      var largest = Int.min
      for k in window.taps {
        guard let index = window.index(p, k) else { continue }
        largest = max(largest, x[c * window.channelCount + index])
      }
      y.append(largest)
    }
  }
  return y
}
