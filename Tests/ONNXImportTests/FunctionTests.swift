import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Pointwise functions and arithmetic")
struct FunctionTests {
  private func unary(
    _ name: String, opset: Int = 20, _ attributes: [TestModel.Attribute] = []
  ) -> TestModel {
    TestModel(opset: opset).input("x", [1, 3]).output("y")
      .node(name, ["x"], ["y"], name: "f", attributes)
  }

  @Test(
    "a function of one variable imports as such",
    arguments: [
      ("Relu", .relu), ("Sigmoid", .sigmoid), ("Tanh", .tanh), ("HardSwish", .hardSwish),
      ("Softplus", .softplus), ("Softsign", .softsign), ("Erf", .erf), ("Exp", .exp),
      ("Log", .log), ("Sqrt", .sqrt), ("Reciprocal", .reciprocal), ("Abs", .absolute),
      ("Neg", .negate), ("Floor", .floor), ("Ceil", .ceiling), ("Round", .round),
      ("Sign", .sign), ("HardSigmoid", .hardSigmoid(slope: 0.2, offset: 0.5)),
      ("LeakyRelu", .leakyRelu(slope: 0.01)), ("Elu", .elu(alpha: 1)),
      ("Selu", .selu(alpha: 1.67326319217681884765625, gamma: 1.05070102214813232421875)),
      ("Gelu", .gelu(isTanhApproximation: false)), ("Clip", .clip(lower: nil, upper: nil)),
    ] as [(String, PointwiseFunction)])
  func functions(name: String, function: PointwiseFunction) throws {
    let network = try unary(name).network()
    #expect(network.operations == [.pointwise(function)])
    #expect(network.wiring == ["y <- x"])
    #expect(network.outputShape == [1, 3])
  }

  @Test(
    "attributes reach the function",
    arguments: [
      (
        "HardSigmoid", [.float("alpha", 0.25), .float("beta", 0.75)],
        .hardSigmoid(slope: 0.25, offset: 0.75)
      ),
      ("LeakyRelu", [.float("alpha", 0.125)], .leakyRelu(slope: 0.125)),
      ("Elu", [.float("alpha", 2)], .elu(alpha: 2)),
      ("Selu", [.float("alpha", 2), .float("gamma", 3)], .selu(alpha: 2, gamma: 3)),
      ("Gelu", [.string("approximate", "tanh")], .gelu(isTanhApproximation: true)),
    ] as [(String, [TestModel.Attribute], PointwiseFunction)])
  func attributes(
    name: String, attributes: [TestModel.Attribute], function: PointwiseFunction
  ) throws {
    #expect(try unary(name, attributes).network().operations == [.pointwise(function)])
  }

  @Test("Clip takes bounds as attributes before operator set 11 and as inputs after")
  func clip() throws {
    let old = try unary("Clip", opset: 9, [.float("min", 0), .float("max", 6)]).network()
    #expect(old.operations == [.pointwise(.clip(lower: 0, upper: 6))])
    let base = TestModel().input("x", [1, 3]).output("y").floats("a", [], [-1]).floats("b", [], [1])
    let both = try base.node("Clip", ["x", "a", "b"], ["y"]).network()
    #expect(both.operations == [.pointwise(.clip(lower: -1, upper: 1))])
    let upper = try base.node("Clip", ["x", "", "b"], ["y"]).network()
    #expect(upper.operations == [.pointwise(.clip(lower: nil, upper: 1))])
    let crossed = try base.node("Clip", ["x", "b", "a"], ["y"]).network()
    #expect(crossed.operations == [.pointwise(.clip(lower: -1, upper: -1))])
  }

