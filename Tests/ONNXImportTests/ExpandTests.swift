import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Expand")
struct ExpandTests {
  private let base = TestModel().input("x", [1, 2, 3]).output("y")

  @Test("a constant is spread over a computed shape")
  func constant() throws {
    let network = try base.floats("c", [3, 1], [1, 2, 3]).integers("s", [2], [3, 2])
      .node("Expand", ["c", "s"], ["m"]).node("MatMul", ["x", "m"], ["y"]).network()
    #expect(network.tensor("m")?.constant == .real([1, 1, 2, 2, 3, 3]))
    #expect(network.outputShape == [1, 2, 2])
  }

  @Test("what depends on the input, or does not fit, is refused")
  func refusals() {
    let data = base.integers("s", [3], [4, 2, 3]).node("Expand", ["x", "s"], ["y"])
    #expect(
      data.refusal == """
        error[E0302]: node "n" (Expand), input x: it is no constant; constants are spread; for data \
        use an operator that broadcasts, such as Add
        """)
    let wrong = base.floats("c", [3], [1, 2, 3]).integers("s", [1], [2])
      .node("Expand", ["c", "s"], ["m"]).node("Add", ["x", "m"], ["y"])
    #expect(
      wrong.refusal == """
        error[E0202]: node "n" (Expand), input shape: [3] does not spread over [2]; export the model \
        again
        """)
  }
}
