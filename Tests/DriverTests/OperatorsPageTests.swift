import Driver
import Foundation
import Testing

@Suite("docs/operators.md")
struct OperatorsPageTests {
  @Test("the page says what the code supports; refresh it with `stapes ops --markdown`")
  func pageIsFresh() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/operators.md"), encoding: .utf8)
    #expect(page == operatorsPage(listOperators()) + "\n")
  }
}
