import FixedPoint
import NetworkIR

/// A10: y[.., o] = bias[o] + sum over i of weight[o, i] * x[.., i].
func dense(_ linear: LinearWeights, _ x: [Int]) -> [Int] {
  let weights = linear.weights.map(\.value)
  var y: [Int] = []
  for start in stride(from: 0, to: x.count, by: linear.inputs) {
    for o in 0..<linear.outputs {
      var sum = linear.bias[o]
      for i in 0..<linear.inputs { sum += weights[o * linear.inputs + i] * x[start + i] }
      y.append(sum)
    }
  }
  return y
}
