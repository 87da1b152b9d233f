import Testing

@testable import ONNXImport

@Suite("Supported operators")
struct RegistryTests {
  @Test("the table is sorted, names no operator twice, and says something of each")
  func table() {
    let keys = supportedOperators.map { "\($0.domain) \($0.name)" }
    #expect(keys == Set(keys).sorted())
    #expect(supportedOperators.allSatisfy { !$0.note.isEmpty && !$0.note.contains("\n") })
    #expect(supportedOperators.count == OperatorRegistry.all.count)
  }

  @Test(
    "wrong numbers of inputs are refused by the registry",
    arguments: [
      ("Relu", 0, "1 are needed"), ("Conv", 4, "2 to 3 are needed"),
      ("Concat", 0, "at least 1 are needed"),
    ])
  func inputCounts(name: String, count: Int, remedy: String) {
    let model = TestModel().input("x", [1]).output("y")
      .node(name, Array(repeating: "x", count: count), ["y"])
    #expect(
      model.refusal == """
        error[E0202]: node "n" (\(name)): it has \(count) inputs; \(remedy)
        """)
  }
}
