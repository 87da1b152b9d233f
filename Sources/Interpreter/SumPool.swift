import NetworkIR

/// A18: the sum under the window; padding counts as the padding value.
func sumPool(
  _ geometry: WindowGeometry, paddingValue: Int, _ x: [Int], from input: Shape, to output: Shape
) -> [Int] {
  let window = Window(geometry, from: input, to: output)
  let taps = window.taps
  var y = [Int](repeating: 0, count: window.outputCount)
  for c in 0..<window.inputChannels {
    for p in window.positions {
      var sum = 0
      for k in taps { sum += window.inputIndex(c, p, k).map { x[$0] } ?? paddingValue }
      y[window.outputIndex(c, p)] = sum
    }
  }
  return y
}
