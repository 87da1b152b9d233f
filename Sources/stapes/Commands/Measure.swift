import ArgumentParser
import Diagnostics
import Driver
import Verification

struct Measure: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "Instructions, flash, RAM and stack of a network on a target, counted under emulation.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var targetOptions: TargetOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var arrays: ArrayOptions

  @Option(help: "How many seeded vectors, where no --input is given.")
  var vectors = 10

  @Flag(help: "The figures as JSON.")
  var json = false

  @Flag(help: "With the strategies and estimated prices of each layer.")
  var explain = false

  func run() async throws {
    let target = try targetOptions.load()
    let model = try modelOptions.load()
    let settings = try await budget.settings(for: model, target)
    let batch =
      try arrays.inputs.isEmpty
      ? generatedBatch(for: model.network, count: vectors, seed: 1, isStream: arrays.stream)
      : readBatch(arrays.inputs, for: model.network, isStream: arrays.stream)
    let counted = try await measure(model, on: batch, target: target, settings: settings)
    let explanation =
      explain
      ? Driver.explain(counted.compiled, of: model, for: target.profile, settings: settings) : nil
    Console.result(try report(counted.figures, explanation))
    if !counted.excess.diagnostics.isEmpty { throw counted.excess }
  }

  private func report(_ figures: Measurement, _ explanation: ChoiceExplanation?) throws -> String {
    guard let explanation else { return json ? try jsonText(figures) : text(of: figures) }
    return json
      ? try jsonText(ExplainedMeasurement(figures: figures, choice: explanation))
      : text(of: figures) + "\n\n" + Stapes.text(of: explanation)
  }

  private func text(of figures: Measurement) -> String {
    var table = TextTable(["figure", "value"])
    if let count = figures.instructions { table.add(["instructions", grouped(count)]) }
    if let cycles = figures.cycles { table.add(["cycles", grouped(cycles)]) }
    table.add(["flash bytes", grouped(figures.flashBytes)])
    table.add(["RAM bytes", grouped(figures.ramBytes)])
    table.add(["  state", grouped(figures.stateBytes)])
    table.add(["  scratch", grouped(figures.scratchBytes)])
    table.add(["  input", grouped(figures.inputBytes)])
    if let bytes = figures.stackBytes { table.add(["  stack, deepest seen", grouped(bytes)]) }
    if let bytes = figures.stackBoundBytes { table.add(["  stack, at most", grouped(bytes)]) }
    table.add(["forbidden instructions", grouped(figures.forbiddenInstructions)])
    let flags = figures.flags.joined(separator: " ")
    return table.text + "\ncompiler: \(figures.compiler)\nflags: \(flags)"
  }
}

/// What was counted, beside what was estimated.
private struct ExplainedMeasurement: Encodable {
  let figures: Measurement
  let choice: ChoiceExplanation
}
