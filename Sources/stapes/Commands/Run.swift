import ArgumentParser
import Diagnostics
import Driver
import NetworkIR

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a network: in the interpreter, or as C on a target.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var arrays: ArrayOptions
  @OptionGroup var budget: BudgetOptions

  @Option(name: .shortAndLong, help: "A .npy file for the outputs; without it they are printed.")
  var output: String?

  @Option(help: "A folder for every intermediate tensor, a .npy file each.")
  var tensors: String?

  @Flag(help: "The outputs' real meaning, scale times integer plus offset, as float64.")
  var real = false

  @Option(help: "Run the generated C on this target instead of the interpreter.")
  var target: String?

  @Option(help: ArgumentHelp("The folder of target descriptions.", visibility: .hidden))
  var targets: String?

  @Flag(
    name: .customLong("float"),
    help: """
      Run a float .onnx in float32, as discretisation sees it: a softmax at the end is left out.
      """)
  var isFloat = false

  @Flag(
    help: """
      Print, instead of outputs, what a trace build prints: every tensor, or with --target what that \
      core printed.
      """)
  var trace = false

  @Option(
    help: ArgumentHelp(
      "With --trace, only the tensors that the C for this target keeps; then a diff of the two is empty.",
      valueName: "target"))
  var traceFor: String?

  @Flag(help: "The printed outputs as JSON.")
  var json = false

  func run() async throws {
    guard target == nil || tensors == nil else {
      throw Diagnostic(
        .badArgument, at: .argument("--tensors"), cause: "the C keeps no intermediate tensors",
        remedy: "leave out --target: the interpreter gives the same bits"
      ).alone
    }
    if isFloat { return try runFloat() }
    let model = try modelOptions.load()
    let batch = try readBatch(arrays.inputs, for: model.network, isStream: arrays.stream)
    if trace { return Console.text(try await traced(model, batch)) }
    let results = try await outputs(of: model, on: batch)
    if let output {
      try writeOutputs(results, of: model.network, to: output, isReal: real)
    } else {
      Console.result(try printed(results, of: model.network))
    }
  }

  private func runFloat() throws {
    guard let output, let input = arrays.inputs.first, arrays.inputs.count == 1 else {
      throw Diagnostic(
        .badArgument, at: .argument("--float"),
        cause: "it needs one --input and --output",
        remedy: "give a .npy file of inputs, first axis the batch, and one to write"
      ).alone
    }
    let model = try loadFloatModel(atPath: modelOptions.model, calibrationPath: input)
    Console.report(model.notes, isQuiet: modelOptions.quiet)
    try writeFloatOutputs(of: model, to: output)
  }

  private func traced(_ model: LoadedModel, _ batch: Batch) async throws -> String {
    if let target {
      let loaded = try loadTarget(target, inFolder: targets)
      return try await traceTextOnTarget(
        model, batch, target: loaded, settings: try await budget.settings(for: model, loaded))
    }
    guard let traceFor else { return try traceText(of: model.network, on: batch) }
    let loaded = try loadTarget(traceFor, inFolder: targets)
    return try await traceText(
      of: model, on: batch, for: loaded, settings: try await budget.settings(for: model, loaded))
  }

  private func outputs(of model: LoadedModel, on batch: Batch) async throws -> BatchResult {
    if let target {
      let loaded = try loadTarget(target, inFolder: targets)
      return try await runOnTarget(
        model, batch, target: loaded, settings: try await budget.settings(for: model, loaded))
    }
    let progress = ProgressLine("running", isQuiet: modelOptions.quiet)
    return try await runInInterpreter(model.network, on: batch, tensorFolder: tensors) {
      progress.update(done: $0, of: $1)
    }
  }

  private func printed(_ results: BatchResult, of network: Network) throws -> String {
    let rows = results.printedRows(of: network, isReal: real)
    guard !json else { return try jsonText(rows) }
    return rows.map { row in
      let answer = row.answer.map { "  class \($0)" } ?? ""
      return row.outputs.map { $0.joined(separator: " ") }.joined(separator: " | ") + answer
    }.joined(separator: "\n")
  }
}
