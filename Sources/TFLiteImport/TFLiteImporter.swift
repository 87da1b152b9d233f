import Diagnostics
import NetworkIR

/// Whose integers a TensorFlow Lite model stands for: its kernels differ from one runtime to the
/// next.
package enum ReferenceContract: String, Hashable, Sendable, CaseIterable {
  /// TensorFlow Lite Micro's reference kernels.
  case tflm
  /// LiteRT's reference operator resolver.
  case litert
}

/// An integer network as a TensorFlow Lite file has it, and what was dropped or assumed on the way.
package struct ImportedTFLite: Hashable, Sendable {
  package let network: Network
  package let notes: [Diagnostic]
}

/// Reads a TensorFlow Lite file of integers.
///
/// - Parameters:
///   - bytes: The whole file.
///   - name: The file's name without folders, for diagnostics and as the network's name.
///   - contract: Whose kernels define the integers.
/// - Throws: E0201 for a broken file, E0301 for every operator or option that is not supported.
package func importTFLite(
  _ bytes: [UInt8], name: String, contract: ReferenceContract
) throws(DiagnosticList) -> ImportedTFLite {
  guard isTFLite(bytes) else {
    throw Diagnostic(
      .malformedModel, at: .file(name),
      cause: "it is not a TensorFlow Lite model, or it is cut short",
      remedy: "check that the file begins with a FlatBuffers header and the identifier TFL3"
    ).alone
  }
  var reader = ModelReader(bytes, fileName: name)
  let model = try reader.read()
  var context = ImportContext(
    model: model, contract: contract, name: name, reader: reader.reader)
  let network = try context.run()
  return ImportedTFLite(network: network, notes: context.notes.diagnostics)
}

/// Whether the bytes carry the file identifier of TensorFlow Lite: "TFL3" behind the offset of the
/// root table.
package func isTFLite(_ bytes: [UInt8]) -> Bool {
  bytes.count >= 8 && bytes[4..<8].elementsEqual("TFL3".utf8)
}
