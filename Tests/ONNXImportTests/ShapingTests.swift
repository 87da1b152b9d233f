import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Shapes, constants and casts")
struct ShapingTests {
  private let base = TestModel().input("x", [1, 2, 3]).output("y")

  @Test(
    "Flatten splits at its axis",
    arguments: [(0, [1, 6]), (1, [1, 6]), (2, [2, 3]), (3, [6, 1]), (-1, [2, 3])])
  func flatten(axis: Int, shape: [Int]) throws {
    let network = try base.node("Flatten", ["x"], ["y"], [.int("axis", axis)]).network()
    #expect(network.operations == [.reshape])
    #expect(network.outputShape == shape)
  }

  @Test(
    "Reshape copies at 0 and works out -1",
    arguments: [([0, -1], [1, 6]), ([3, 2], [3, 2]), ([-1], [6]), ([6, 1, 0, 1], nil)])
  func reshape(target: [Int], shape: [Int]?) throws {
    let model = base.integers("s", [target.count], target).node("Reshape", ["x", "s"], ["y"])
    if let shape {
      #expect(try model.network().outputShape == shape)
    } else {
      #expect(
        model.refusal == """
          error[E0202]: node "n" (Reshape), input shape: [1x2x3] does not reshape to [6x1x0x1]; \
          the number of elements must stay 6
          """)
    }
  }

  @Test("a target shape computed from the input's shape is folded away")
  func computedShape() throws {
    let network =
      try base
      .integers("zero", [], [0]).integers("rest", [1], [-1]).integers("one", [1], [1])
      .node("Shape", ["x"], ["shape"]).node("Gather", ["shape", "zero"], ["batch"])
      .node("Unsqueeze", ["batch", "axes"], ["list"]).integers("axes", [1], [0])
      .node("Mul", ["list", "one"], ["scaled"]).node(
        "Concat", ["scaled", "rest"], ["t"], [.int("axis", 0)]
      )
      .node("Cast", ["t"], ["target"], [.int("to", 7)]).node("Reshape", ["x", "target"], ["y"])
      .network()
    #expect(network.operations == [.reshape])
    #expect(network.wiring == ["y <- x"])
    #expect(network.outputShape == [1, 6])
    #expect(network.tensors.map(\.name) == ["x", "y"])
  }

  @Test("slices of shapes are folded")
  func slicedShape() throws {
    let network =
      try base
      .integers("from", [1], [-2]).integers("to", [1], [Int.max]).integers("axis", [1], [0])
      .node("Shape", ["x"], ["shape"]).node("Slice", ["shape", "from", "to", "axis"], ["tail"])
      .node("Reshape", ["x", "tail"], ["y"]).network()
    #expect(network.outputShape == [2, 3])
  }

  @Test("selection of one index of data is a slice, of several is refused")
  func gather() throws {
    let one = try base.integers("i", [], [-1]).node(
      "Gather", ["x", "i"], ["y"], [.int("axis", 1)]
    ).network()
    #expect(one.operations == [.slice(starts: [0, 1, 0], steps: [1, 1, 1]), .reshape])
    #expect(one.outputShape == [1, 3])
    let kept = try base.integers("i", [1], [2]).node(
      "Gather", ["x", "i"], ["y"], [.int("axis", 2)]
    ).network()
    #expect(kept.operations == [.slice(starts: [0, 0, 2], steps: [1, 1, 1])])
    #expect(kept.outputShape == [1, 2, 1])
    let added = try base.integers("i", [1, 1], [2]).node(
      "Gather", ["x", "i"], ["y"], [.int("axis", 2)]
    ).network()
    #expect(added.operations == [.slice(starts: [0, 0, 2], steps: [1, 1, 1]), .reshape])
    #expect(added.outputShape == [1, 2, 1, 1])
    let several = base.integers("i", [2], [0, 1]).node("Gather", ["x", "i"], ["y"])
    #expect(
      several.refusal == """
        error[E0302]: node "n" (Gather), input indices: it is no constant of one index; one index \
        is supported; Slice takes evenly spaced ones
        """)
    let outside = base.integers("i", [], [1]).node("Gather", ["x", "i"], ["y"])
    #expect(
      outside.refusal == """
        error[E0202]: node "n" (Gather), input indices: 1 lies outside the 1 elements; export the \
        model again
        """)
  }

  @Test("data is cut between constant bounds, backwards too")
  func slicedData() throws {
    let model = TestModel().input("x", [1, 5, 4]).output("y")
      .integers("from", [2], [-1, 1]).integers("to", [2], [-100, 100])
      .integers("axes", [2], [1, 2]).integers("steps", [2], [-2, 2])
    let network = try model.node("Slice", ["x", "from", "to", "axes", "steps"], ["y"]).network()
    #expect(network.operations == [.slice(starts: [0, 4, 1], steps: [1, -2, 2])])
    #expect(network.outputShape == [1, 3, 2])
    let nothing = TestModel().input("x", [1, 5]).output("y").integers("from", [1], [5])
      .integers("to", [1], [5]).integers("axes", [1], [1])
      .node("Slice", ["x", "from", "to", "axes"], ["y"])
    #expect(nothing.refusal.contains("without elements"))
  }

  @Test("Squeeze and Unsqueeze take axes as attribute or input")
  func squeeze() throws {
    let squeezed = try base.integers("a", [1], [0]).node("Squeeze", ["x", "a"], ["y"]).network()
    #expect(squeezed.outputShape == [2, 3])
    let old = TestModel(opset: 11).input("x", [1, 2, 3]).output("y")
    #expect(
      try old.node("Unsqueeze", ["x"], ["y"], [.ints("axes", [-1, 0])]).network().outputShape
        == [1, 1, 2, 3, 1])
    #expect(try old.node("Squeeze", ["x"], ["y"]).network().outputShape == [2, 3])
    #expect(
      old.node("Squeeze", ["x"], ["y"], [.ints("axes", [1])]).refusal == """
        error[E0202]: node "n" (Squeeze), axes: dimension 1 of [1x2x3] is not 1; \
        squeeze only dimensions of 1
        """)
    #expect(
      old.node("Unsqueeze", ["x"], ["y"], [.ints("axes", [1, 1])]).refusal == """
        error[E0202]: node "n" (Unsqueeze), axes: an axis is listed twice; export the model again
        """)
  }

  @Test("Transpose permutes, backwards by default")
  func transpose() throws {
    let network = try base.node("Transpose", ["x"], ["y"], [.ints("perm", [0, 2, 1])]).network()
    #expect(network.operations == [.transpose(permutation: [0, 2, 1])])
    #expect(network.outputShape == [1, 3, 2])
    #expect(try base.node("Transpose", ["x"], ["y"]).network().outputShape == [3, 2, 1])
    #expect(
      base.node("Transpose", ["x"], ["y"], [.ints("perm", [0, 1, 1])]).refusal == """
        error[E0202]: node "n" (Transpose), attribute perm: it is no permutation of the axes of \
        [1x2x3]; export the model again
        """)
  }

  @Test("real constants behind a Transpose stay a node, integer ones are moved at once")
  func constantTranspose() throws {
    let real = try TestModel().input("x", [1, 2]).output("y").floats(
      "w", [3, 2], [1, 2, 3, 4, 5, 6]
    )
    .node("Transpose", ["w"], ["t"]).node("MatMul", ["x", "t"], ["y"]).network()
    #expect(real.operations == [.transpose(permutation: [1, 0]), .matrixMultiply])
    let integer = try TestModel().input("x", [1, 2], .int8).output("y")
      .integers("w", [3, 2], [1, 2, 3, 4, 5, 6], .int8)
      .node("Transpose", ["w"], ["t"]).node("MatMulInteger", ["x", "t"], ["y"]).network()
    #expect(integer.tensor("t")?.constant == .integer([1, 3, 5, 2, 4, 6]))
  }

  @Test("Concat joins along its axis")
  func concat() throws {
    let network = try base.node("Concat", ["x", "x"], ["y"], [.int("axis", -2)]).network()
    #expect(network.operations == [.concatenate(axis: 1)])
    #expect(network.outputShape == [1, 4, 3])
    let misfit = base.floats("a", [1, 2, 2], [1, 2, 3, 4])
      .node("Concat", ["x", "a"], ["y"], [.int("axis", 1)])
    #expect(
      misfit.refusal == """
        error[E0202]: node "n" (Concat): shapes [1x2x3] and [1x2x2] do not join along axis 1; \
        all other dimensions must be equal
        """)
  }

  @Test("Pad takes pads for all axes or for listed ones")
  func pad() throws {
    let network = try base.integers("p", [6], [0, 1, 2, 0, 0, 1]).floats("v", [], [1.5])
      .node("Pad", ["x", "p", "v"], ["y"]).network()
    #expect(
      network.operations == [.pad(before: [0, 1, 2], after: [0, 0, 1], value: 1.5)])
    #expect(network.outputShape == [1, 3, 6])
    let listed = try TestModel(opset: 18).input("x", [1, 2, 3]).output("y")
      .integers("p", [2], [1, 2]).integers("a", [1], [-1])
      .node("Pad", ["x", "p", "", "a"], ["y"]).network()
    #expect(listed.operations == [.pad(before: [0, 0, 1], after: [0, 0, 2], value: 0)])
    let old = try TestModel(opset: 9).input("x", [1, 2, 3]).output("y")
      .node("Pad", ["x"], ["y"], [.ints("pads", [0, 0, 1, 0, 0, 0]), .float("value", 2)]).network()
    #expect(old.operations == [.pad(before: [0, 0, 1], after: [0, 0, 0], value: 2)])
  }

  @Test("cropping and reflecting are refused together")
  func padRefusal() {
    let model = base.integers("p", [6], [0, 0, -1, 0, 0, 0])
      .node("Pad", ["x", "p"], ["y"], [.string("mode", "reflect")])
    #expect(
      model.refusal == """
        error[E0302]: node "n" (Pad), attribute mode: mode "reflect" is not supported; \
        constant padding is
        error[E0302]: node "n" (Pad), pads: it holds -1; pads of at least 0 are supported
        """)
  }

  @Test("Identity and Dropout pass their input on")
  func identity() throws {
    let network = try base.node("Identity", ["x"], ["a"]).node("Dropout", ["a"], ["y", "mask"])
      .network()
    #expect(network.operations == [.identity, .identity])
    let training = base.integers("t", [], [1], .boolean)
      .node("Dropout", ["x", "", "t"], ["y"])
    #expect(
      training.refusal == """
        error[E0302]: node "n" (Dropout), input training_mode: elements would be dropped at \
        random; export in inference mode
        """)
    let mask = TestModel().input("x", [2]).output("m").node("Dropout", ["x"], ["y", "m"])
    #expect(
      mask.refusal == """
        error[E0302]: node "n" (Dropout), output 1: "m" is used but not supported; \
        use the first output only
        """)
  }

  @Test("Constant nodes are constants")
  func constant() throws {
    let network = try base.node("Constant", [], ["c"], [.float("value_float", 2)])
      .node("Constant", [], ["s"], [.ints("value_ints", [6])])
      .node("Mul", ["x", "c"], ["m"]).node("Reshape", ["m", "s"], ["y"]).network()
    #expect(network.tensor("c")?.constant == .real([2]))
    #expect(network.outputShape == [6])
    #expect(
      base.node("Constant", [], ["c"], [.float("value_float", .infinity)])
        .node("Mul", ["x", "c"], ["y"]).refusal == """
          error[E0204]: node "n" (Constant): it holds a number that is not finite; \
          every constant must be finite
          """)
  }

  @Test("ConstantOfShape fills a constant, within limits")
  func constantOfShape() throws {
    let network = try base.integers("s", [2], [2, 3]).node("ConstantOfShape", ["s"], ["c"])
      .node("Add", ["x", "c"], ["y"]).network()
    #expect(network.tensor("c")?.constant == .real([0, 0, 0, 0, 0, 0]))
    #expect(
      base.integers("s", [2], [1000, 1000]).node("ConstantOfShape", ["s"], ["c"])
        .node("Add", ["x", "c"], ["y"]).refusal == """
          error[E0203]: node "n" (ConstantOfShape), output: it would have 1000000 elements; \
          up to 65536 are supported
          """)
  }

  @Test("a cast that keeps every value imports, another is refused")
  func cast() throws {
    let widened = try TestModel().input("x", [2], .int8).output("y")
      .node("Cast", ["x"], ["y"], [.int("to", 6)]).network()
    #expect(widened.operations == [.cast])
    #expect(widened.outputType == .int32)
    let real = try TestModel().input("x", [2], .int32).output("y")
      .node("Cast", ["x"], ["y"], [.int("to", 1)]).network()
    #expect(real.outputType == .float32)
    #expect(
      try base.node("Cast", ["x"], ["y"], [.int("to", 1)]).network().operations == [.identity])
    #expect(
      base.node("Cast", ["x"], ["y"], [.int("to", 3)]).refusal == """
        error[E0302]: node "n" (Cast), attribute to: casting float32 to int8 can change values; \
        use a quantiser, or a type that holds every value
        """)
    #expect(
      base.node("Cast", ["x"], ["y"], [.int("to", 16)]).refusal == """
        error[E0302]: node "n" (Cast), attribute to: casting to bfloat16 is not supported; \
        supported are float16, float32, float64, int4 to int64, uint4 to uint32 and boolean
        """)
  }
}