  @Test("quantised integers are clamped as real numbers and stay what they are")
  func integerClamp() throws {
    let network = try TestModel(opset: 14).input("x", [2], .int8).output("y")
      .integers("a", [], [-7], .int8).integers("b", [], [7], .int8)
      .node("Clip", ["x", "a", "b"], ["c"]).node("Relu", ["c"], ["y"]).network()
    let clamp: [PointwiseFunction] = [.clip(lower: -7, upper: 7), .relu]
    #expect(
      network.operations
        == clamp.flatMap { [.cast, .pointwise($0), .quantizeLinear(axis: 0)] })
    #expect(
      network.wiring.prefix(3) == [
        "c/x_real <- x", "c/clamped <- c/x_real", "c <- c/clamped, c/y_scale, c/y_zero_point",
      ])
    #expect(network.tensor("c/y_scale")?.constant == .real([1]))
    #expect(network.outputType == .int8)
  }

  @Test("Min and Max with constants clip; of two tensors they are refused")
  func minMax() throws {
    let base = TestModel().input("x", [1, 3]).output("y").floats("a", [], [2]).floats("b", [1], [4])
    #expect(
      try base.node("Min", ["a", "x", "b"], ["y"]).network().operations == [
        .pointwise(.clip(lower: nil, upper: 2))
      ])
    #expect(
      try base.node("Max", ["a", "x", "b"], ["y"]).network().operations == [
        .pointwise(.clip(lower: 4, upper: nil))
      ])
    #expect(
      base.node("Max", ["x", "x"], ["y"]).refusal == """
        error[E0302]: node "n" (Max): 2 of its inputs are no constants of one element; \
        one tensor and constants of one element are supported
        """)
  }

  @Test("PRelu with one slope is LeakyRelu; with more it is refused")
  func pRelu() throws {
    let base = TestModel().input("x", [1, 3]).output("y").floats("a", [1], [0.25])
      .floats("b", [3], [1, 2, 3])
    #expect(
      try base.node("PRelu", ["x", "a"], ["y"]).network().operations == [
        .pointwise(.leakyRelu(slope: 0.25))
      ])
    #expect(
      base.node("PRelu", ["x", "b"], ["y"]).refusal == """
        error[E0302]: node "n" (PRelu), input slope: it is not a constant of one element; \
        one constant value for the whole tensor is supported
        """)
  }

  @Test("a form or type that a function does not have is refused")
  func refusals() {
    #expect(
      unary("Gelu", [.string("approximate", "fast")]).refusal == """
        error[E0302]: node "f" (Gelu), attribute approximate: form "fast" is not known; \
        none and tanh are supported
        """)
    #expect(
      unary("LeakyRelu", [.float("alpha", .nan)]).refusal == """
        error[E0204]: node "f" (LeakyRelu), attribute alpha: it is nan; \
        every constant must be finite
        """)
    #expect(
      unary("Elu", [.int("alpha", 1)]).refusal == """
        error[E0202]: node "f" (Elu), attribute alpha: it is an integer; a float is needed
        """)
    #expect(
      TestModel().input("x", [1], .int32).output("y").node("Relu", ["x"], ["y"]).refusal == """
        error[E0302]: node "n" (Relu), input x: its elements are of type int32; \
        a floating-point tensor is needed
        """)
  }

  @Test(
    "arithmetic imports with broadcasting",
    arguments: [
      ("Add", Arithmetic.add), ("Sub", .subtract), ("Mul", .multiply), ("Div", .divide),
      ("Pow", .power),
    ])
  func arithmetic(name: String, arithmetic: Arithmetic) throws {
    let network = try TestModel()
      .input("x", [2, 1, 3]).output("y").floats("a", [4, 1], [1, 2, 3, 4])
      .node(name, ["x", "a"], ["y"]).network()
    #expect(network.operations == [.arithmetic(arithmetic)])
    #expect(network.wiring == ["y <- x, a"])
    #expect(network.outputShape == [2, 4, 3])
  }

  @Test("arithmetic that does not fit is refused")
  func arithmeticRefusals() {
    let base = TestModel().input("x", [1, 3]).output("y").floats("a", [2], [1, 2])
      .integers("i", [3], [1, 2, 3], .int32)
    #expect(
      base.node("Add", ["x", "a"], ["y"]).refusal == """
        error[E0202]: node "n" (Add): shapes [1x3] and [2] do not combine; \
        make each dimension equal, or 1 in one of them
        """)
    #expect(
      base.node("Mul", ["x", "i"], ["y"]).refusal == """
        error[E0202]: node "n" (Mul), input B: its elements are of type int32; \
        the type of the other input, float32, is needed
        """)
    #expect(
      base.node("Pow", ["x", "x"], ["y"]).refusal == """
        error[E0302]: node "n" (Pow), input exponent: it depends on the network's input; \
        make it a constant of the model
        """)
    #expect(
      TestModel().input("x", [3], .int8).output("y").node("Add", ["x", "x"], ["y"]).refusal == """
        error[E0302]: node "n" (Add), input A: its elements are of type int8; \
        floating-point tensors, and sums and products of int32, are supported
        """)
  }
}
