import NetworkIR

/// A18: the sum under the window; padding counts as the padding value.
func sumPool(
  _ geometry: WindowGeometry, paddingValue: Int, _ x: [Int], from input: Shape, to output: Shape
) -> [Int] {
  let window = Window(geometry, from: input, to: output)
  var y: [Int] = []
  for c in 0..<input[1] {
    for p in window.positions {
      var sum = 0
      for k in window.taps {
        sum += window.index(p, k).map { x[c * window.channelCount + $0] } ?? paddingValue
      }
      y.append(sum)
    }
  }
  return y
}
