import NetworkIR

/// A18: the largest element under the window; padding never wins.
func maxPool(_ geometry: WindowGeometry, _ x: [Int], from input: Shape, to output: Shape) -> [Int] {
  let window = Window(geometry, from: input, to: output)
  let taps = window.taps
  var y = [Int](repeating: 0, count: window.outputCount)
  for c in 0..<window.inputChannels {
    for p in window.positions {
      var largest = Int.min
      for k in taps {
        guard let index = window.inputIndex(c, p, k) else { continue }
        largest = max(largest, x[index])
      }
      y[window.outputIndex(c, p)] = largest
    }
  }
  return y
}
