import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Conv, Gemm, MatMul, BatchNormalization")
struct LinearOperatorTests {
  private func conv(
    x: [Int] = [1, 2, 5, 5], weights: [Int] = [4, 2, 3, 3], _ attributes: [TestModel.Attribute]
  ) -> TestModel {
    TestModel()
      .input("x", x).output("y")
      .floats("w", weights, Array(repeating: 1, count: weights.reduce(1, *)))
      .floats("b", [weights[0]], Array(repeating: 0, count: weights[0]))
      .node("Conv", ["x", "w", "b"], ["y"], name: "c", attributes)
  }

  private func window(
    _ kernel: [Int], strides: [Int] = [1, 1], dilations: [Int] = [1, 1], before: [Int] = [0, 0],
    after: [Int] = [0, 0]
  ) -> WindowGeometry {
    WindowGeometry(
      kernel: kernel, strides: strides, dilations: dilations, paddingBefore: before,
      paddingAfter: after)
  }

  @Test("a 2-D convolution keeps strides, dilations, pads and groups")
  func twoDimensional() throws {
    let network = try conv(
      weights: [4, 1, 3, 2],
      [
        .ints("kernel_shape", [3, 2]), .ints("strides", [2, 1]), .ints("dilations", [1, 2]),
        .ints("pads", [1, 0, 2, 1]), .int("group", 2),
      ]
    ).network()
    let geometry = window(
      [3, 2], strides: [2, 1], dilations: [1, 2], before: [1, 0], after: [2, 1])
    #expect(network.operations == [.convolution(geometry, groups: 2)])
    #expect(network.wiring == ["y <- x, w, b"])
    #expect(network.outputShape == [1, 4, 3, 4])
  }

  @Test(
    "automatic padding keeps ceil(size / stride) positions",
    arguments: [
      ("SAME_UPPER", [0, 1], [1, 1], [1, 4, 3, 3]), ("SAME_LOWER", [1, 1], [0, 1], [1, 4, 3, 3]),
      ("VALID", [0, 0], [0, 0], [1, 4, 2, 2]),
    ])
  func automaticPadding(mode: String, before: [Int], after: [Int], shape: [Int]) throws {
    let network = try conv(
      weights: [4, 2, 2, 3], [.string("auto_pad", mode), .ints("strides", [2, 2])]
    ).network()
    let geometry = window([2, 3], strides: [2, 2], before: before, after: after)
    #expect(network.operations == [.convolution(geometry, groups: 1)])
    #expect(network.outputShape == shape)
  }

  @Test("a 1-D convolution imports")
  func oneDimensional() throws {
    let network = try conv(x: [1, 2, 8], weights: [3, 2, 4], []).network()
    #expect(network.outputShape == [1, 3, 5])
  }

