import ArgumentParser
import CEmission
import Driver
import Foundation
import Lowering

struct Compile: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes the C of a network into a folder.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var targetOptions: TargetOptions
  @OptionGroup var budget: BudgetOptions

  @Option(name: .shortAndLong, help: "The folder to write; it must not hold anything else.")
  var output: String

  @Option(help: "The C name of the network; by default the file's name.")
  var name: String?

  @Flag(help: "The report as JSON on standard output.")
  var json = false

  @Flag(help: "Each layer's strategies and prices, the choice, and what more memory would buy.")
  var explain = false

  func run() async throws {
    let target = try targetOptions.load()
    let model = try modelOptions.load()
    let settings = try await budget.settings(for: model, target)
    let (compiled, remarks) = try await compileWithin(
      settings, model, for: target, name: name, command: commandLine)
    Console.report(remarks, isQuiet: modelOptions.quiet)
    try writeFolder(compiled.files, to: output)
    Console.result(
      try report(
        compiled,
        explain ? Driver.explain(compiled, of: model, for: target.profile, settings: settings) : nil
      ))
  }

  private func report(
    _ compiled: CompiledModel, _ explanation: ChoiceExplanation?
  ) throws -> String {
    guard !json else { return try explanation.map { try jsonText($0) } ?? compiled.manifest }
    let files = compiled.files.map(\.path).sorted().joined(separator: " ")
    return (explanation.map(Stapes.text) ?? summary(of: compiled)) + "\nwrote \(output): \(files)"
  }

  /// The command as the banner of the C shows it: without paths, which differ between machines.
  private var commandLine: String {
    let fileName = URL(fileURLWithPath: modelOptions.model).lastPathComponent
    var words = ["stapes compile", fileName, "--target", targetOptions.target]
    words += modelOptions.inputFormats.map { "--input-format \($0)" }
    if let contract = modelOptions.contract { words.append("--contract \(contract)") }
    if let name { words.append("--name \(name)") }
    return (words + budget.words).joined(separator: " ")
  }

  private func summary(of compiled: CompiledModel) -> String {
    var table = TextTable(["operator", "strategy", "instructions", "flash", "scratch"])
    for row in compiled.report.operators {
      table.add([
        row.shortName, row.strategy, grouped(row.instructions), grouped(row.flashBytes),
        grouped(row.scratchBytes),
      ])
    }
    return table.text + "\n(estimates; `stapes measure` counts)"
  }
}
