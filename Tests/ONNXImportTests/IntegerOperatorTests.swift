import NetworkIR
import Testing

@testable import ONNXImport

@Suite("Integer operators")
struct IntegerOperatorTests {
  private let window = WindowGeometry(
    kernel: [2], strides: [1], dilations: [1], paddingBefore: [1], paddingAfter: [1])

  @Test("ConvInteger is a convolution of differences, cast to int32")
  func convInteger() throws {
    let network = try TestModel()
      .input("x", [1, 1, 3], .uint8).output("y").integers("w", [2, 1, 2], [1, 2, 3, 4], .uint8)
      .integers("xz", [], [1], .uint8).integers("wz", [2], [0, 1], .uint8)
      .node("ConvInteger", ["x", "w", "xz", "wz"], ["y"], [.ints("pads", [1, 1])]).network()
    #expect(
      network.operations == [
        .dequantizeLinear(axis: 0), .dequantizeLinear(axis: 0), .convolution(window, groups: 1),
        .cast,
      ])
    #expect(
      network.wiring == [
        "y/x_real <- x, y/x_scale, xz", "y/weights_real <- w, y/weights_scale, wz",
        "y/sums <- y/x_real, y/weights_real", "y <- y/sums",
      ])
    #expect(network.tensor("y/x_scale")?.constant == .real([1]))
    #expect(network.tensor("y/weights_scale")?.constant == .real([1, 1]))
    #expect(network.outputShape == [1, 2, 4])
    #expect(network.outputType == .int32)
  }

  @Test("MatMulInteger takes zero points per row and per column")
  func matMulInteger() throws {
    let network = try TestModel()
      .input("a", [2, 3], .uint8).output("y").integers("b", [3, 4], Array(0..<12), .int8)
      .integers("az", [2], [1, 2], .uint8).integers("bz", [4], [0, 1, 2, 3], .int8)
      .node("MatMulInteger", ["a", "b", "az", "bz"], ["y"]).network()
    #expect(
      network.operations == [
        .dequantizeLinear(axis: 0), .dequantizeLinear(axis: 1), .matrixMultiply, .cast,
      ])
    #expect(network.outputShape == [2, 4])
    #expect(network.outputType == .int32)
  }

  @Test("MatMulInteger without zero points has zeros")
  func omittedZeroPoints() throws {
    let network = try TestModel()
      .input("a", [2, 3], .uint8).output("y").integers("b", [3, 1], [1, 2, 3], .int8)
      .node("MatMulInteger", ["a", "b"], ["y"]).network()
    #expect(network.tensor("y/A_zero_point")?.constant == .integer([0]))
    #expect(network.tensor("y/B_zero_point")?.type == .int8)
  }

  @Test("QLinearConv is dequantised, convolved and quantised; the bias has the product scale")
  func qLinearConv() throws {
    let network = try TestModel()
      .input("x", [1, 1, 3], .uint8).output("y").floats("xs", [1], [0.5])
      .integers("xz", [1], [1], .uint8).integers("w", [1, 1, 2], [1, 2], .int8)
      .floats("ws", [1], [0.25]).integers("wz", [1], [0], .int8).floats("ys", [], [2])
      .integers("yz", [], [3], .uint8).integers("b", [1], [7], .int32)
      .node(
        "QLinearConv", ["x", "xs", "xz", "w", "ws", "wz", "ys", "yz", "b"], ["y"],
        [.ints("pads", [1, 1])]
      ).network()
    #expect(
      network.operations == [
        .dequantizeLinear(axis: 0), .dequantizeLinear(axis: 0), .arithmetic(.multiply), .reshape,
        .dequantizeLinear(axis: 0), .convolution(window, groups: 1), .quantizeLinear(axis: 0),
      ])
    #expect(
      network.wiring == [
        "y/x_real <- x, y/x_scale, y/x_zero_point",
        "y/weights_real <- w, y/weights_scale, y/weights_zero_point",
        "y/bias_scale <- xs, ws", "y/bias_scale_ <- y/bias_scale",
        "y/bias_real <- b, y/bias_scale_, y/bias_zero_point",
        "y/real <- y/x_real, y/weights_real, y/bias_real", "y <- y/real, ys, yz",
      ])
    #expect(network.outputType == .uint8)
    #expect(network.outputShape == [1, 1, 4])
  }

  @Test("QLinearMatMul is dequantised, multiplied and quantised")
  func qLinearMatMul() throws {
    let network = try TestModel()
      .input("a", [2, 2, 3], .uint8).output("y").floats("as", [], [0.5])
      .integers("az", [], [1], .uint8).integers("b", [2, 3, 1], [1, 2, 3, 4, 5, 6], .uint8)
      .floats("bs", [], [0.25]).integers("bz", [], [0], .uint8).floats("ys", [], [2])
      .integers("yz", [], [3], .uint8)
      .node("QLinearMatMul", ["a", "as", "az", "b", "bs", "bz", "ys", "yz"], ["y"]).network()
    #expect(
      network.operations == [
        .dequantizeLinear(axis: 0), .dequantizeLinear(axis: 0), .matrixMultiply,
        .quantizeLinear(axis: 0),
      ])
    #expect(network.outputShape == [2, 2, 1])
    #expect(network.outputType == .uint8)
  }

  @Test("other types than 8 bits are refused")
  func types() {
    let model = TestModel()
      .input("a", [2, 3]).output("y").integers("b", [3, 1], [1, 2, 3], .int16)
      .node("MatMulInteger", ["a", "b"], ["y"])
    #expect(
      model.refusal == """
        error[E0202]: node "n" (MatMulInteger), input A: its elements are of type float32; \
        int8 or uint8 is needed
        error[E0202]: node "n" (MatMulInteger), input B: its elements are of type int16; \
        int8 or uint8 is needed
        """)
  }
}
