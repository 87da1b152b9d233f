import Diagnostics
import FixedPoint
import NetworkIR
import TFLiteImport
import Testing

@Suite("What the runtimes do differently")
struct ContractTests {
  /// A model of one operator whose first tensors are computed inputs and whose last one is the output.
  private func model(
    _ code: Int, inputs: [Int] = [0], _ tensors: [TestTensor], options: FlatFields = [:],
    optionsType: Int = 0
  ) -> TestModel {
    TestModel(
      inputs: inputs, outputs: [tensors.count - 1], tensors: tensors,
      operators: [
        TestOperator(
          code: code, inputs: Array(tensors.indices.dropLast()), outputs: [tensors.count - 1],
          optionsType: optionsType, options: options)
      ])
  }

  private func multiplier(
    _ model: TestModel, _ contract: ReferenceContract
  ) throws -> [Int] {
    let network = try model.imported(contract).network
    guard case .requantize(let requantize)? = network.operators.last?.kind,
      case .multiplier(let multiplier) = requantize.functions[0]
    else { return [] }
    return [multiplier.multiplier, multiplier.shift]
  }

  @Test("the factor of a MUL is in float64 for TensorFlow Lite Micro, in float32 for LiteRT")
  func product() throws {
    let product = model(
      18, inputs: [0, 1],
      [
        .int8("a", [1, 2], scale: 0.1), .int8("b", [1, 2], scale: 0.7),
        .int8("y", [1, 2], scale: 0.3),
      ])
    #expect(try multiplier(product, .tflm) == [2_004_317_988, -2])
    #expect(try multiplier(product, .litert) == [2_004_317_952, -2])
  }

  @Test(
    "the factor of an int16 RELU is in float64 for TensorFlow Lite Micro, in float32 for LiteRT")
  func rectifier() throws {
    var words = [TestTensor.int8("x", [1, 2], scale: 0.1), .int8("y", [1, 2], scale: 0.3)]
    for index in words.indices { words[index].type = 7 }
    #expect(try multiplier(model(19, words), .tflm) == [1_431_655_730, -1])
    #expect(try multiplier(model(19, words), .litert) == [1_431_655_680, -1])
  }

  @Test("the factor of a FULLY_CONNECTED is in float64 for both")
  func layer() throws {
    var layer = TestModel.fullyConnected
    layer.tensors[0].scales = [0.1]
    layer.tensors[1].scales = [0.7]
    layer.tensors[3].scales = [0.3]
    for contract in ReferenceContract.allCases {
      #expect(try multiplier(layer, contract) == [2_004_317_988, -2])
    }
  }

  @Test("LiteRT's indices of 64 bits become those of 32; TensorFlow Lite Micro has none")
  func wideIndices() throws {
    let largest = model(
      56, [.int8("x", [1, 4]), .int32("axis", [1]), TestTensor(name: "y", shape: [1], type: 4)])
    let network = try largest.imported(.litert).network
    #expect(network[network.outputs[0]].range == IntegerRange(0, 3))
    #expect(
      largest.refusal() == """
        error[E0302]: node "y" (ARG_MAX), output: its type is int64; int32 is supported, for \
        LiteRT int64 too
        """)
  }

  @Test("an int8 state of SVDF and slopes of 16 bits are refused")
  func refusals() {
    let slopes = TestTensor(
      name: "slopes", shape: [1, 2], type: 7, scales: [0.5], zeroPoints: [0], data: [1, 0, 2, 0])
    var words = [TestTensor.int8("x", [1, 1, 2]), slopes, .int8("y", [1, 1, 2])]
    words[0].type = 7
    words[2].type = 7
    #expect(
      model(54, words).refusal(.litert) == """
        error[E0302]: node "y" (PRELU), input slopes: their type is int16; int8 is supported: \
        LiteRT reads the bytes of others as if they were
        """)
    let filter = model(
      27,
      [
        .int8("x", [1, 1]), .int8("features", [1, 1], data: [1]),
        .int8("times", [1, 1], data: [1]),
        .int32("bias", [0]), .int8("state", [1, 1]), .int8("y", [1, 1]),
      ], options: [0: .int32(1)], optionsType: 6)
    #expect(
      filter.refusal(.litert) == """
        error[E0302]: node "y" (SVDF): SVDF with an int8 state is computed otherwise by LiteRT, \
        which this version does not reproduce; compile with --contract tflm
        """)
  }

  @Test("a reduction over no axis keeps every element")
  func noAxis() throws {
    let axes = TestTensor(name: "axes", shape: [0], type: 2)
    let mean = model(40, [.int8("x", [1, 2]), axes, .int8("y", [1, 2], scale: 1)])
    #expect(try mean.imported().network.operators.map(\.kind).first == .reduce(.sum, axes: []))
  }

  @Test("int32 is added as it is, and refused where the sum may leave 32 bits")
  func plainSums() throws {
    var sum = model(
      0, inputs: [0, 1],
      [.int32("a", [0, 0]), .int32("b", [0, 0]), .int32("y", [0, 0])], optionsType: 11)
    for index in sum.tensors.indices { sum.tensors[index].data = nil }
    #expect(
      sum.refusal() == """
        error[E0501]: node "y" (mappedSum): its accumulator has the range [-4294967296, \
        4294967294], which leaves 32 signed bits; quantise its inputs or weights to fewer bits, or \
        sum over fewer inputs
        """)
    sum.operators[0].options = [0: .int8(1)]
    #expect(
      sum.refusal() == """
        error[E0302]: node "y" (ADD), fused activation: relu of int32; none is supported there
        """)
  }
}
