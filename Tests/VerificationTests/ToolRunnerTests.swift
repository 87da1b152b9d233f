import Diagnostics
import Foundation
import Testing

@testable import Verification

@Suite struct ToolRunnerTests {
  @Test("a missing program is refused with the packages to install")
  func missing() async {
    let tool = Tool(command: "pdp11-gcc", debianPackages: ["gcc-pdp11", "pdp11-libc"])
    let text = await refusal { () throws(DiagnosticList) in _ = try await ToolRunner().run(tool, [])
    }
    #expect(
      text == """
        error[E0702]: the program "pdp11-gcc" is not installed; \
        install it with apt-get install gcc-pdp11 pdp11-libc
        """)
  }

  @Test("a missing file at a path is refused by its name alone")
  func missingPath() async {
    let tool = Tool(command: "/nowhere/avrcount", debianPackages: [])
    let text = await refusal { () throws(DiagnosticList) in _ = try await ToolRunner().run(tool, [])
    }
    #expect(
      text == """
        error[E0702]: the program "avrcount" is not installed; \
        install it and see that PATH leads to it
        """)
  }

  @Test("input, output, error output and status are passed on")
  func passing() async throws {
    let shell = Tool(command: "sh", debianPackages: [])
    let output = try await ToolRunner().run(
      shell, ["-c", "cat; echo warning >&2; exit 7"], input: Array("text".utf8))
    #expect(output == ToolOutput(status: 7, text: "text", errorText: "warning\n"))
  }

  @Test("a program that does not end is stopped")
  func timeout() async {
    let runner = ToolRunner(timeout: .seconds(1))
    let sleep = Tool(command: "sleep", debianPackages: ["coreutils"])
    let text = await refusal { () throws(DiagnosticList) in _ = try await runner.run(sleep, ["60"])
    }
    #expect(
      text == """
        error[E0704]: sleep did not end within 1 s; \
        give fewer --vectors, a limit on flash (--max-flash), or --quick
        """)
  }

  @Test("a failing program is reported with its status and its words")
  func failing() async {
    let shell = Tool(command: "sh", debianPackages: [])
    let text = await refusal { () throws(DiagnosticList) in
      _ = try await ToolRunner().succeed(shell, ["-c", "echo broken >&2; exit 3"])
    }
    #expect(
      text == """
        error[E0703]: sh failed: it ended with status 3:
        broken
        ; report the network that causes it
        """)
  }

  @Test("a temporary folder is gone when its work ends")
  func temporaryFolder() async throws {
    let url = try await TemporaryFolder.with { folder throws(DiagnosticList) in
      try folder.write("text", to: "file")
      return folder.url
    }
    #expect(!FileManager.default.fileExists(atPath: url.path))
  }
}
