import NetworkIR
import TestSupport

@testable import Calibration

/// Real numbers between -1 and 1, the same for the same seed.
func numbers(_ count: Int, seed: UInt64) -> [Float] {
  var random = SplitMix(seed: seed)
  return (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
}

/// A linear operator with seeded weights.
func linear(
  _ outputs: Int, _ columns: Int, seed: UInt64, geometry: WindowGeometry? = nil, groups: Int = 1
) -> FloatLinear {
  FloatLinear(
    geometry: geometry, groups: groups, outputs: outputs, columns: columns,
    weights: numbers(outputs * columns, seed: seed), bias: numbers(outputs, seed: seed &+ 1))
}

/// A chain of operators behind an input.
func chain(_ input: [Int], _ steps: [(FloatOperation, [Int])]) -> FloatNetwork {
  var nodes = [
    FloatNode(
      name: "x", operatorName: "Input", outputName: "x", operation: .input, inputs: [],
      shape: Shape(input))
  ]
  for (index, (operation, shape)) in steps.enumerated() {
    nodes.append(
      FloatNode(
        name: "node\(index + 1)", operatorName: "Node", outputName: "value\(index + 1)",
        operation: operation, inputs: [index], shape: Shape(shape)))
  }
  return FloatNetwork(name: "toy", nodes: nodes, output: nodes.count - 1)
}

func window(_ kernel: [Int], padding: Int = 0, stride: Int = 1, dilation: Int = 1) -> WindowGeometry
{
  WindowGeometry(
    kernel: kernel, strides: kernel.map { _ in stride }, dilations: kernel.map { _ in dilation },
    paddingBefore: kernel.map { _ in padding }, paddingAfter: kernel.map { _ in padding })
}

/// Two dense layers with a ReLU between them.
func perceptron(seed: UInt64, inputs: Int = 12, hidden: Int = 16, outputs: Int = 4) -> FloatNetwork
{
  chain(
    [1, inputs],
    [
      (.linear(linear(hidden, inputs, seed: seed)), [1, hidden]),
      (.pointwise(.relu), [1, hidden]),
      (.linear(linear(outputs, hidden, seed: seed &+ 7)), [1, outputs]),
    ])
}
