import Diagnostics
import NetworkIR

/// A model read from an ONNX file, and remarks about what was assumed or left out.
package struct ONNXImportResult: Hashable, Sendable {
  package let network: SourceNetwork
  /// Severity note, code N0001.
  package let notes: [Diagnostic]
}

/// Reads an ONNX or QONNX file.
/// - Parameters: - bytes: the whole file. - name: the file's name without folders; it names the
///   network and stands in diagnostics. - externalData: reads a file of external tensor data, given
///   its path relative to the model's folder.
/// - Throws: every fault of the file that can be told (E0201 to E0206, E0301, E0302), in the file's
///   order.
package func importONNX(
  _ bytes: [UInt8], name: String, externalData: @escaping (String) throws -> [UInt8]
) throws(DiagnosticList) -> ONNXImportResult {
  var reader = ModelReader(fileName: name, externalData: externalData)
  let graph = try reader.read(bytes)
  var graphImport = GraphImport(graph)
  let network = graphImport.run(name: name)
  let faults = reader.faults + graphImport.faults
  guard faults.isEmpty else { throw DiagnosticList(shortened(distinct(faults))) }
  guard network.outputs.count == graph.outputs.count else {
    throw Diagnostic(
      .inconsistentModel, at: .file(name), cause: "an output cannot be computed",
      remedy: "check the file with onnx.checker"
    ).alone
  }
  return ONNXImportResult(network: network, notes: distinct(graphImport.notes))
}

private func distinct(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
  var seen: Set<Diagnostic> = []
  return diagnostics.filter { seen.insert($0).inserted }
}

private func shortened(_ faults: [Diagnostic]) -> [Diagnostic] {
  let excess = faults.count - ImportLimits.reportedFaults
  guard excess > 0 else { return faults }
  let rest = Diagnostic(
    .inconsistentModel, at: .nowhere, cause: "\(excess) more faults were found",
    remedy: "repair the ones listed first")
  return faults.prefix(ImportLimits.reportedFaults) + [rest]
}
