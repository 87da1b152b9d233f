import NetworkIR
import Testing

@testable import ONNXImport

@Suite("ArgMax, Softmax, TopK")
struct SelectingTests {
  private func model(_ opset: Int = 13, x: [Int] = [1, 4]) -> TestModel {
    TestModel(opset: opset).input("x", x).output("y")
  }

  @Test("ArgMax keeps or drops its axis")
  func argMax() throws {
    let kept = try model().node("ArgMax", ["x"], ["y"], [.int("axis", 1)]).network()
    #expect(kept.operations == [.argMax(axis: 1, keepsAxis: true, selectsLast: false)])
    #expect(kept.outputShape == [1, 1])
    #expect(kept.outputType == .int64)
    let dropped = try model().node(
      "ArgMax", ["x"], ["y"],
      [.int("axis", -1), .int("keepdims", 0), .int("select_last_index", 1)]
    ).network()
    #expect(dropped.operations == [.argMax(axis: 1, keepsAxis: false, selectsLast: true)])
    #expect(dropped.outputShape == [1])
    #expect(
      model().node("ArgMax", ["x"], ["y"], [.int("axis", 2)]).refusal == """
        error[E0202]: node "n" (ArgMax), attribute axis: axis 2 lies outside the 2 dimensions; \
        export the model again
        """)
  }

  @Test("Softmax takes the last axis, before operator set 13 the axes from 1 on together")
  func softmax() throws {
    #expect(
      try model(x: [1, 4, 3]).node("Softmax", ["x"], ["y"]).network().operations == [
        .softmax(axis: 2)
      ])
    #expect(
      try model(11, x: [1, 4, 1, 1]).node("Softmax", ["x"], ["y"]).network().operations == [
        .softmax(axis: 1)
      ])
    #expect(
      model(11, x: [1, 4, 3]).node("Softmax", ["x"], ["y"]).refusal == """
        error[E0302]: node "n" (Softmax), attribute axis: it takes 2 axes of [1x4x3] together; \
        flatten the tensor first, or export with operator set 13
        """)
    #expect(
      try model().node("LogSoftmax", ["x"], ["y"]).network().operations == [
        .softmax(axis: 1), .pointwise(.log),
      ])
  }

  @Test("TopK gives values and indices")
  func topK() throws {
    let network = try TestModel().input("x", [1, 4]).output("i", [1, 2], .int64)
      .integers("k", [1], [2]).node("TopK", ["x", "k"], ["v", "i"]).network()
    #expect(network.operations == [.topK(count: 2, axis: 1)])
    #expect(network.wiring == ["v, i <- x"])
    #expect(network.outputType == .int64)
    #expect(
      model().integers("k", [1], [5]).node(
        "TopK", ["x", "k"], ["y"], [.int("largest", 0)]
      ).refusal == """
        error[E0302]: node "n" (TopK), attribute largest: 0 is not supported; 1 is
        error[E0202]: node "n" (TopK), k: it does not select from 4 elements; 1 to 4 is needed
        """)
  }
}
