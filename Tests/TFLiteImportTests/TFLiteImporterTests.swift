import Diagnostics
import FixedPoint
import NetworkIR
import TFLiteImport
import Testing

@Suite("TFLite import")
struct TFLiteImporterTests {
  private static let header: [UInt8] = [28, 0, 0, 0] + Array("TFL3".utf8)

  private func refusal(of bytes: [UInt8]) -> String {
    do throws(DiagnosticList) {
      _ = try importTFLite(bytes, name: "kws.tflite", contract: .tflm)
      return "imported"
    } catch {
      return error.description
    }
  }

  @Test("every prefix of a header and every other identifier is malformed")
  func malformed() {
    let text = """
      error[E0201]: file "kws.tflite": it is not a TensorFlow Lite model, or it is cut short; \
      check that the file begins with a FlatBuffers header and the identifier TFL3
      """
    for count in 0..<Self.header.count {
      #expect(refusal(of: Array(Self.header.prefix(count))) == text)
    }
    for index in 4..<8 {
      var bytes = Self.header
      bytes[index] ^= 1
      #expect(refusal(of: bytes) == text)
    }
  }

  @Test("a header without a model names the byte")
  func headerOnly() {
    #expect(
      refusal(of: Self.header) == """
        error[E0201]: file "kws.tflite", byte 0: an offset of 28 leads out of the file; \
        copy or export the file again
        """)
  }

  @Test("a layer becomes sums and a multiplier, its zero point folded into the bias")
  func layer() throws {
    let network = try TestModel.fullyConnected.imported().network
    let text = description(of: network)
    #expect(
      text == """
        y_accumulator = dense(x)
        y = requantize(y_accumulator)
        """)
    guard case .dense(let linear) = network.operators[0].kind else {
      Issue.record("the first operator is not dense")
      return
    }
    #expect(linear.bias == [102, -8])
    #expect(linear.weights.map(\.value) == [1, -2, 3, 0, 127, -128])
    #expect(
      network.operators[1].kind
        == .requantize(
          Requantize(functions: [
            .multiplier(
              FixedPointMultiplier(
                multiplier: 1 << 30, shift: -2, scheme: .doubleRounding, outputOffset: -128,
                clamp: .init(-128, 127)))
          ])))
  }

  /// Scales of a public model where a product rounded to float32 gives 1462485078 and, of the sum
  /// -88337, one less than both references.
  @Test("the factor of a FULLY_CONNECTED is computed in doubles throughout")
  func factorInDoubles() throws {
    var model = TestModel.fullyConnected
    model.tensors[0].scales = [0x1.962c88p-6]
    model.tensors[1].scales = [0x1.406aacp-6]
    model.tensors[3].scales = [0x1.753f16p-2]
    guard case .requantize(let requantize) = try model.imported().network.operators[1].kind,
      case .multiplier(let multiplier) = requantize.functions[0]
    else {
      Issue.record("the last operator is no multiplier")
      return
    }
    #expect(multiplier.multiplier == 1_462_485_049)
    #expect(multiplier.shift == -9)
  }

  @Test("LiteRT rounds a FULLY_CONNECTED once")
  func singleRounding() throws {
    let network = try TestModel.fullyConnected.imported(.litert).network
    guard case .requantize(let requantize) = network.operators[1].kind,
      case .multiplier(let multiplier) = requantize.functions[0]
    else {
      Issue.record("the last operator is no multiplier")
      return
    }
    #expect(multiplier.scheme == .singleRounding)
  }

  @Test("a bias may be left out, or be no tensor")
  func withoutBias() throws {
    for inputs in [[0, 1], [0, 1, -1]] {
      var model = TestModel.fullyConnected
      model.operators[0].inputs = inputs
      guard case .dense(let linear) = try model.imported().network.operators[0].kind else {
        Issue.record("the first operator is not dense")
        return
      }
      #expect(linear.bias == [2, -1])
    }
  }

  @Test("packed 4-bit weights are taken apart, the lower half first")
  func packedWeights() throws {
    var model = TestModel.fullyConnected
    model.tensors[1].type = 17
    model.tensors[1].data = [0xE1, 0x73, 0x80]
    guard case .dense(let linear) = try model.imported().network.operators[0].kind else {
      Issue.record("the first operator is not dense")
      return
    }
    #expect(linear.weights.map(\.value) == [1, -2, 3, 7, 0, -8])
  }

  @Test("operators that nothing reads are left out")
  func deadOperator() throws {
    var model = TestModel.fullyConnected
    model.tensors.append(.int8("unused", [1, 3]))
    model.operators.append(TestOperator(code: 32, inputs: [0], outputs: [4]))
    #expect(try model.imported().network.operators.count == 2)
  }

  @Test("a float input that a QUANTIZE reads becomes an encoding")
  func floatBorder() throws {
    var model = TestModel.fullyConnected
    model.tensors.append(TestTensor(name: "float_x", shape: [1, 3], type: 0))
    model.inputs = [4]
    model.operators.insert(TestOperator(code: 114, inputs: [4], outputs: [0]), at: 0)
    let network = try model.imported().network
    #expect(network[network.inputs[0].tensor].name == "x")
    #expect(
      network.inputs[0].encoding
        == .float32([
          .divide(FloatParameter(values: [0.5])), .round(.halfAwayFromZero),
          .add(FloatParameter(values: [-1])), .clamp(lower: -128, upper: 127),
        ]))
  }

  private func description(of network: Network) -> String {
    network.operators.map { node in
      let outputs = node.outputs.map { network[$0].name }.joined(separator: ", ")
      let inputs = node.inputs.map { network[$0].name }.joined(separator: ", ")
      return "\(outputs) = \(node.kind.keyword)(\(inputs))"
    }.joined(separator: "\n")
  }
}
