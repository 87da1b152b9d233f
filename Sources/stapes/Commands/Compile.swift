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

  func run() async throws {
    let target = try targetOptions.load()
    let limits = try budget.limits
    let model = try modelOptions.load()
    let (compiled, remarks) = try await compileWithin(
      limits, model, for: target, name: name, command: commandLine)
    Console.report(remarks, isQuiet: modelOptions.quiet)
    try writeFolder(compiled.files, to: output)
    Console.result(json ? compiled.manifest : summary(of: compiled))
  }

  /// The command as the banner of the C shows it: without paths, which differ between machines.
  private var commandLine: String {
    let fileName = URL(fileURLWithPath: modelOptions.model).lastPathComponent
    var words = ["stapes compile", fileName, "--target", targetOptions.target]
    words += modelOptions.inputFormats.map { "--input-format \($0)" }
    if let contract = modelOptions.contract { words.append("--contract \(contract)") }
    if let name { words.append("--name \(name)") }
    if let bytes = budget.maxFlash { words.append("--max-flash \(bytes)") }
    if let bytes = budget.maxRam { words.append("--max-ram \(bytes)") }
    return words.joined(separator: " ")
  }

  private func summary(of compiled: CompiledModel) -> String {
    var table = TextTable(["operator", "strategy", "instructions", "flash", "scratch"])
    for row in compiled.report.operators {
      table.add([
        row.name, row.strategy, grouped(row.instructions), grouped(row.flashBytes),
        grouped(row.scratchBytes),
      ])
    }
    let files = compiled.files.map(\.path).sorted().joined(separator: " ")
    return table.text + "\n(estimates; `stapes measure` counts)\nwrote \(output): \(files)"
  }
}
