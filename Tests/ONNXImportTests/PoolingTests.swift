import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Pooling")
struct PoolingTests {
  private func pool(
    _ name: String, x: [Int] = [1, 2, 5, 6], opset: Int = 13,
    _ attributes: [TestModel.Attribute] = []
  ) -> TestModel {
    TestModel(opset: opset).input("x", x).output("y")
      .node(name, ["x"], ["y"], name: "p", attributes)
  }

  private func window(
    _ kernel: [Int], strides: [Int]? = nil, before: [Int]? = nil, after: [Int]? = nil
  ) -> WindowGeometry {
    let ones = kernel.map { _ in 1 }
    let zeros = kernel.map { _ in 0 }
    return WindowGeometry(
      kernel: kernel, strides: strides ?? ones, dilations: ones, paddingBefore: before ?? zeros,
      paddingAfter: after ?? zeros)
  }

  @Test("MaxPool keeps its window")
  func maxPool() throws {
    let network = try pool(
      "MaxPool",
      [.ints("kernel_shape", [2, 3]), .ints("strides", [2, 2]), .ints("pads", [0, 1, 1, 1])]
    ).network()
    let geometry = window([2, 3], strides: [2, 2], before: [0, 1], after: [1, 1])
    #expect(network.operations == [.maxPool(geometry)])
    #expect(network.outputShape == [1, 2, 3, 3])
  }

  @Test("a last partial window counts under ceil_mode, unless it starts in the padding after")
  func roundedUp() throws {
    let network = try pool(
      "MaxPool",
      [.ints("kernel_shape", [2, 3]), .ints("strides", [2, 2]), .int("ceil_mode", 1)]
    ).network()
    #expect(network.operations == [.maxPool(window([2, 3], strides: [2, 2], after: [1, 1]))])
    #expect(network.outputShape == [1, 2, 3, 3])
    // Size 2, stride 2, one element of padding on each side: a third window would start in the
    // padding after.
    let short = try pool(
      "MaxPool", x: [1, 1, 2],
      [
        .ints("kernel_shape", [3]), .ints("strides", [3]), .ints("pads", [1, 1]),
        .int("ceil_mode", 1),
      ]
    ).network()
    #expect(short.outputShape == [1, 1, 1])
  }

  @Test("AveragePool says whether padding counts")
  func averagePool() throws {
    for counts in [0, 1] {
      let network = try pool(
        "AveragePool",
        [
          .ints("kernel_shape", [2, 2]), .ints("pads", [1, 1, 0, 0]),
          .int("count_include_pad", counts),
        ]
      ).network()
      let geometry = window([2, 2], before: [1, 1])
      #expect(network.operations == [.averagePool(geometry, countsPadding: counts == 1)])
    }
  }

  @Test("global pooling covers the spatial axes")
  func global() throws {
    let average = try pool("GlobalAveragePool").network()
    #expect(average.operations == [.averagePool(window([5, 6]), countsPadding: false)])
    #expect(average.outputShape == [1, 2, 1, 1])
    let largest = try pool("GlobalMaxPool", x: [1, 2, 7]).network()
    #expect(largest.operations == [.maxPool(window([7]))])
    #expect(largest.outputShape == [1, 2, 1])
  }

  @Test("a mean over spatial axes is an average pool")
  func reduceMean() throws {
    let all = try pool("ReduceMean", [.ints("axes", [-1, 2])]).network()
    #expect(all.operations == [.averagePool(window([5, 6]), countsPadding: false)])
    #expect(all.outputShape == [1, 2, 1, 1])
    let dropped = try pool("ReduceMean", [.ints("axes", [3]), .int("keepdims", 0)]).network()
    #expect(
      dropped.operations == [.averagePool(window([1, 6]), countsPadding: false), .reshape])
    #expect(dropped.wiring == ["y/mean <- x", "y <- y/mean"])
    #expect(dropped.outputShape == [1, 2, 5])
    let asInput = try TestModel(opset: 18)
      .input("x", [1, 2, 4]).output("y").integers("a", [1], [2])
      .node("ReduceMean", ["x", "a"], ["y"]).network()
    #expect(asInput.outputShape == [1, 2, 1])
  }

  @Test("pooling forms outside the supported ones are refused")
  func refusals() {
    #expect(
      pool("MaxPool", [.ints("kernel_shape", [2, 2]), .ints("pads", [2, 0, 0, 0])]).refusal == """
        error[E0302]: node "p" (MaxPool), attribute pads: padding of 2 holds a whole window; \
        padding below the size of the window is supported
        """)
    #expect(
      pool("MaxPool").refusal == """
        error[E0202]: node "p" (MaxPool), attribute kernel_shape: it is missing; \
        export the model again
        """)
    #expect(
      pool(
        "AveragePool",
        [.ints("kernel_shape", [2, 2]), .int("ceil_mode", 1), .int("count_include_pad", 1)]
      ).refusal == """
        error[E0302]: node "p" (AveragePool), attribute ceil_mode: executors divide partial \
        windows differently; use ceil_mode 0 or count_include_pad 0
        """)
    #expect(
      pool("ReduceMean", [.ints("axes", [1])]).refusal == """
        error[E0302]: node "p" (ReduceMean), axes: the mean over axes [1] of [1x2x5x6] is not \
        supported; the mean over spatial axes, 2 and up, is
        """)
    let indices = TestModel().input("x", [1, 1, 4]).output("y").output("i")
      .node("MaxPool", ["x"], ["y", "i"], [.ints("kernel_shape", [2])])
    #expect(
      indices.refusal == """
        error[E0302]: node "n" (MaxPool): it has 2 outputs; 1 can be used
        """)
  }
}
