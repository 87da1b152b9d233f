import Diagnostics
import NetworkIR
import Testing

@testable import Calibration

/// What is said of inputs and networks that cannot be discretised well.
struct BadInputTests {
  private let network = perceptron(seed: 1)
  private let options: CalibrationOptions = {
    var options = CalibrationOptions(weights: .uniform(bits: 8))
    options.tuning = .none
    return options
  }()
  private let input = numbers(12 * 40, seed: 1)

  private func remarks(
    _ network: FloatNetwork, _ input: [Float], given: [Int: IntegerLayer] = [:]
  ) -> [String] {
    do throws(DiagnosticList) {
      let facts = try calibrationFacts(network, input: input, options: options)
      let result = try calibrate(
        network, input: input, facts: facts, options: options, given: given)
      return result.notes.diagnostics.map(\.description)
    } catch { return error.diagnostics.map(\.description) }
  }

  /// With another operation in a node.
  private func changed(
    _ node: Int = 1, _ change: (inout FloatLinear) -> Void
  ) -> FloatNetwork {
    var network = network
    guard case .linear(var linear) = network.nodes[node].operation else { return network }
    change(&linear)
    network.nodes[node].operation = .linear(linear)
    return network
  }

  @Test func `Inputs of another size`() {
    #expect(
      remarks(network, numbers(13, seed: 1)) == [
        "error[E0103]: argument --calibration: 13 numbers are no whole number of inputs of shape [1x12]; "
          + "make the first axis the batch and the others one input of 12 elements"
      ])
  }

  @Test func `Inputs that are not numbers`() {
    #expect(
      remarks(network, numbers(23, seed: 1) + [.nan]) == [
        "error[E0103]: argument --calibration: input 1 holds nan at element 11; leave the input out, or "
          + "repair how it was recorded"
      ])
  }

  @Test func `Inputs that are all the same`() {
    #expect(
      remarks(network, [Float](repeating: 0.5, count: 24)) == [
        "error[E0103]: argument --calibration: every element of every input is 0.5; give inputs like those "
          + "that the device will see"
      ])
  }

  @Test func `Too few inputs, with how many would do`() {
    #expect(
      remarks(network, numbers(12 * 3, seed: 1)) == [
        "warning[N0001]: node \"node1\" (Node): 3 calibration inputs are few for 12 weights an "
          + "output; give 12 or more",
        "warning[N0001]: node \"node1\" (Node): 2 of 16 channels are at 0.0 on every calibration "
          + "input: 11, 14; give more varied inputs; channels that stay so can be pruned before",
        "warning[N0001]: node \"node3\" (Node): 3 calibration inputs are few for 16 weights an "
          + "output; give 16 or more",
      ])
  }

  @Test func `Dead channels`() {
    let network = changed { linear in
      linear.bias[3] = -100
      linear.bias[7] = -100
    }
    #expect(
      remarks(network, input) == [
        "warning[N0001]: node \"node1\" (Node): 2 of 16 channels are at 0.0 on every calibration "
          + "input: 3, 7; give more varied inputs; channels that stay so can be pruned before"
      ])
  }

  @Test func `A layer that is dead`() {
    let network = changed { linear in linear.bias = linear.bias.map { _ in -100 } }
    #expect(
      remarks(network, input).contains(
        "error[E0403]: node \"node2\" (Node): it gives 0.0 everywhere, whatever the calibration "
          + "input; check the inputs' scaling, and that the network is trained"))
  }

  @Test func `Values that overflow`() {
    let network = changed { linear in linear.bias[0] = .infinity }
    #expect(
      remarks(network, input).contains(
        "error[E0403]: node \"node1\" (Node): it gives NaN or infinity on the calibration inputs; "
          + "check the inputs' scaling, and that the network runs in its own framework"))
  }

  @Test func `A layer whose weights all became zero`() throws {
    let zero = IntegerLayer(
      alphabet: .ternary, integers: [Int](repeating: 0, count: 192),
      scales: [Double](repeating: 1, count: 16), bias: [Double](repeating: 0, count: 16),
      levels: LevelSet([-1, 0, 1]), error: 1, nearestError: 1)
    #expect(
      remarks(network, input, given: [1: zero]) == [
        "error[E0403]: node \"node1\" (Node): all of its ternary weights became zero; give it more "
          + "levels: --layer node1=int4, say; or check that it is trained"
      ])
  }

  @Test func `Outputs whose weights all became zero`() throws {
    let result = try calibrate(network, input: input, options: options)
    var layer = try #require(result.layers[1])
    layer.integers.replaceSubrange(24..<36, with: [Int](repeating: 0, count: 12))
    #expect(
      remarks(network, input, given: [1: layer]).contains(
        "warning[N0001]: node \"node1\" (Node): 1 of 16 outputs have int8 weights that are all "
          + "zero: 2; give it more levels: --layer node1=int4, say; or check that it is trained"))
  }
}
