import ArgumentParser
import Driver
import Verification

struct Verify: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Holds the generated C to the interpreter, on the host and on the target.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var targetOptions: TargetOptions
  @OptionGroup var budget: BudgetOptions
  @OptionGroup var arrays: ArrayOptions

  @Option(help: "How many seeded and boundary vectors, where no --input is given.")
  var vectors = 20

  @Option(help: "The seed of the vectors.")
  var seed: UInt64 = 1

  @Flag(help: "Also search the objects of the target's other compilers and flags; takes long.")
  var allCompilers = false

  @Flag(help: "The report as JSON.")
  var json = false

  func run() async throws {
    let target = try targetOptions.load()
    let model = try modelOptions.load()
    let batch =
      try arrays.inputs.isEmpty
      ? generatedBatch(for: model.network, count: vectors, seed: seed, isStream: arrays.stream)
      : readBatch(arrays.inputs, for: model.network, isStream: arrays.stream)
    let report = try await verify(
      model, on: batch, target: target,
      settings: try await budget.settings(for: model, target), withOtherCompilers: allCompilers)
    Console.result(json ? try jsonText(report) : text(of: report))
    if !report.isVerified { throw CommandStatus.mismatch }
  }

  private func text(of report: VerificationSummary) -> String {
    var table = TextTable(["place", "vectors", "mismatches"])
    for place in report.places {
      table.add([place.place, grouped(place.vectors), grouped(place.mismatches)])
    }
    let forbidden =
      "multiply, divide and floating-point instructions in the object code: "
      + "\(report.forbiddenInstructions)"
    let objects = "(objects also of: \(report.objectsRead.joined(separator: ", ")))"
    let verdict = report.isVerified ? "verified" : "NOT verified"
    let details = report.findings.map { "  \($0)" }
    let also = report.objectsRead.isEmpty ? [] : [objects]
    let proof = Stapes.text(of: report.proof)
    return ([table.text, forbidden] + also + [proof, verdict] + details).joined(separator: "\n")
  }
}
