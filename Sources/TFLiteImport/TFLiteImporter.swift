import Diagnostics
import NetworkIR

/// Reads a TensorFlow Lite file.
///
/// This version recognises the file and refuses it: the meaning of its quantised operators is not
/// part of it.
/// - Parameters:
///   - bytes: the whole file.
///   - name: the file's name without folders, for diagnostics.
/// - Throws: E0301 for a TensorFlow Lite model, E0201 for anything else.
package func importTFLite(
  _ bytes: [UInt8], name: String
) throws(DiagnosticList) -> SourceNetwork {
  guard isTFLite(bytes) else {
    throw Diagnostic(
      .malformedModel, at: .file(name),
      cause: "it is not a TensorFlow Lite model, or it is cut short",
      remedy: "check that the file begins with a FlatBuffers header and the identifier TFL3"
    ).alone
  }
  throw Diagnostic(
    .unsupportedOperator, at: .file(name),
    cause: "int8 TensorFlow Lite models are not read by this version",
    remedy: "export the network as ONNX with QuantizeLinear and DequantizeLinear, or as QONNX"
  ).alone
}

/// Whether the bytes carry the file identifier of TensorFlow Lite: "TFL3" behind the offset of the
/// root table.
package func isTFLite(_ bytes: [UInt8]) -> Bool {
  bytes.count >= 8 && bytes[4..<8].elementsEqual("TFL3".utf8)
}
