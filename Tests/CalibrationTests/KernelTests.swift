import NetworkIR
import Testing

@testable import Calibration

struct KernelTests {
  /// A padded convolution of 3 x 3 over 5 x 5 pixels and a ReLU.
  private func network(channels: Int, outputs: Int, groups: Int = 1) -> FloatNetwork {
    let own = linear(
      outputs, channels / groups * 9, seed: 3, geometry: window([3, 3], padding: 1), groups: groups)
    return chain(
      [1, channels, 5, 5],
      [(.linear(own), [1, outputs, 5, 5]), (.pointwise(.relu), [1, outputs, 5, 5])]
    )
  }

  private func slices(_ layer: IntegerLayer) -> Set<[Int]> {
    Set(
      stride(from: 0, to: layer.integers.count, by: 9).map { Array(layer.integers[$0..<$0 + 9]) })
  }

  @Test(arguments: [(4, 6, 1), (4, 4, 4)])
  func `A layer's slices are so many kernels of six bits`(
    channels: Int, outputs: Int, groups: Int
  ) throws {
    let options = CalibrationOptions(weights: .kernels(size: 3))
    let result = try calibrate(
      network(channels: channels, outputs: outputs, groups: groups),
      input: numbers(channels * 25 * 24, seed: 7), options: options)
    let layer = try #require(result.layers[1])
    #expect(slices(layer).count <= 3)
    #expect(layer.integers.allSatisfy { abs($0) <= 31 })
    #expect(layer.error < layer.nearestError)
  }

  @Test func `More kernels are nearer to the float layer`() throws {
    let errors = try [4, 12, 64].map { size in
      try calibrate(
        network(channels: 6, outputs: 8), input: numbers(6 * 25 * 24, seed: 7),
        options: CalibrationOptions(weights: .kernels(size: size))
      ).layers[1]?.error ?? 1
    }
    #expect(errors[0] > errors[1])
    #expect(errors[1] > errors[2])
    // More kernels than slices: each has its own, but for six bits.
    #expect(errors[2] < 0.01)
  }

  @Test func `The best move of a kernel is where its error's slope is zero`() {
    var moment = KernelMoment(length: 2)
    moment.curvature = [4, 1, 1, 3]
    moment.slope = [-9, -5]
    // 4 a + b = 9, a + 3 b = 5.
    let change = moment.bestChange
    #expect(abs(change[0] - 2) < 1e-4)
    #expect(abs(change[1] - 1) < 1e-4)
  }

  @Test func `Layers without kernels get weights of six bits`() throws {
    let options = CalibrationOptions(weights: .kernels(size: 8))
    let result = try calibrate(
      perceptron(seed: 1), input: numbers(12 * 32, seed: 1), options: options)
    #expect(result.layers[1]?.integers.allSatisfy { abs($0) <= 31 } == true)
    #expect(result.distance.error < 0.01)
  }
}
