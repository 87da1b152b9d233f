import FixedPoint
import NetworkIR

/// A11: y[o, p] = bias[o] + sum over the input channels c of o's group and the taps k of
/// weight[o, c, k] * x[c, p * stride + k * dilation - padding]; outside, x is the padding value.
func convolve(
  _ convolution: Convolution, _ x: [Int], from input: Shape, to output: Shape
) -> [Int] {
  let window = Window(convolution.geometry, from: input, to: output)
  let weights = convolution.linear.weights.map(\.value)
  let taps = window.taps
  let groupInputs = window.inputChannels / convolution.groups
  let groupOutputs = window.outputChannels / convolution.groups
  var y = [Int](repeating: 0, count: window.outputCount)
  for o in 0..<window.outputChannels {
    let firstChannel = o / groupOutputs * groupInputs
    for p in window.positions {
      var sum = convolution.linear.bias[o]
      var weight = o * convolution.linear.inputs
      for c in firstChannel..<firstChannel + groupInputs {
        for k in taps {
          let element = window.inputIndex(c, p, k).map { x[$0] } ?? convolution.paddingValue
          sum += weights[weight] * element
          weight += 1
        }
      }
      y[window.outputIndex(o, p)] = sum
    }
  }
  return y
}
