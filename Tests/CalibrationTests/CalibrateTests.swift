import Diagnostics
import NetworkIR
import Testing

@testable import Calibration

struct CalibrateTests {
  @Test(arguments: ["int8", "pot", "apot", "int4", "codebook"])
  func `The outputs follow the float network's`(name: String) throws {
    let network = perceptron(seed: 4)
    let options = CalibrationOptions(weights: try #require(WeightAlphabet(name: name)))
    let result = try calibrate(network, input: numbers(12 * 64, seed: 8), options: options)
    let (error, agreement) = name == "int8" ? (0.002, 0.95) : (0.03, 0.9)
    #expect(result.distance.error < error)
    #expect(result.distance.agreement > agreement)
  }

  @Test func `Two runs give the same integers`() throws {
    let network = perceptron(seed: 2)
    let input = numbers(12 * 40, seed: 3)
    let options = CalibrationOptions(weights: .ternary, activationBits: 4)
    let first = try calibrate(network, input: input, options: options)
    let second = try calibrate(network, input: input, options: options)
    #expect(first.source == second.source)
  }

  @Test func `Optimised weights beat nearest rounding at few bits`() throws {
    let network = perceptron(seed: 6, inputs: 24, hidden: 24)
    let options = CalibrationOptions(weights: .uniform(bits: 2))
    let result = try calibrate(network, input: numbers(24 * 64, seed: 1), options: options)
    for layer in result.layers.values { #expect(layer.error < 0.8 * layer.nearestError) }
  }

  @Test(arguments: [2, 4, 8])
  func `Values between layers have as many levels as were asked for`(bits: Int) throws {
    let options = CalibrationOptions(weights: .uniform(bits: 8), activationBits: bits)
    let result = try calibrate(
      perceptron(seed: 1), input: numbers(12 * 32, seed: 2), options: options)
    #expect(result.grids[2]?.bits == bits)
    #expect(result.grids[2]?.isSigned == false)
  }

  @Test func `Inputs that say nothing are refused with what is wrong with them`() {
    let network = perceptron(seed: 1)
    let options = CalibrationOptions(weights: .ternary)
    func code(_ input: [Float]) -> DiagnosticCode? {
      do throws(DiagnosticList) {
        _ = try calibrate(network, input: input, options: options)
        return nil
      } catch { return error.diagnostics.first?.code }
    }
    #expect(code([]) == .badArray)
    #expect(code(numbers(13, seed: 1)) == .badArray)
    #expect(code([Float](repeating: 0.5, count: 24)) == .badArray)
    #expect(code(numbers(23, seed: 1) + [.nan]) == .badArray)
  }

  @Test func `Too few inputs are told, with how many would do`() throws {
    let result = try calibrate(
      perceptron(seed: 1), input: numbers(12 * 3, seed: 1),
      options: CalibrationOptions(weights: .uniform(bits: 8)))
    let notes = result.notes.diagnostics
    #expect(notes.contains { $0.severity == .warning && $0.remedy == "give 12 or more" })
  }

  @Test func `Dead channels are told, and a dead layer is refused`() throws {
    var network = perceptron(seed: 1)
    guard case .linear(var hidden) = network.nodes[1].operation else { return }
    hidden.bias[3] = -100
    network.nodes[1].operation = .linear(hidden)
    let options = CalibrationOptions(weights: .uniform(bits: 8))
    let input = numbers(12 * 32, seed: 1)
    let notes = try calibrate(network, input: input, options: options).notes.diagnostics
    #expect(notes.contains { $0.cause.hasPrefix("1 of 16 channels") })
    hidden.bias = hidden.bias.map { _ in -100 }
    network.nodes[1].operation = .linear(hidden)
    #expect(throws: DiagnosticList.self) {
      try calibrate(network, input: input, options: options)
    }
  }
}
