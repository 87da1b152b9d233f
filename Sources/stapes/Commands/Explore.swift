import ArgumentParser
import Diagnostics
import Driver
import Foundation

struct Explore: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "The choices of kernels that no other beats in time, flash and RAM at once.")

  @OptionGroup var modelOptions: ModelOptions
  @OptionGroup var targetOptions: TargetOptions
  @OptionGroup var budget: BudgetOptions

  @Flag(help: "Compiles each choice and counts its costs under emulation.")
  var count = false

  @Option(help: "Most choices to show.")
  var points = 16

  @Option(help: ArgumentHelp("A picture of the choices.", valueName: "file"))
  var svg: String?

  @Flag(help: "The choices as JSON.")
  var json = false

  func run() async throws {
    guard (1...100).contains(points) else {
      throw Diagnostic(
        .badArgument, at: .argument("--points"), cause: "\(points) is not from 1 to 100",
        remedy: "leave it out for 16"
      ).alone
    }
    let target = try targetOptions.load()
    let model = try modelOptions.load()
    let settings = try await budget.settings(for: model, target)
    let progress = ProgressLine("exploring", isQuiet: modelOptions.quiet)
    let exploration = try await explore(
      model, for: target, settings: settings, most: points, isCounted: count
    ) { progress.update(done: $0, of: $1) }
    if let svg { try writeText(exploration.picture, to: svg) }
    Console.result(json ? try jsonText(exploration) : text(of: exploration))
  }

  private func text(of exploration: Exploration) -> String {
    guard !exploration.points.isEmpty else { return "no choice keeps the limits" }
    var table = TextTable(["", exploration.unit, "flash", "RAM", "strategies"])
    for (index, point) in exploration.points.enumerated() {
      table.add([
        "\(index + 1)", grouped(point.costs.instructions), grouped(point.costs.flashBytes),
        grouped(point.costs.ramBytes), strategies(of: point, in: exploration),
      ])
    }
    let origin = count ? "counted under emulation" : "estimates; --count counts"
    return table.text + "\n(\(origin))"
  }

  /// All layers' strategies of the first point, and what differs of any other.
  private func strategies(of point: Exploration.Point, in exploration: Exploration) -> String {
    let first = exploration.points[0].layers
    let shown = point.layers.enumerated().filter { index, layer in
      point == exploration.points[0] || layer != first[index]
    }
    return shown.map { "\($1.name.shortName): \($1.strategy)" }.joined(separator: ", ")
  }
}
