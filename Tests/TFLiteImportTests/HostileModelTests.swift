import NetworkIR
import TFLiteImport
import Testing

@Suite("TensorFlow Lite models with numbers that no exporter writes")
struct HostileModelTests {
  /// One operator that reads every tensor but the last; those without data are the model's inputs.
  private func model(
    _ code: Int, _ tensors: [TestTensor], options: FlatFields = [:], optionsType: Int = 0
  ) -> TestModel {
    TestModel(
      inputs: tensors.indices.dropLast().filter {
        tensors[$0].data == nil && !tensors[$0].isVariable
      },
      outputs: [tensors.count - 1], tensors: tensors,
      operators: [
        TestOperator(
          code: code, inputs: Array(tensors.indices.dropLast()), outputs: [tensors.count - 1],
          optionsType: optionsType, options: options)
      ])
  }

  private func longs(_ name: String, _ values: [Int]) -> TestTensor {
    TestTensor(
      name: name, shape: [values.count], type: 4,
      data: values.flatMap { value in (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
    )
  }

  private func slice(begin: Int, end: Int, stride: Int, isOffset: Bool = false) -> TestModel {
    model(
      45,
      [
        .int8("x", [4]), longs("begin", [begin]), longs("end", [end]), longs("strides", [stride]),
        .int8("y", [4]),
      ], options: [5: .int8(isOffset ? 1 : 0)], optionsType: 32)
  }

  @Test(
    "indices of 64 bits are taken within 32 bits and refused beyond",
    arguments: ReferenceContract.allCases)
  func indices(contract: ReferenceContract) throws {
    _ = try slice(begin: 0, end: 4, stride: 1).imported(contract)
    #expect(
      slice(begin: 3, end: 0, stride: .min).refusal(contract) == """
        error[E0203]: node "y" (STRIDED_SLICE), input strides: -9223372036854775808 does not fit \
        32 bits; export the model again
        """)
    let texts = [
      slice(begin: 0, end: 4, stride: .max), slice(begin: .max, end: .max, stride: 1),
      slice(begin: .max, end: .max, stride: 1, isOffset: true),
    ].map { $0.refusal(contract) }
    #expect(texts.allSatisfy { $0.contains("does not fit 32 bits") }, "\(texts)")
  }

  @Test(
    "HARD_SWISH at scales whose quotient leaves float32 is refused",
    arguments: [(Float(1e38), Float(1e-40)), (3e38, 3e38)])
  func hardSwish(input: Float, output: Float) {
    let text = model(117, [.int8("x", [4], scale: input), .int8("y", [4], scale: output)]).refusal()
    #expect(text.hasPrefix("error[E0501]: node \"y\" (HARD_SWISH), scales"), "\(text)")
  }

  @Test("a bias of SVDF that is not int32 is refused", arguments: [Int.min, Int.max])
  func bias(value: Int) {
    var state = TestTensor.int8("state", [1, 2], zeroPoint: value < 0 ? 127 : -128)
    state.isVariable = true
    let filter = model(
      27,
      [
        .int8("x", [1, 1]), .int8("features", [1, 1], data: [1]),
        .int8("times", [1, 2], data: [1, 100]), longs("bias", [value]), state, .int8("y", [1, 1]),
      ], options: [0: .int32(1)], optionsType: 6)
    #expect(
      filter.refusal() == """
        error[E0202]: node "y" (SVDF), input bias: it has 1 elements of type int64; 1 of type \
        int32 are needed
        """)
  }

  @Test("few slopes that stand for millions of functions are refused")
  func slopes() {
    let shape = [1 << 20, 2, 2]
    let text = model(
      54, [.int8("x", shape), .int8("slopes", [2, 2], data: [1, 2, 3, 4]), .int8("y", shape)]
    ).refusal()
    #expect(
      text == """
        error[E0203]: node "y" (PRELU), input slopes: each of 4194304 elements has a slope of its \
        own; share the slopes along all axes but one, or use up to 65536 elements
        """)
  }

  @Test("a factor that the reference's words cannot shift by is refused, whatever operator has it")
  func shifts() throws {
    let large = TestTensor.int8("a", [1, 2], scale: 1e30)
    for (code, type) in [(18, 21), (40, 27), (19, 0), (98, 75)] {
      let axes = TestTensor.int32("axes", [0])
      let second = code == 18 ? [large] : code == 40 ? [axes] : []
      let text = model(
        code, [large] + second + [.int8("y", [1, 2], scale: 1e-30)], optionsType: type
      ).refusal()
      #expect(text.hasPrefix("error[E0501]: node \"y\""), "\(code): \(text)")
      #expect(text.contains("), scales: "), "\(code): \(text)")
    }
  }
}

@Suite("Types of TensorFlow Lite operators that only move integers")
struct MovementTypeTests {
  @Test("two types in one operator are refused", arguments: [2, 22, 34, 39, 43, 45, 49, 65, 83])
  func types(code: Int) {
    let wide = TestTensor(name: "y", shape: [2, 2], type: 7, scales: [0.5], zeroPoints: [0])
    let pairs = TestTensor(
      name: "pairs", shape: [2], type: 2, data: [1, 0, 0, 0, 0, 0, 0, 0])
    let operands: [TestTensor] =
      switch code {
      case 39: [.int8("x", [2, 2]), pairs]
      case 34, 45, 65: [.int8("x", [2, 2]), pairs, pairs, pairs]
      case 49: [.int32("axis", [0]), .int8("x", [2, 2])]
      default: [.int8("x", [2, 2])]
      }
    let model = TestModel(
      inputs: [code == 49 ? 1 : 0], outputs: [operands.count], tensors: operands + [wide],
      operators: [
        TestOperator(
          code: code, inputs: Array(operands.indices), outputs: [operands.count])
      ])
    let text = model.refusal()
    #expect(text.hasPrefix("error[E0202]: node \"y\""), "\(text)")
    #expect(text.contains("its type is int8, that of output 0 int16"), "\(text)")
  }
}
