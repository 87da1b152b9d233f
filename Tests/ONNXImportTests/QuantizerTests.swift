import FixedPoint
import NetworkIR
import Testing

@testable import ONNXImport

@Suite("QONNX quantisers")
struct QuantizerTests {
  private static let domains = [
    "onnx.brevitas", "finn.custom_op.general", "qonnx.custom_op.general",
  ]

  /// x [1, 3] -> Quant -> y, with a scale per column.
  private func quant(
    _ name: String = "Quant", domain: String = "onnx.brevitas", bits: Float = 4,
    scale: [Float] = [0.5, 0.25, 1], zeroPoint: Float = 0, signed: Int = 1, narrow: Int = 0,
    mode: String = "ROUND"
  ) -> TestModel {
    TestModel()
      .input("x", [1, 3]).output("y")
      .floats("s", [3], scale).floats("z", [], [zeroPoint]).floats("b", [], [bits])
      .node(
        name, ["x", "s", "z", "b"], ["y"], name: "q", domain: domain,
        [.int("signed", signed), .int("narrow", narrow), .string("rounding_mode", mode)])
  }

  @Test("Quant and IntQuant mean the same in every domain", arguments: domains)
  func spellings(domain: String) throws {
    for name in ["Quant", "IntQuant"] {
      let network = try quant(name, domain: domain).network()
      let attributes = QuantizeAttributes(isSigned: true, isNarrow: false, rounding: .halfToEven)
      #expect(network.operations == [.quantize(attributes)])
      #expect(network.wiring == ["y <- x, s, z, b"])
      #expect(network.outputShape == [1, 3])
    }
  }

  @Test(
    "rounding modes are those of the qonnx executor, in any case",
    arguments: [
      ("ROUND", Rounding.halfToEven), ("half_even", .halfToEven), ("CEIL", .ceiling),
      ("floor", .floor), ("UP", .awayFromZero), ("Down", .towardZero),
      ("ROUND_TO_ZERO", .towardZero), ("HALF_UP", .halfAwayFromZero),
      ("half_down", .halfTowardZero),
    ])
  func roundingModes(mode: String, rounding: Rounding) throws {
    let network = try quant(signed: 0, narrow: 1, mode: mode).network()
    let attributes = QuantizeAttributes(isSigned: false, isNarrow: true, rounding: rounding)
    #expect(network.operations == [.quantize(attributes)])
  }

  @Test("a signed 1-bit quantiser is bipolar, an unsigned one is not")
  func oneBit() throws {
    let bipolar = try quant(bits: 1).network()
    #expect(bipolar.operations == [.bipolarQuantize])
    #expect(bipolar.wiring == ["y <- x, s"])
    let attributes = QuantizeAttributes(isSigned: false, isNarrow: false, rounding: .halfToEven)
    #expect(try quant(bits: 1, signed: 0).network().operations == [.quantize(attributes)])
  }

