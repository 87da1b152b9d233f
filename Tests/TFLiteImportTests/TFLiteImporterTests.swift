import Diagnostics
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

  @Test("a TensorFlow Lite model is recognised and refused with a way out")
  func recognised() {
    #expect(
      refusal(of: Self.header + [0, 0]) == """
        error[E0301]: file "kws.tflite": int8 TensorFlow Lite models are not read by this version; \
        export the network as ONNX with QuantizeLinear and DequantizeLinear, or as QONNX
        """)
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
}
