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
  let groupInputs = input[1] / convolution.groups
  let groupOutputs = output[1] / convolution.groups
  var y: [Int] = []
  for o in 0..<output[1] {
    let firstChannel = o / groupOutputs * groupInputs
    for p in window.positions {
      var sum = convolution.linear.bias[o]
      var weight = o * convolution.linear.inputs
      for c in firstChannel..<firstChannel + groupInputs {
        for k in taps {
          let element = window.index(p, k).map { x[c * window.channelCount + $0] }
          sum += weights[weight] * (element ?? convolution.paddingValue)
          weight += 1
        }
      }
      y.append(sum)
    }
  }
  return y
}
