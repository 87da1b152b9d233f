import ArgumentParser
import Diagnostics
import Driver

@main
struct Main {
  static func main() async {
    do {
      var command = try Stapes.parseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let list as DiagnosticList {
      Console.report(list.diagnostics, isQuiet: false)
      exit(with: CommandStatus(for: list))
    } catch let status as CommandStatus {
      exit(with: status)
    } catch {
      finish(parsing: error)
    }
  }

  /// Help and version go to standard output with status 0, a usage error to standard error with
  /// status 2.
  private static func finish(parsing error: any Error) -> Never {
    let text = Stapes.fullMessage(for: error)
    if Stapes.exitCode(for: error) == .success {
      Console.result(text)
      exit(with: .success)
    }
    Console.error(text)
    exit(with: .usage)
  }

  private static func exit(with status: CommandStatus) -> Never {
    Stapes.exit(withError: status == .success ? nil : ExitCode(status.rawValue))
  }
}

struct Stapes: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stapes",
    abstract:
      "Turns neural networks into C that only adds, subtracts, shifts, compares and looks up.",
    discussion: """
      Exit codes: 0 ok, 1 mismatch, 2 usage, 3 unsupported model, 4 budget exceeded, 5 a tool is missing.
      """,
    version: Version.current,
    subcommands: [
      Compile.self, Discretize.self, Run.self, Evaluate.self, Verify.self, Diverge.self, Prove.self,
      Measure.self,
      Explore.self, Inspect.self,
      Density.self, ListTargets.self, ListOperators.self, Explain.self, SampleKernels.self,
    ])
}
