import Diagnostics
import Driver
import Testing

@Suite("Exit codes")
struct ExitStatusTests {
  @Test(
    "the first error decides the exit code",
    arguments: [
      (DiagnosticCode.badArgument, CommandStatus.usage), (.badArray, .usage), (.badTarget, .usage),
      (.malformedModel, .unsupportedModel), (.unsupportedOperator, .unsupportedModel),
      (.notQuantized, .unsupportedModel), (.rangeOverflow, .unsupportedModel),
      (.budgetExceeded, .budgetExceeded), (.missingTool, .missingTool), (.mismatch, .mismatch),
      (.forbiddenInstruction, .mismatch),
    ])
  func firstErrorDecides(_ code: DiagnosticCode, _ status: CommandStatus) {
    let list = DiagnosticList([
      Diagnostic(.note, .remark, at: .nowhere, cause: "a", remedy: "b"),
      Diagnostic(.error, code, at: .nowhere, cause: "a", remedy: "b"),
    ])
    #expect(CommandStatus(for: list) == status)
  }

  @Test("remarks alone are success")
  func remarksAreSuccess() {
    let note = Diagnostic(.note, .remark, at: .nowhere, cause: "a", remedy: "b")
    #expect(CommandStatus(for: DiagnosticList([note])) == .success)
  }

  @Test("every code has an explanation with a title of its own")
  func everyCodeIsExplained() {
    let titles = DiagnosticCode.allCases.map(\.explanation.title)
    #expect(Set(titles).count == titles.count)
  }
}
