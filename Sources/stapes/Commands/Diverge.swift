import ArgumentParser
import Driver
import Interpreter

struct Diverge: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Names the first element of a captured trace that is wrong, and the layer to blame.")

  @OptionGroup var modelOptions: ModelOptions

  @Option(help: "A log of the C built with -DSTAPES_TRACE; other text in it does no harm.")
  var trace: String

  @Flag(help: "The report as JSON.")
  var json = false

  func run() throws {
    let model = try modelOptions.load()
    let report = try compareTrace(atPath: trace, of: model.network)
    Console.result(json ? try jsonText(report) : text(of: report))
    if report.divergence != nil { throw CommandStatus.mismatch }
  }

  private func text(of report: TraceComparison) -> String {
    let lists = [
      ("compared", report.compared), ("compared in part", report.incomplete),
      ("not in the log", report.missing),
    ].filter { !$0.1.isEmpty }.map { "\($0): \($1.joined(separator: ", "))" }
    let verdict =
      report.divergence.map { "DIVERGES: \($0.description)" } ?? "equal to the interpreter"
    return
      (["inferences compared: \(report.inferences)"] + lists
      + report.notes.map { "note: \($0)" } + [verdict]).joined(separator: "\n")
  }
}
