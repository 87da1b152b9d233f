import Crypto
import Diagnostics
import Discretization
import Foundation
import NetworkIR
import ONNXImport
import TFLiteImport

/// A network as it came out of a file, and what a reader wants to know about where it came from.
package struct LoadedModel: Sendable {
  package let network: Network
  /// What was dropped or assumed on the way.
  package let notes: [Diagnostic]
  /// SHA-256 of the file, in hexadecimal.
  package let digest: String
  /// The file's name without its folder.
  package let fileName: String
}

/// Reads a model of any supported format and makes integers of it.
///
/// - Parameter contract: whose kernels define the integers of a .tflite file; nil stands for those
///   of TensorFlow Lite Micro.
package func loadModel(
  atPath path: String, inputFormats: [InputFormat], contract: ReferenceContract? = nil
) throws(DiagnosticList) -> LoadedModel {
  let url = URL(fileURLWithPath: path)
  let bytes = try readBytes(path)
  let (network, notes) = try integers(
    of: bytes, url: url, inputFormats: inputFormats, contract: contract)
  let faults = verify(network)
  try faults.throwIfErrors()
  let digest = SHA256.hash(data: bytes).map {
    String($0 >> 4, radix: 16) + String($0 & 15, radix: 16)
  }
  return LoadedModel(
    network: network, notes: notes, digest: digest.joined(), fileName: url.lastPathComponent)
}

private func integers(
  of bytes: [UInt8], url: URL, inputFormats: [InputFormat], contract: ReferenceContract?
) throws(DiagnosticList) -> (Network, [Diagnostic]) {
  let name = url.deletingPathExtension().lastPathComponent
  let format = ModelFormat(bytes: bytes, pathExtension: url.pathExtension)
  if format != .tensorFlowLite { try refuse(contract, fileName: url.lastPathComponent) }
  switch format {
  case .stapes:
    try refuse(inputFormats, fileName: url.lastPathComponent)
    return (try readContainer(bytes, file: url.lastPathComponent), [])
  case .tensorFlowLite:
    try refuse(inputFormats, fileName: url.lastPathComponent)
    let imported = try importTFLite(bytes, name: name, contract: contract ?? .tflm)
    return (imported.network, imported.notes)
  case .onnx:
    let folder = url.deletingLastPathComponent()
    let imported = try importONNX(
      bytes, name: name, externalData: { try readExternalData($0, beside: folder) })
    return try discretized(imported.network, imported.notes, inputFormats)
  }
}

private func discretized(
  _ source: SourceNetwork, _ notes: [Diagnostic], _ inputFormats: [InputFormat]
) throws(DiagnosticList) -> (Network, [Diagnostic]) {
  let result = try discretize(source, inputFormats: try declaredFormats(inputFormats, of: source))
  return (result.network, notes + result.notes)
}

/// One format per network input, in the network's order; a format without a name stands for the
/// only input.
private func declaredFormats(
  _ formats: [InputFormat], of source: SourceNetwork
) throws(DiagnosticList) -> [DeclaredInputFormat] {
  guard !formats.isEmpty else { return [] }
  let names = source.inputs.map { source[$0].name }
  let ordered = names.compactMap { name in
    formats.first { $0.input == name || ($0.input == nil && names.count == 1) }
  }
  guard ordered.count == names.count, formats.count == names.count else {
    throw Diagnostic(
      .badArgument, at: .argument("--input-format"),
      cause: "the network has \(names.count) inputs: \(names.joined(separator: ", "))",
      remedy: names.count == 1 ? "give one format" : "give NAME=FORMAT for each"
    ).alone
  }
  return ordered.map { DeclaredInputFormat(type: $0.type, scale: $0.scale, offset: $0.offset) }
}

/// The name of a contract, as `--contract` takes it.
package func parseContract(_ text: String) throws(DiagnosticList) -> ReferenceContract {
  if let contract = ReferenceContract(rawValue: text) { return contract }
  let names = ReferenceContract.allCases.map(\.rawValue).joined(separator: " or ")
  throw Diagnostic(
    .badArgument, at: .argument("--contract"), cause: "there is no contract \"\(text)\"",
    remedy: "give \(names)"
  ).alone
}

/// Only .tflite files leave open whose kernels define them.
private func refuse(
  _ contract: ReferenceContract?, fileName: String
) throws(DiagnosticList) {
  guard contract != nil else { return }
  throw Diagnostic(
    .badArgument, at: .argument("--contract"),
    cause: "\(fileName) is no .tflite file, so its integers do not depend on a runtime",
    remedy: "leave the option out"
  ).alone
}

/// A .stapes or .tflite file holds the declared input already.
private func refuse(_ formats: [InputFormat], fileName: String) throws(DiagnosticList) {
  guard formats.isEmpty else {
    throw Diagnostic(
      .badArgument, at: .argument("--input-format"),
      cause: "\(fileName) is a network of integers already",
      remedy: "leave the option out; it declares the input of .onnx files"
    ).alone
  }
}

/// What a file is, by its name, else by its first bytes: those of an ONNX file may be any.
enum ModelFormat {
  case onnx
  case tensorFlowLite
  case stapes

  init(bytes: [UInt8], pathExtension: String) {
    switch pathExtension.lowercased() {
    case "onnx": self = .onnx
    case "stapes", "safetensors": self = .stapes
    case "tflite": self = .tensorFlowLite
    default: self = Self.byFirstBytes(bytes)
    }
  }

  private static func byFirstBytes(_ bytes: [UInt8]) -> ModelFormat {
    if bytes.count >= 8, bytes[4..<8].elementsEqual("TFL3".utf8) { return .tensorFlowLite }
    return bytes.count > 8 && bytes[8] == UInt8(ascii: "{") ? .stapes : .onnx
  }
}

func readBytes(_ path: String) throws(DiagnosticList) -> [UInt8] {
  do {
    return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
  } catch {
    throw Diagnostic(
      .unreadableFile, at: .file(path), cause: "the file cannot be read",
      remedy: "check the path and its permissions"
    ).alone
  }
}

/// Tensor data that the model keeps beside itself; the importer has checked that the name stays in
/// the folder.
func readExternalData(_ name: String, beside folder: URL) throws -> [UInt8] {
  [UInt8](try Data(contentsOf: folder.appendingPathComponent(name)))
}
