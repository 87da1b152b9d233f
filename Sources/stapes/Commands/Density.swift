import ArgumentParser
import Diagnostics
import Driver
import Lowering
import NetworkIR

struct Density: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "How many elements of each tensor are not zero, in the interpreter.",
    discussion: "With --json it writes what --calibrate reads.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var arrays: ArrayOptions

  @Flag(help: "As the JSON that --calibrate reads.")
  var json = false

  func run() async throws {
    let model = try modelOptions.load()
    let batch = try readBatch(arrays.inputs, for: model.network, isStream: arrays.stream)
    let progress = ProgressLine("running", isQuiet: modelOptions.quiet)
    let density = try await measureActivity(model.network, on: batch) {
      progress.update(done: $0, of: batch.count)
    }
    guard !json else { return Console.result(density.fileText) }
    var table = TextTable(["tensor", "not zero"])
    for tensor in model.network.tensors {
      let permille = density.permille[tensor.name] ?? 0
      table.add([tensor.name.shortName, "\(permille / 10).\(permille % 10) %"])
    }
    Console.result(table.text)
  }
}
