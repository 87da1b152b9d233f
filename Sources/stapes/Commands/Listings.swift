import ArgumentParser
import Driver

struct ListTargets: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "targets", abstract: "The cores that Stapes compiles for.")

  @Option(help: ArgumentHelp("The folder of target descriptions.", visibility: .hidden))
  var targets: String?

  @Flag(help: "As JSON.")
  var json = false

  func run() throws {
    let rows = try listTargets(inFolder: targets)
    guard !json else { return Console.result(try jsonText(rows)) }
    var table = TextTable(["target", "flash", "RAM", "description"])
    for row in rows {
      table.add([row.name, grouped(row.flashBytes), grouped(row.ramBytes), row.description])
    }
    Console.result(table.text)
  }
}

struct ListOperators: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ops", abstract: "The operators that Stapes imports.")

  @Flag(help: "As JSON.")
  var json = false

  @Flag(help: ArgumentHelp("As the page docs/operators.md.", visibility: .hidden))
  var markdown = false

  func run() throws {
    let rows = listOperators()
    if markdown { return Console.result(operatorsPage(rows)) }
    guard !json else { return Console.result(try jsonText(rows)) }
    var table = TextTable(["operator", "domain", "form"])
    for row in rows { table.add([row.name, row.domain, row.form]) }
    Console.result(table.text)
  }
}
