import FixedPoint
import Foundation
import NetworkIR
import TargetDescription
import TestSupport

func profile(_ name: String) throws -> TargetProfile {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  return try loadTarget(named: name, directory: root.appending(path: "targets"))
}

/// Dense layers of ternary weights with shifts between them.
func layeredNetwork(_ sizes: [Int]) throws -> Network {
  var random = SplitMix(seed: 9)
  var builder = NetworkBuilder(name: "layers")
  var last = try builder.addInput(
    name: "x", shape: Shape([1, sizes[0]]), range: IntegerRange(0, 15), meaning: .itself,
    encoding: .integers)
  for (inputs, outputs) in zip(sizes, sizes.dropFirst()) {
    let weights = (0..<inputs * outputs).map { _ in Weight(Int.random(in: -1...1, using: &random))
    }
    let linear = LinearWeights(
      outputs: outputs, inputs: inputs, weights: weights,
      bias: [Int](repeating: 3, count: outputs))
    last = try builder.add(
      .dense(linear), name: "dense", inputs: [last], outputNames: ["sums"], meanings: [.itself])[
        0]
    let shift = RequantizeFunction.shift(
      bits: 4, rounding: .floor, clamp: IntegerRange(0, 15))
    last = try builder.add(
      .requantize(Requantize(functions: [shift])), name: "shift", inputs: [last],
      outputNames: ["y"], meanings: [.itself])[0]
  }
  return try builder.build(outputs: [last])
}