  @Test("an open batch is 1; another batch is refused")
  func batch() throws {
    let open = TestModel()
      .openInput("x", [nil, 1, 4]).output("y").floats("w", [1, 1, 2], [1, 1])
      .node("Conv", ["x", "w"], ["y"])
    #expect(try open.network().outputShape == [1, 1, 3])
    #expect(
      conv(x: [4, 2, 5, 5], []).refusal == """
        error[E0302]: node "c" (Conv), input x: its batch is 4; \
        export with batch 1, or with an open first dimension
        """)
  }

  @Test(
    "a convolution that does not fit is refused",
    arguments: [
      (
        [1, 2, 5, 5], [4, 3, 3, 3], [],
        """
        error[E0202]: node "c" (Conv), input weights: shape [4x3x3x3] does not fit input \
        [1x2x5x5] in 1 groups; [outputs, channels / groups, kernel…] is needed
        """
      ),
      (
        [1, 2, 2, 2], [4, 2, 3, 3], [],
        """
        error[E0202]: node "c" (Conv): the window [3x3] does not fit the input [2x2]; \
        use a larger input, a smaller kernel or more padding
        """
      ),
      (
        [1, 2, 5, 5, 5], [4, 2, 3, 3, 3], [],
        """
        error[E0302]: node "c" (Conv), input x: it has shape [1x2x5x5x5]; \
        one and two spatial axes are supported: [1, channels, spatial…]
        """
      ),
      (
        [1, 2, 5, 5], [4, 2, 3, 3],
        [.ints("strides", [0, 1]), .ints("dilations", [1]), .ints("pads", [0, 0, -1, 0])],
        """
        error[E0302]: node "c" (Conv), attribute strides: it holds 0; \
        1 to 2147483647 are supported
        error[E0202]: node "c" (Conv), attribute dilations: it has 1 entries; 2 are needed
        error[E0302]: node "c" (Conv), attribute pads: it holds -1; 0 to 2147483647 are supported
        """
      ),
      (
        [1, 2, 5, 5], [4, 2, 3, 3],
        [.int("group", 0), .string("auto_pad", "SAME"), .int("deform", 1)],
        """
        error[E0302]: node "c" (Conv), attribute deform: it is not known; known are auto_pad, \
        dilations, group, kernel_shape, pads, strides
        """
      ),
      (
        [1, 2, 5, 5], [4, 2, 3, 3], [.int("group", 0), .string("auto_pad", "SAME")],
        """
        error[E0202]: node "c" (Conv), attribute group: it is 0; at least 1 is needed
        error[E0302]: node "c" (Conv), attribute auto_pad: mode "SAME" is not known; \
        NOTSET, SAME_UPPER, SAME_LOWER and VALID are supported
        """
      ),
    ] as [([Int], [Int], [TestModel.Attribute], String)])
  func misfits(
    x: [Int], weights: [Int], attributes: [TestModel.Attribute], expected: String
  ) {
    #expect(conv(x: x, weights: weights, attributes).refusal == expected)
  }

  @Test("Gemm is spelt out, and only as far as its attributes ask")
  func gemm() throws {
    let base = TestModel()
      .input("x", [3, 1]).output("y").floats("w", [2, 3], [1, 2, 3, 4, 5, 6])
      .floats("c", [2], [1, 2])
    let full = try base.node(
      "Gemm", ["x", "w", "c"], ["y"],
      [.int("transA", 1), .int("transB", 1), .float("alpha", 0.5), .float("beta", 2)]
    ).network()
    #expect(
      full.operations == [
        .transpose(permutation: [1, 0]), .transpose(permutation: [1, 0]), .matrixMultiply,
        .arithmetic(.multiply), .arithmetic(.multiply), .arithmetic(.add),
      ])
    #expect(
      full.wiring == [
        "y/A_transposed <- x", "y/B_transposed <- w", "y/product <- y/A_transposed, y/B_transposed",
        "y/scaled <- y/product, y/alpha", "y/bias <- c, y/beta", "y <- y/scaled, y/bias",
      ])
    #expect(full.tensor("y/alpha")?.constant == .real([0.5]))
    #expect(full.outputShape == [1, 2])
    let plain = try TestModel()
      .input("x", [1, 2]).output("y").floats("w", [2, 3], [1, 2, 3, 4, 5, 6])
      .node("Gemm", ["x", "w"], ["y"]).network()
    #expect(plain.operations == [.matrixMultiply])
    #expect(plain.wiring == ["y <- x, w"])
  }

  @Test("a matrix product broadcasts its batch")
  func matMul() throws {
    let network = try TestModel()
      .input("x", [2, 1, 3, 4]).output("y").floats("w", [5, 4, 1], Array(repeating: 1, count: 20))
      .node("MatMul", ["x", "w"], ["y"]).network()
    #expect(network.outputShape == [2, 5, 3, 1])
  }

  @Test("a product of two tensors that depend on the input is refused")
  func variableProduct() {
    let model = TestModel()
      .input("x", [2, 2]).output("y").node("MatMul", ["x", "x"], ["y"])
    #expect(
      model.refusal == """
        error[E0302]: node "n" (MatMul): both factors depend on the network's input; \
        one factor must be a constant of the model
        """)
  }

  @Test("a vector is a row on the left, a column on the right, and no axis of the result")
  func vectors() throws {
    let base = TestModel().output("y").floats("w", [2, 3], [1, 2, 3, 4, 5, 6])
      .floats("v", [2], [1, 2])
    let row = try base.input("x", [2]).node("MatMul", ["x", "w"], ["y"]).network()
    #expect(row.operations == [.reshape, .matrixMultiply, .reshape])
    #expect(
      row.wiring == ["y/A_row <- x", "y/matrix <- y/A_row, w", "y <- y/matrix"])
    #expect(row.tensor("y/A_row")?.shape.dimensions == [1, 2])
    #expect(row.outputShape == [3])
    let column = try base.input("x", [4, 1, 2]).node("MatMul", ["x", "v"], ["y"]).network()
    #expect(column.outputShape == [4, 1])
    let scalar = try base.input("x", [2]).node("MatMul", ["x", "v"], ["y"]).network()
    #expect(scalar.outputShape == [])
  }

  @Test("matrices that do not fit, and scalars, are refused")
  func matMulMisfit() {
    let base = TestModel().input("x", [2, 2]).output("y").floats("w", [3, 2], [1, 2, 3, 4, 5, 6])
      .floats("v", [], [1])
    #expect(
      base.node("MatMul", ["x", "w"], ["y"]).refusal == """
        error[E0202]: node "n" (MatMul): shapes [2x2] and [3x2] do not fit; \
        […, n, k] and […, k, m] are needed
        """)
    #expect(
      base.node("MatMul", ["x", "v"], ["y"]).refusal == """
        error[E0302]: node "n" (MatMul): it multiplies shapes [2x2] and []; \
        matrices are needed
        """)
  }

  private func batchNormalization(
    variance: [Float] = [1, 1], bias: [Float] = [0, 0], _ attributes: [TestModel.Attribute]
  ) -> TestModel {
    TestModel(opset: 14)
      .input("x", [1, 2, 3]).output("y").floats("s", [2], [1, 2])
      .floats("b", [bias.count], bias).floats("m", [2], [0, 0]).floats("v", [2], variance)
      .node(
        "BatchNormalization", ["x", "s", "b", "m", "v"], ["y"],
        [.float("momentum", 0.9)] + attributes)
  }

  @Test("BatchNormalization keeps its epsilon")
  func batchNormalization() throws {
    let network = try batchNormalization([.float("epsilon", 0.001)]).network()
    #expect(network.operations == [.batchNormalization(epsilon: 0.001)])
    #expect(network.wiring == ["y <- x, s, b, m, v"])
    let standard = try batchNormalization([]).network()
    #expect(standard.operations == [.batchNormalization(epsilon: 1e-5)])
  }

  @Test("BatchNormalization in training, of wrong shape or without variance is refused")
  func batchNormalizationRefusals() {
    #expect(
      batchNormalization([.int("training_mode", 1)]).refusal == """
        error[E0302]: node "n" (BatchNormalization), attribute training_mode: the statistics \
        would be taken from the batch; export in inference mode
        """)
    #expect(
      batchNormalization(variance: [1, -1], bias: [0], []).refusal == """
        error[E0202]: node "n" (BatchNormalization), input bias: it has shape [1]; [2] is needed
        error[E0202]: node "n" (BatchNormalization), input variance: it holds -1.0; \
        variance + epsilon above 0 is needed
        """)
  }
}
