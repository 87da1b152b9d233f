import Diagnostics
import Foundation
import Subprocess

/// A program of the building machine and where it comes from.
package struct Tool: Hashable, Sendable {
  /// A name that is looked up in PATH, or an absolute path.
  package let command: String
  /// The Debian packages to install when it is missing.
  package let debianPackages: [String]

  package init(command: String, debianPackages: [String]) {
    self.command = command
    self.debianPackages = debianPackages
  }
}

/// What a program left behind.
package struct ToolOutput: Hashable, Sendable {
  /// The exit status, or 128 and the number of the signal that ended it.
  package let status: Int
  package let text: String
  package let errorText: String
}

/// Runs compilers and emulators, with bounds on their time and on what they print.
package struct ToolRunner: Sendable {
  package let timeout: Duration
  private static let outputLimit = 512 << 20
  private static let errorLimit = 16 << 20

  package init(timeout: Duration = .seconds(600)) {
    self.timeout = timeout
  }

  /// Runs a program to its end, whatever its status.
  ///
  /// - Parameter input: the bytes of its standard input.
  /// - Throws: a missing program, one that does not end in time or prints beyond the bounds.
  package func run(_ tool: Tool, _ arguments: [String], input: [UInt8] = [])
    async throws(DiagnosticList) -> ToolOutput
  {
    guard tool.isInstalled else { throw tool.missing.alone }
    do {
      return try await raceAgainstTimeout(tool, arguments, input: input)
    } catch let error as SubprocessError {
      throw tool.failure(cause: error.description).alone
    } catch is TimeoutError {
      throw tool.tooSlow(seconds: Int(timeout.components.seconds)).alone
    } catch {
      throw tool.failure(cause: "it was interrupted").alone
    }
  }

  /// Runs a program that must succeed, and returns its standard output.
  ///
  /// - Throws: beside what `run` throws, a status other than 0 with the end of what was printed.
  package func succeed(_ tool: Tool, _ arguments: [String], input: [UInt8] = [])
    async throws(DiagnosticList) -> String
  {
    let output = try await run(tool, arguments, input: input)
    guard output.status == 0 else {
      let message = (output.errorText + output.text).suffix(2000)
      if let bytes = overflow(in: message) { throw tool.programTooLarge(by: bytes).alone }
      throw tool.failure(cause: "it ended with status \(output.status):\n\(message)").alone
    }
    return output.text
  }

  private struct TimeoutError: Error {}

  private func raceAgainstTimeout(_ tool: Tool, _ arguments: [String], input: [UInt8])
    async throws -> ToolOutput
  {
    let timeout = timeout
    return try await withThrowingTaskGroup(of: ToolOutput.self) { group in
      group.addTask { try await Self.start(tool, arguments, input: input) }
      group.addTask {
        try await Task.sleep(for: timeout)
        throw TimeoutError()
      }
      defer { group.cancelAll() }
      guard let first = try await group.next() else { throw TimeoutError() }
      return first
    }
  }

  /// A path is started through `env`, since a bare name is the only other thing looked up.
  private static func start(_ tool: Tool, _ arguments: [String], input: [UInt8]) async throws
    -> ToolOutput
  {
    let isPath = tool.command.contains("/")
    let result = try await Subprocess.run(
      .name(isPath ? "env" : tool.command),
      arguments: Arguments(isPath ? [tool.command] + arguments : arguments),
      input: .array(input),
      output: .string(limit: outputLimit),
      error: .string(limit: errorLimit))
    let status =
      switch result.terminationStatus {
      case .exited(let code): Int(code)
      case .signaled(let signal): 128 + Int(signal)
      }
    return ToolOutput(
      status: status, text: result.standardOutput, errorText: result.standardError)
  }
}

/// By how many bytes GNU ld says that a program exceeds a region of memory.
private func overflow(in message: some StringProtocol) -> Int? {
  message.split(separator: "overflowed by ").dropFirst().first
    .flatMap { $0.split(separator: " ").first }.flatMap { Int($0) }
}

extension Tool {
  /// Whether the program can be started.
  package var isInstalled: Bool {
    if command.contains("/") { return FileManager.default.isExecutableFile(atPath: command) }
    let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
    return path.split(separator: ":").contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(command)")
    }
  }

  /// The last component of the command, which names the program without naming the machine.
  var displayName: String { command.split(separator: "/").last.map(String.init) ?? command }

  var missing: Diagnostic {
    let packages = debianPackages.joined(separator: " ")
    return Diagnostic(
      .error, .missingTool, at: .nowhere, cause: "the program \"\(displayName)\" is not installed",
      remedy: packages.isEmpty
        ? "install it and see that PATH leads to it" : "install it with apt-get install \(packages)"
    )
  }

  func programTooLarge(by bytes: Int) -> Diagnostic {
    Diagnostic(
      .budgetExceeded, at: .nowhere,
      cause: "the program takes \(bytes) bytes more than the memory of the emulated device",
      remedy: "give limits (--max-flash, --max-ram), or use fewer or narrower weights")
  }

  func tooSlow(seconds: Int) -> Diagnostic {
    Diagnostic(
      .toolTooSlow, at: .nowhere, cause: "\(displayName) did not end within \(seconds) s",
      remedy: "give fewer --vectors, a limit on flash (--max-flash), or --quick")
  }

  func failure(cause: String) -> Diagnostic {
    let packages = debianPackages.joined(separator: " ")
    return Diagnostic(
      .error, .toolFailed, at: .nowhere, cause: "\(displayName) failed: \(cause)",
      remedy: packages.isEmpty
        ? "report the network that causes it"
        : "see that all of \(packages) is installed, or report the network that causes it")
  }
}
