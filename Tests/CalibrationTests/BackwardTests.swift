import NetworkIR
import Testing

@testable import Calibration

/// Operators one after the other, each on what the one before it gives.
private let chains: [FloatNetwork] = [
  perceptron(seed: 3, inputs: 6, hidden: 5, outputs: 3),
  chain(
    [1, 4, 6, 6],
    [
      (
        .linear(linear(4, 18, seed: 1, geometry: window([3, 3], padding: 1), groups: 2)),
        [1, 4, 6, 6]
      ),
      (.pointwise(.tanh), [1, 4, 6, 6]),
      (.maxPool(window([2, 2], stride: 2)), [1, 4, 3, 3]),
      (.affine(axis: 1, scale: [1, -2, 0.5, 3], offset: [0, 1, 2, 3]), [1, 4, 3, 3]),
      (.averagePool(window([3, 3], padding: 1), countsPadding: false), [1, 4, 3, 3]),
      (.transpose(permutation: [0, 2, 3, 1]), [1, 3, 3, 4]), (.reshape, [1, 36]),
      (.linear(linear(2, 36, seed: 2)), [1, 2]),
    ]),
]

struct BackwardTests {
  @Test(arguments: chains)
  func `The slopes are those of small differences`(network: FloatNetwork) throws {
    let size = network.nodes[0].shape.elementCount
    let input = numbers(size * 3, seed: 11)
    let outputs = network.nodes[network.output].shape.elementCount
    let direction = numbers(outputs, seed: 5)
    var values: [[Float]] = []
    network.run(input) { values.append($1) }
    var slope = (0..<3).flatMap { _ in direction }
    for index in network.nodes.indices.reversed().dropLast() {
      let node = network.nodes[index]
      slope =
        backward(
          node, slope, node.inputs.map { values[$0] },
          of: node.inputs.map { network.nodes[$0].shape },
          count: 3)[0]
    }
    func value(_ input: [Float]) -> Double {
      network.run(input).enumerated().reduce(0) {
        $0 + Double($1.element) * Double(direction[$1.offset % outputs])
      }
    }
    for element in stride(from: 0, to: input.count, by: 7) {
      var (above, below) = (input, input)
      above[element] += 0.002
      below[element] -= 0.002
      let expected = (value(above) - value(below)) / 0.004
      #expect(abs(Double(slope[element]) - expected) < 0.02 * max(1, abs(expected)))
    }
  }

  @Test func `Least squares with a little damping solve what they are given`() {
    let matrix = [4.0, 1, 0, 1, 3, 1, 0, 1, 2]
    let wanted = [1.0, -2, 0.5]
    let right = (0..<3).map { row in (0..<3).reduce(0) { $0 + matrix[row * 3 + $1] * wanted[$1] } }
    let found = ridgeSolution(matrix, right, damping: 0)
    for (one, other) in zip(found, wanted) { #expect(abs(one - other) < 1e-4) }
    let damped = ridgeSolution(matrix, right, damping: 10)
    #expect(zip(damped, wanted).allSatisfy { abs($0) < abs($1) })
  }
}
