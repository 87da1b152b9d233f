import Diagnostics
import Foundation

/// The names under which a safetensors file's metadata holds a network (docs/format.md).
private enum MetadataKey {
  static let format = "format"
  static let version = "version"
  static let graph = "graph"
}

private let formatName = "stapes"
private let formatVersion = "1"

/// The bytes of a `.stapes` file: a safetensors file whose metadata holds the graph. The same
/// network gives the same bytes.
///
/// - Throws: E0501 and E0502 for a network that breaks its contract.
package func writeContainer(_ network: Network) throws(DiagnosticList) -> [UInt8] {
  try verify(network).throwIfErrors()
  do {
    var graphEncoder = GraphEncoder()
    let document = graphEncoder.document(network)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let graph = String(decoding: try encoder.encode(document), as: UTF8.self)
    return try writeSafetensors(
      SafetensorsFile(
        metadata: [
          MetadataKey.format: formatName, MetadataKey.version: formatVersion,
          MetadataKey.graph: graph,
        ],
        arrays: graphEncoder.arrays))
  } catch {
    throw Diagnostic(
      .invalidNetwork, at: .nowhere, cause: "the network cannot be written as JSON: \(error)",
      remedy: "report this network"
    ).alone
  }
}

/// The network in the bytes of a `.stapes` file.
///
/// - Parameter file: The file's name, for diagnostics.
/// - Throws: E0201 for bytes that are no such file, E0202 for contents that contradict each other,
///   E0203 for a header beyond bounds, E0501 and E0502 for a network that breaks its contract.
package func readContainer(
  _ bytes: [UInt8], file: String
) throws(DiagnosticList) -> Network {
  let network: Network
  do throws(ContainerFault) {
    let container = try readSafetensors(bytes)
    let document = try decodeJSON(
      GraphDocument.self, try graphText(container.metadata).utf8, "its graph")
    var decoder = GraphDecoder(arrays: container.arrays)
    network = try decoder.network(document)
  } catch {
    throw error.diagnostic(in: file).alone
  }
  try verify(network).throwIfErrors()
  return network
}

private func graphText(_ metadata: [String: String]) throws(ContainerFault) -> String {
  guard metadata[MetadataKey.format] == formatName, let graph = metadata[MetadataKey.graph] else {
    throw ContainerFault(.malformedModel, "it is a safetensors file without a Stapes network")
  }
  guard let version = metadata[MetadataKey.version], version == formatVersion else {
    throw ContainerFault(
      .inconsistentModel,
      "its version is \(metadata[MetadataKey.version] ?? "missing"); \(formatVersion) is known")
  }
  return graph
}
