import ArgumentParser
import Diagnostics
import Driver
import Foundation

struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The accuracy of a network on labelled inputs, in the interpreter, on all cores.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var arrays: ArrayOptions

  @Option(help: "A .npy file of class numbers, one per input.")
  var labels: String

  @Flag(help: "The result as JSON.")
  var json = false

  func run() async throws {
    let model = try modelOptions.load()
    let batch = try readBatch(arrays.inputs, for: model.network, isStream: arrays.stream)
    let labels = try readLabels(labels, count: batch.count)
    let progress = ProgressLine("evaluating", isQuiet: modelOptions.quiet)
    let evaluation = try await evaluate(model.network, on: batch, labels: labels) {
      progress.update(done: $0, of: $1)
    }
    Console.result(json ? try jsonText(evaluation) : text(of: evaluation))
  }

  private func text(of evaluation: Evaluation) -> String {
    let percent = String(format: "%.2f", evaluation.accuracy * 100)
    let head =
      "accuracy \(percent) % (\(grouped(evaluation.correct)) of \(grouped(evaluation.count)))"
    var table = TextTable(["label"] + evaluation.confusion.indices.map(String.init))
    for (label, row) in evaluation.confusion.enumerated() {
      table.add([String(label)] + row.map(grouped))
    }
    return head + "\nconfusion: a row per label, a column per answer\n" + table.text
  }
}