  @Test("faults of one quantiser are reported together")
  func manyFaults() {
    let refusal = quant(bits: 2.5, scale: [0.5, -1, 0], signed: 2, mode: "NEAREST").refusal
    #expect(
      refusal == """
        error[E0202]: node "q" (Quant), attribute signed: it is 2; 0 or 1 is needed
        error[E0302]: node "q" (Quant), attribute rounding_mode: mode "NEAREST" is not known; \
        known are CEIL, DOWN, FLOOR, HALF_DOWN, HALF_EVEN, HALF_UP, ROUND, ROUND_TO_ZERO, UP
        error[E0202]: node "q" (Quant), input scale: it holds -1.0; a positive scale is needed
        error[E0302]: node "q" (Quant), input bit width: it is 2.5; \
        whole numbers from 1 to 32 are supported
        """)
  }

  @Test("a signed 1-bit quantiser with a zero point is refused")
  func oneBitZeroPoint() {
    #expect(
      quant(bits: 1, zeroPoint: 1).refusal == """
        error[E0302]: node "q" (Quant), input zero point: a signed 1-bit quantiser has a zero \
        point other than 0; use zero point 0, or BipolarQuant
        """)
  }

  @Test("a scale that depends on the input, or stretches it, is refused")
  func scaleForm() {
    let model = TestModel()
      .input("x", [1, 3]).output("y").floats("s", [2, 3], [1, 1, 1, 1, 1, 1])
      .node("BipolarQuant", ["x", "s"], ["a"], name: "p", domain: "onnx.brevitas")
      .node("BipolarQuant", ["x", "x"], ["b"], name: "q", domain: "onnx.brevitas")
      .node("Concat", ["a", "b"], ["y"], name: "c", [.int("axis", 1)])
    #expect(
      model.refusal == """
        error[E0202]: node "p" (BipolarQuant), input scale: shape [2x3] does not spread over \
        [1x3]; make each of its dimensions equal to the tensor's, or 1
        error[E0302]: node "q" (BipolarQuant), input scale: it depends on the network's input; \
        make it a constant of the model
        """)
  }

  @Test("BipolarQuant imports")
  func bipolar() throws {
    let network = try TestModel()
      .input("x", [1, 3]).output("y").floats("s", [], [0.5])
      .node("BipolarQuant", ["x", "s"], ["y"], domain: "onnx.brevitas").network()
    #expect(network.operations == [.bipolarQuantize])
    #expect(network.wiring == ["y <- x, s"])
  }

  @Test("Trunc tells its version by its inputs")
  func truncate() throws {
    let base = TestModel()
      .input("x", [1, 3]).output("y").floats("s", [], [0.5]).floats("z", [], [0])
      .floats("i", [], [8]).floats("t", [], [2]).floats("o", [], [6])
    let first = try base.node(
      "Trunc", ["x", "s", "z", "i", "o"], ["y"], domain: "onnx.brevitas",
      [.string("rounding_mode", "FLOOR")]
    ).network()
    #expect(
      first.operations == [
        .truncate(
          TruncateAttributes(version: 1, isSigned: true, isNarrow: false, rounding: .floor))
      ])
    #expect(first.wiring == ["y <- x, s, z, i, o"])
    let second = try base.node(
      "Trunc", ["x", "s", "z", "i", "t", "o"], ["y"], domain: "qonnx.custom_op.general",
      [.string("rounding_mode", "CEIL"), .int("signed", 0), .int("narrow", 1)]
    ).network()
    #expect(
      second.operations == [
        .truncate(
          TruncateAttributes(version: 2, isSigned: false, isNarrow: true, rounding: .ceiling))
      ])
    #expect(second.wiring == ["y <- x, s, z, i, t, o"])
  }

  @Test("FloatQuant imports saturating, and is refused otherwise")
  func floatQuant() throws {
    func model(_ attributes: [TestModel.Attribute]) -> TestModel {
      TestModel()
        .input("x", [1, 3]).output("y").floats("s", [], [1]).floats("e", [], [4])
        .floats("m", [], [3]).floats("b", [], [7]).floats("v", [], [480])
        .node(
          "FloatQuant", ["x", "s", "e", "m", "b", "v"], ["y"], domain: "onnx.brevitas",
          attributes)
    }
    let flags: [TestModel.Attribute] = [
      .int("has_inf", 0), .int("has_nan", 1), .int("has_subnormal", 1),
    ]
    #expect(
      try model(flags + [.int("saturation", 1)]).network().operations == [
        .floatQuantize(
          FloatQuantizeAttributes(
            hasInfinity: false, hasNaN: true, hasSubnormal: true, saturates: true,
            rounding: .halfToEven))
      ])
    #expect(
      model(flags + [.int("saturation", 0)]).refusal == """
        error[E0302]: node "n" (FloatQuant), attribute saturation: values beyond the largest \
        become infinite or NaN; use saturation 1
        """)
  }
}
