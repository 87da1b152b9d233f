import ArgumentParser
import Calibration
import Diagnostics
import Driver
import Foundation

struct Discretize: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Makes a network of integers of a float one, with a handful of unlabelled inputs.")

  @Argument(help: "The float network: .onnx.")
  var model: String

  @Option(help: "A .npy file of inputs like the device's, first axis the inputs; no labels.")
  var calibration: String

  @Option(
    help: """
      What a weight may be: ternary, pot (sign and 3 exponent bits), pot5, apot (two powers of \
      two), int2 to int8, codebook, laplacian; or auto.
      """)
  var weights = "pot"

  @Option(
    name: .customLong("layer"),
    help: ArgumentHelp("The weights of one layer.", valueName: "layer=weights"))
  var layers: [String] = []

  @Option(help: "Bits of the values between layers, 1 to 8.")
  var activations = 8

  @Option(name: .customLong("input-bits"), help: "Bits of the network's input, 1 to 16.")
  var inputBits = 8

  @Option(help: "Selects the rows that layers are fitted to.")
  var seed: UInt64 = 0

  @Option(name: .shortAndLong, help: "The network of integers to write: .stapes.")
  var output: String

  @Flag(help: "The report as JSON.")
  var json = false

  @Flag(help: "Errors only.")
  var quiet = false

  func run() async throws {
    let float = try loadFloatModel(atPath: model, calibrationPath: calibration)
    let progress = ProgressLine("discretising", isQuiet: quiet)
    let result = try discretizeFloat(float, options: try options) {
      progress.update(done: $0, of: $1)
    }
    Console.report(result.notes, isQuiet: quiet)
    try writeModel(result.network, to: output)
    Console.result(json ? try jsonText(result.report) : text(of: result.report))
  }

  private var options: CalibrationOptions {
    get throws {
      try require("--activations", activations, in: 1...8)
      try require("--input-bits", inputBits, in: 1...16)
      return CalibrationOptions(
        weights: try parseAlphabet(weights), layerWeights: try parseLayerAlphabets(layers),
        activationBits: activations, inputBits: inputBits, seed: seed)
    }
  }

  private func require(_ option: String, _ value: Int, in range: ClosedRange<Int>) throws {
    guard !range.contains(value) else { return }
    throw Diagnostic(
      .badArgument, at: .argument(option),
      cause: "\(value) is not from \(range.lowerBound) to \(range.upperBound)",
      remedy: "give a number of bits in that range"
    ).alone
  }

  private func text(of report: DiscretizationReport) -> String {
    var table = TextTable(["layer", "weights", "count", "error", "nearest", "levels behind"])
    for layer in report.layers {
      table.add([
        layer.name, layer.weights, grouped(layer.parameters), percent(layer.error),
        percent(layer.nearestError), layer.outputLevels.map(grouped) ?? "",
      ])
    }
    return table.text
      + "\n(error: of the layer's outputs, over their variance; nearest: without optimisation)"
      + "\noutputs on \(grouped(report.inputs)) inputs: error \(percent(report.distance.error)), "
      + "same class \(percent(report.distance.agreement))\nwrote \(output)"
  }

  private func percent(_ share: Double) -> String { String(format: "%.2f %%", share * 100) }
}
