import NetworkIR
import Testing

@testable import ONNXImport

@Suite("QuantizeLinear and DequantizeLinear")
struct LinearQuantizationTests {
  private func quantize(
    _ zeroPoint: TestModel.Element, count: Int? = nil, opset: Int = 21,
    _ attributes: [TestModel.Attribute] = []
  ) -> TestModel {
    let dimensions = count.map { [$0] } ?? []
    return TestModel(opset: opset)
      .input("x", [2, 3]).output("y")
      .floats("s", dimensions, Array(repeating: 0.5, count: count ?? 1))
      .integers("z", dimensions, Array(repeating: 0, count: count ?? 1), zeroPoint)
      .node("QuantizeLinear", ["x", "s", "z"], ["y"], name: "q", attributes)
  }

  @Test(
    "the zero point's type is the output's",
    arguments: [
      (TestModel.Element.uint8, SourceElementType.uint8), (.int8, .int8), (.uint16, .uint16),
      (.int16, .int16),
    ])
  func types(element: TestModel.Element, type: SourceElementType) throws {
    let network = try quantize(element).network()
    #expect(network.operations == [.quantizeLinear(axis: 0)])
    #expect(network.outputType == type)
    #expect(network.wiring == ["y <- x, s, z"])
  }

  @Test("4-bit constants unpack low half first")
  func fourBits() throws {
    let network = try TestModel(opset: 21)
      .input("x", [1]).output("y").floats("s", [], [1])
      .tensor(.raw("w", [3], [0x8F, 0x07], .int4))
      .tensor(.raw("u", [3], [0x8F, 0x07], .uint4))
      .node("DequantizeLinear", ["w", "s"], ["a"]).node("DequantizeLinear", ["u", "s"], ["b"])
      .node("Add", ["a", "b"], ["c"]).node("Add", ["c", "x"], ["y"]).network()
    #expect(network.tensor("w")?.constant == .integer([-1, -8, 7]))
    #expect(network.tensor("u")?.constant == .integer([15, 8, 7]))
    #expect(network.tensor("a")?.type == .float32)
  }

  @Test("an omitted zero point is 0 of type uint8, or of the declared type")
  func omittedZeroPoint() throws {
    let base = TestModel(opset: 21).input("x", [2, 3]).output("y").floats("s", [], [0.5])
    let plain = try base.node("QuantizeLinear", ["x", "s"], ["y"]).network()
    #expect(plain.wiring == ["y <- x, s, y/y_zero_point"])
    #expect(
      plain.tensor("y/y_zero_point")
        == SourceTensor(
          name: "y/y_zero_point", shape: .scalar, type: .uint8, constant: .integer([0])))
    let declared = try base.node("QuantizeLinear", ["x", "s"], ["y"], [.int("output_dtype", 22)])
    #expect(try declared.network().outputType == .int4)
  }

  @Test("one element in any shape is a scalar; a vector follows the axis")
  func axes() throws {
    let single = try quantize(.int8, count: 1).network()
    #expect(single.operations == [.quantizeLinear(axis: 0)])
    #expect(single.tensor("y/y_scale")?.shape == .scalar)
    let columns = try quantize(.int8, count: 3, [.int("axis", -1)]).network()
    #expect(columns.operations == [.quantizeLinear(axis: 1)])
    #expect(columns.wiring == ["y <- x, s, z"])
  }

  @Test("a vector of the wrong length is refused")
  func wrongLength() {
    #expect(
      quantize(.int8, count: 3, [.int("axis", 0)]).refusal == """
        error[E0202]: node "q" (QuantizeLinear), input y scale: it has shape [3]; [2] is needed
        error[E0202]: node "q" (QuantizeLinear), input y zero point: it has shape [3]; \
        [2] is needed
        """)
  }

  @Test("blocks are refused")
  func blocks() {
    #expect(
      quantize(.int8, [.int("block_size", 2)]).refusal == """
        error[E0302]: node "q" (QuantizeLinear), attribute block_size: blocks of 2 are not \
        supported; per-tensor and per-axis scales are supported
        """)
  }

  @Test("float8 is refused")
  func float8() {
    #expect(
      quantize(.int8, [.int("output_dtype", 17)]).refusal == """
        error[E0302]: node "q" (QuantizeLinear), attribute output_dtype: quantisation to \
        float8e4m3fn is not supported; 4, 8 and 16 bits are supported
        """)
    let model = TestModel(opset: 21)
      .input("x", [2]).output("y").floats("s", [], [1]).tensor(.raw("z", [], [0], .float8))
      .node("QuantizeLinear", ["x", "s", "z"], ["y"])
    #expect(
      model.refusal == """
        error[E0302]: tensor "z": its elements are of type float8e4m3fn; supported are float16, \
        float32, float64, int4 to int64, uint4 to uint32 and boolean
        """)
  }

  @Test("DequantizeLinear gives the scale's type")
  func dequantize() throws {
    let network = try TestModel()
      .input("x", [1, 2], .uint8).output("y").floats("s", [2], [1, 2])
      .integers("z", [2], [3, 4], .uint8)
      .node("DequantizeLinear", ["x", "s", "z"], ["y"]).network()
    #expect(network.operations == [.dequantizeLinear(axis: 1)])
    #expect(network.outputType == .float32)
  }

  @Test("a zero point of another type than the integers is refused")
  func zeroPointType() {
    let model = TestModel()
      .input("x", [1, 2], .uint8).output("y").floats("s", [], [1]).integers("z", [], [3], .int8)
      .node("DequantizeLinear", ["x", "s", "z"], ["y"])
    #expect(
      model.refusal == """
        error[E0202]: node "n" (DequantizeLinear), input x zero point: it is of type int8; \
        the quantised type uint8 is needed
        """)
  }
}
