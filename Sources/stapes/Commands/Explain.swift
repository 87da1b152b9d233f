import ArgumentParser
import Diagnostics

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "What a diagnostic code means, and what usually helps.")

  @Argument(help: "A code such as E0401; all of them where it is left out.")
  var code: String?

  func run() throws {
    guard let code else {
      var table = TextTable(["code", "title"])
      for code in DiagnosticCode.allCases { table.add([code.rawValue, code.explanation.title]) }
      Console.result(table.text)
      return
    }
    guard let known = DiagnosticCode(rawValue: code.uppercased()) else {
      throw Diagnostic(
        .badArgument, at: .argument("CODE"), cause: "there is no code \(code)",
        remedy: "run `stapes explain` for the list"
      ).alone
    }
    let page = known.explanation
    Console.result("\(known.rawValue): \(page.title)\n\n\(page.meaning)\n\(page.advice)")
  }
}
