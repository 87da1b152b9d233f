import Driver
import Foundation
import Testing

@Suite("docs/operators.md")
struct OperatorsPageTests {
  @Test("the page is what `stapes ops --markdown` writes")
  func pageIsFresh() throws {
    let repository = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(
      contentsOf: repository.appendingPathComponent("docs/operators.md"), encoding: .utf8)
    #expect(page == operatorsPage(listOperators()) + "\n")
  }
}
