import Diagnostics
import NetworkIR
import Testing

@testable import Calibration

/// A network whose hidden channels have very unlike ranges, given back by the second layer.
private func unbalanced(seed: UInt64) -> FloatNetwork {
  var network = perceptron(seed: seed)
  guard case .linear(var first) = network.nodes[1].operation,
    case .linear(var second) = network.nodes[3].operation
  else { return network }
  for channel in 0..<16 {
    let factor: Float = channel % 4 == 0 ? 16 : 1
    for column in 0..<12 { first.weights[channel * 12 + column] *= factor }
    first.bias[channel] *= factor
    for output in 0..<4 { second.weights[output * 16 + channel] /= factor }
  }
  network.nodes[1].operation = .linear(first)
  network.nodes[3].operation = .linear(second)
  return network
}

struct EqualizationTests {
  private let options = CalibrationOptions(weights: .uniform(bits: 8), activationBits: 4)

  @Test(arguments: 0..<4 as Range<UInt64>)
  func `Like ranges help few levels and change nothing in float`(seed: UInt64) throws {
    let network = unbalanced(seed: seed)
    let input = numbers(12 * 64, seed: seed &+ 30)
    let (balanced, notes) = network.equalized(input, options: options)
    #expect(notes.map(\.severity) == [.note])
    for (one, other) in zip(network.run(input), balanced.run(input)) {
      #expect(abs(one - other) < 1e-4)
    }
    let before = try calibrate(network, input: input, options: options).distance.error
    let after = try calibrate(balanced, input: input, options: options).distance.error
    #expect(after < 0.7 * before)
  }

  @Test func `A network is left alone where like ranges do not help`() throws {
    let network = perceptron(seed: 5)
    var options = options
    options.activationBits = 8
    let input = numbers(12 * 64, seed: 3)
    let (balanced, notes) = network.equalized(input, options: options)
    #expect(notes.isEmpty)
    #expect(balanced == network)
  }

  @Test func `Convolutions pair by channels, with and without groups`() {
    let network = chain(
      [1, 3, 5, 5],
      [
        (.linear(linear(4, 27, seed: 1, geometry: window([3, 3], padding: 1))), [1, 4, 5, 5]),
        (.pointwise(.relu), [1, 4, 5, 5]),
        (
          .linear(linear(4, 9, seed: 2, geometry: window([3, 3], padding: 1), groups: 4)),
          [1, 4, 5, 5]
        ), (.pointwise(.clip(lower: 0, upper: 6)), [1, 4, 5, 5]),
        (.linear(linear(2, 4, seed: 3, geometry: window([1, 1]))), [1, 2, 5, 5]),
      ])
    #expect(network.channelPairs == [ChannelPair(first: 1, second: 3, value: 2)])
  }
}
