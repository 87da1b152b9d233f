import CProof
import Driver
import Verification

extension Stapes {
  /// The report of one target: the ladder, the places, the proof, and the verdict.
  static func text(of report: VerificationSummary) -> String {
    var ladder = TextTable(["rung", "what", "outcome", "found"])
    for rung in report.ladder {
      ladder.add([
        "\(rung.number)", rung.title, rung.outcome.rawValue.replacing("_", with: " "), rung.detail,
      ])
    }
    let head =
      "\(report.network) on \(report.target), stapes \(report.toolVersion)\n"
      + "\(report.model), SHA-256 \(report.modelDigest)\ninputs: \(report.inputs.description)"
    let parts = [head, ladder.text, places(of: report), text(of: report.proof), costs(of: report)]
    return (parts + [verdict(report)]).joined(separator: "\n\n")
  }

  /// A line for each target, then what spoils the verdict.
  static func text(of result: VerificationOfTargets) -> String {
    var table = TextTable([
      "target", "verdict", "places", "differ", "objects", "forbidden", "proved", "instructions",
      "flash", "RAM", "stack seen", "at most",
    ])
    for report in result.targets { table.add(row(of: report)) }
    for absent in result.notCompiled { table.add([absent.place, "not compiled"]) }
    let absences = result.notCompiled.map { "\($0.place) is not compiled for: \($0.reason)" }
    let findings = result.targets.flatMap { report in
      report.findings.map { "  \(report.target): \($0)" }
    }
    return ([table.text] + absences + [result.isVerified ? "verified" : "NOT verified"] + findings)
      .joined(separator: "\n")
  }

  private static func row(of report: VerificationSummary) -> [String] {
    let proved = report.proof.tensors.count { $0.status == .proved }
    func figure(_ number: Int?) -> String { number.map(grouped) ?? "" }
    return [
      report.target, report.isVerified ? "verified" : "NOT verified", "\(report.places.count)",
      "\(report.places.reduce(0) { $0 + $1.mismatches })",
      "\(report.objectsRead.count + (report.cost == nil ? 0 : 1))",
      "\(report.forbiddenInstructions)", "\(proved) of \(report.proof.tensors.count)",
      figure(report.cost.flatMap { $0.cycles ?? $0.instructions }),
      figure(report.cost?.flashBytes), figure(report.cost?.ramBytes), figure(report.stack?.seen),
      figure(report.stack?.bound),
    ]
  }

  private static func places(of report: VerificationSummary) -> String {
    var table = TextTable(["place", "vectors", "mismatches", "compiler"])
    for place in report.places {
      table.add([place.place, grouped(place.vectors), grouped(place.mismatches), place.compiler])
    }
    for absent in report.leftOut {
      table.add([absent.place, "", "", "left out: \(absent.reason)"])
    }
    let objects = "objects also of: \(report.objectsRead.joined(separator: ", "))"
    return ([table.text] + (report.objectsRead.isEmpty ? [] : [objects])).joined(separator: "\n")
  }

  private static func costs(of report: VerificationSummary) -> String {
    guard let cost = report.cost else { return "nothing is counted on the host" }
    let unit = cost.cycles == nil ? "instructions" : "cycles"
    let figures =
      "\(grouped(cost.cycles ?? cost.instructions ?? 0)) \(unit), "
      + "\(grouped(cost.flashBytes)) B of flash, \(grouped(cost.ramBytes)) B of RAM"
    guard let stack = report.stack else { return figures }
    let bound = stack.bound.map { "\(grouped($0)) B at most" } ?? "no bound"
    return figures + "\nstack: \(grouped(stack.seen ?? 0)) B seen, \(bound) (\(stack.detail))"
  }

  private static func verdict(_ report: VerificationSummary) -> String {
    let forbidden =
      "multiply, divide and floating-point instructions in the object code: "
      + "\(report.forbiddenInstructions)"
    let details = report.findings.map { "  \($0)" }
    return ([forbidden, report.isVerified ? "verified" : "NOT verified"] + details)
      .joined(separator: "\n")
  }
}
