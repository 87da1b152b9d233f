import FixedPoint
import NetworkIR

/// A11: y[o, p] = bias[o] + sum over the input channels c of o's group and the taps k of
/// weight[o, c, k] * x[c, p * stride + k * dilation - padding]; outside, x is the padding value.
func convolve(
  _ convolution: Convolution, _ x: [Int], from input: Shape, to output: Shape
) -> [Int] {
  let window = Window(convolution.geometry, from: input, to: output)
  let linear = convolution.linear
  let weights = linear.weights.map(\.value)
  let groupOutputs = window.outputChannels / convolution.groups
  var y = [Int](repeating: 0, count: window.outputCount)
  for p in window.positions {
    let under = window.elements(of: x, at: p, paddingValue: convolution.paddingValue)
    for o in 0..<window.outputChannels {
      let first = o / groupOutputs * linear.inputs
      var sum = linear.bias[o]
      for i in 0..<linear.inputs { sum += weights[o * linear.inputs + i] * under[first + i] }
      y[window.outputIndex(o, p)] = sum
    }
  }
  return y
}
