import ArgumentParser
import CProof
import Driver

struct Prove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Reads the printed C back and proves that it computes the network.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var targetOptions: TargetOptions
  @OptionGroup var budget: BudgetOptions

  @Option(help: "A folder of generated C; by default the network is compiled.")
  var code: String?

  @Flag(help: "The report as JSON.")
  var json = false

  func run() async throws {
    let target = try targetOptions.load()
    let model = try modelOptions.load()
    let progress = progress
    let summary: ProofSummary
    if let code {
      summary = try prove(model, codeIn: code, target: target, progress: progress)
    } else {
      summary = try await prove(
        model, target: target, settings: try await budget.settings(for: model, target),
        progress: progress)
    }
    Console.result(json ? try jsonText(summary) : Stapes.text(of: summary.proof))
    if summary.proof.isRefuted { throw CommandStatus.mismatch }
  }

  private var progress: @Sendable (String) -> Void {
    let isShown = Console.isTerminal && !modelOptions.quiet
    return { if isShown { Console.error($0) } }
  }
}

extension Stapes {
  /// The proof as a table and a line on ranges.
  static func text(of report: ProofReport) -> String {
    var table = TextTable(["tensor", "function", "elements", "proof of the C", "how"])
    for tensor in report.tensors {
      table.add([
        tensor.tensor, tensor.function, grouped(tensor.elements),
        tensor.status.rawValue.replacing("_", with: " "), tensor.detail,
      ])
    }
    let ranges = report.ranges
    let line =
      "ranges of the C: \(grouped(ranges.fitting)) results fit their types, "
      + "\(ranges.notFitting.count) places not shown; \(grouped(ranges.derived)) stated ranges "
      + "derived, \(ranges.notDerived.count) places not"
    let places = (ranges.notFitting + ranges.notDerived).prefix(8).map { "  \($0)" }
    return ([table.text, line] + places).joined(separator: "\n")
  }
}
