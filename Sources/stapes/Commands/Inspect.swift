import ArgumentParser
import Diagnostics
import Driver
import NetworkIR

struct Inspect: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "A table of the network's operators: shapes, weight terms, ranges, widths, operations.")

  @OptionGroup var modelOptions: ModelOptions

  @Flag(help: "The table as JSON.")
  var json = false

  @Flag(help: "The whole network in its text form.")
  var text = false

  func run() async throws {
    let model = try modelOptions.load()
    if text { return Console.result(model.network.text) }
    let inspection = inspect(model)
    guard !json else { return Console.result(try jsonText(inspection)) }
    var table = TextTable([
      "operator", "kind", "output", "type", "range", "scale", "zero point", "weights", "nonzero",
      "terms", "accumulator",
      "operations",
    ])
    for row in inspection.operators { table.add(cells(of: row)) }
    Console.result(([heading(of: inspection), table.text]).joined(separator: "\n"))
  }

  private func cells(of row: Inspection.Row) -> [String] {
    [
      row.name.shortName, row.kind, row.shape, row.type, "\(row.lower)..\(row.upper)",
      row.scale, row.zeroPoint,
      row.weights == 0 ? "" : grouped(row.weights), row.weights == 0 ? "" : grouped(row.nonzero),
      row.weights == 0 ? "" : grouped(row.terms),
      row.accumulatorBits == 0 ? "" : "\(row.accumulatorBits) bits", grouped(row.operations),
    ]
  }

  private func heading(of inspection: Inspection) -> String {
    let inputs = inspection.inputs.map { "input  \($0)" }
    let outputs = inspection.outputs.map { "output \($0)" }
    let states = inspection.states.map { "state  \($0)" }
    return
      (["network \(inspection.name), SHA-256 \(inspection.digest)"] + inputs + outputs + states)
      .joined(separator: "\n")
  }
}
