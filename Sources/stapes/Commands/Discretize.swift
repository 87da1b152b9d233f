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
      two), int2 to int8, codebook, laplacian, kernels; or auto.
      """)
  var weights = "pot"

  @Option(
    name: .customLong("layer"),
    help: ArgumentHelp("The weights of one layer.", valueName: "layer=weights"))
  var layers: [String] = []

  @Option(
    help: "Bits of the values between layers, 1 to 8; auto: as few as hardly change the outputs.")
  var activations = "8"

  @Option(
    name: .customLong("layer-activations"),
    help: ArgumentHelp("Bits of the values behind one layer.", valueName: "layer=bits"))
  var layerActivations: [String] = []

  @Option(name: .customLong("input-bits"), help: "Bits of the network's input, 1 to 16.")
  var inputBits = 8

  @Option(help: "For auto: the core whose costs decide, a name that `stapes targets` lists.")
  var target: String?

  @Option(help: ArgumentHelp("The folder of target descriptions.", visibility: .hidden))
  var targets: String?

  @Option(help: "For auto: most bytes of flash.")
  var maxFlash: Int?

  @Option(help: "For auto: most bytes of RAM.")
  var maxRam: Int?

  @Option(help: "For auto: most instructions an inference (cycles, where those are counted).")
  var maxInstructions: Int?

  @Option(
    help: ArgumentHelp(
      "For auto: a picture of the outputs' error against flash and time.", valueName: "file"))
  var svg: String?

  @Option(help: "Selects the rows that layers are fitted to.")
  var seed: UInt64 = 0

  @Option(name: .shortAndLong, help: "The network of integers to write: .stapes.")
  var output: String

  @Flag(help: "Prints what the weights and values of each layer may be.")
  var levels = false

  @Flag(help: "The report as JSON.")
  var json = false

  @Flag(help: "Errors only.")
  var quiet = false

  func run() async throws {
    if weights != "auto" { try refuseAutomaticOptions() }
    let float = try loadFloatModel(atPath: model, calibrationPath: calibration)
    let progress = ProgressLine("discretising", isQuiet: quiet)
    if weights == "auto" { return try runAutomatically(float, progress) }
    let result = try discretizeFloat(float, options: try options(weights, float)) {
      progress.update(done: $0, of: $1)
    }
    try finish(result)
    Console.result(json ? try jsonText(result.report) : text(of: result.report))
  }

  private func runAutomatically(_ float: FloatModel, _ progress: ProgressLine) throws {
    guard let target else {
      throw Diagnostic(
        .badArgument, at: .argument("--weights"), cause: "auto needs a core whose costs decide",
        remedy: "give --target, and limits as --max-flash"
      ).alone
    }
    let limits = DeviceLimits(
      flashBytes: maxFlash, ramBytes: maxRam, instructions: maxInstructions)
    let (result, choice) = try discretizeAutomatically(
      float, options: try options("int8", float),
      target: try loadTarget(target, inFolder: targets).profile, limits: limits
    ) { progress.update(done: $0, of: $1) }
    try finish(result)
    if let svg { try writeText(choice.picture, to: svg) }
    Console.result(
      json
        ? try jsonText(AutomaticReport(choice: choice, report: result.report))
        : choiceText(choice) + "\n\n" + text(of: result.report))
  }

  private struct AutomaticReport: Codable {
    let choice: WeightChoice
    let report: DiscretizationReport
  }

  private func finish(_ result: DiscretizedModel) throws {
    Console.report(result.notes, isQuiet: quiet)
    try writeModel(result.network, to: output)
  }

  /// Limits are kept by choosing weights; with given weights, `stapes compile` keeps them.
  private func refuseAutomaticOptions() throws {
    guard target != nil || maxFlash != nil || maxRam != nil || maxInstructions != nil || svg != nil
    else { return }
    throw Diagnostic(
      .badArgument, at: .argument("--weights"),
      cause: "a target, limits and pictures belong to the choice of weights, which are given",
      remedy: "use --weights auto, or give target and limits to `stapes compile`"
    ).alone
  }

  private func options(_ weights: String, _ float: FloatModel) throws -> CalibrationOptions {
    let bits = activations == "auto" ? 8 : Int(activations) ?? 0
    try require("--activations", bits, in: 1...8)
    try require("--input-bits", inputBits, in: 1...16)
    var options = CalibrationOptions(
      weights: try parseAlphabet(weights), layerWeights: try parseLayerAlphabets(layers),
      activationBits: bits, inputBits: inputBits, seed: seed)
    options.layerActivations = try parseLayerActivations(layerActivations)
    return activations == "auto" ? try withChosenActivations(options, float) : options
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
        percent(layer.nearestError), layer.outputs.map { grouped($0.count) } ?? "",
      ])
    }
    return table.text + (levels ? "\n\n" + levelText(report) + "\n" : "")
      + "\n(error: of the layer's outputs, over their variance; nearest: without optimisation)"
      + "\noutputs on \(grouped(report.inputs)) inputs: error \(percent(report.distance.error)), "
      + "same class \(percent(report.distance.agreement))\nwrote \(output)"
  }

}
