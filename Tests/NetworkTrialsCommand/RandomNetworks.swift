import ArgumentParser
import Diagnostics
import Foundation
import NetworkTrials

@main
struct RandomNetworks: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "random-networks",
    abstract: "Compiles random networks in random ways and holds the results to the interpreter.")

  @Option(help: "How many networks.") var count = 1000
  @Option(help: "The first network's seed; the others follow.") var seed: UInt64 = 1
  @Option(help: "Ends after so many minutes, whatever the count.") var minutes: Double?
  @Option(help: "How many processes work at once.") var jobs = 1
  @Option(help: "Where networks that fail are saved.") var save = "Tests/RandomNetworks"
  @Option(help: "The descriptions of the targets.") var targets = "targets"
  @Option(help: .hidden) var build: String?
  @Flag(help: .hidden) var work = false
  @Option(help: .hidden) var judge: String?
  @Option(help: "Writes inputs for tools/fuzz to begin with into this folder, and ends.")
  var seeds: String?

  func run() async throws {
    do {
      if let seeds { return try FuzzSeeds(bench: bench()).write(to: URL(filePath: seeds)) }
      if let judge { return try await Worker(bench: bench()).judge(judge) }
      if work { return try await Worker(bench: bench()).work(numbers, build, save: folder) }
      try await supervise()
    } catch let faults as DiagnosticList {
      FileHandle.standardError.write(Data("\(faults)\n".utf8))
      throw ExitCode(1)
    }
  }

  private var numbers: Range<UInt64> { seed..<seed + UInt64(max(0, count)) }
  private var folder: URL { URL(filePath: save) }

  private func bench() throws(DiagnosticList) -> Workbench {
    try Workbench(targetDirectory: URL(filePath: targets))
  }

  private func supervise() async throws {
    let supervisor = Supervisor(
      bench: try bench(), targets: targets, save: folder, jobs: max(1, jobs),
      deadline: minutes.map { Date.now.addingTimeInterval($0 * 60) })
    let outcome = await supervisor.run(numbers)
    print(outcome.text(numbers))
    if !outcome.failures.isEmpty { throw ExitCode(1) }
  }
}
