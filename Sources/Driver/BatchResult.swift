import Diagnostics
import FixedPoint
import Foundation
import Interpreter
import NetworkIR
import NumpyFormat

/// What a batch gave: for each example, the integers of every network output.
package struct BatchResult: Hashable, Sendable {
  package let outputs: [[[Int]]]
  /// The class of each example (rule A24).
  package let classes: [Int]

  /// One example as `stapes run` prints it.
  package struct Row: Hashable, Sendable, Codable {
    package let outputs: [[String]]
    package let answer: Int?
  }

  /// - Parameter isReal: scale * integer + offset instead of the integers.
  package func printedRows(of network: Network, isReal: Bool) -> [Row] {
    zip(outputs, classes).map { example, answer in
      let texts = zip(network.outputs, example).map { id, integers in
        isReal
          ? network[id].decode(integers, as: Double.self).map { "\($0)" }
          : integers.map(String.init)
      }
      return Row(outputs: texts, answer: answer)
    }
  }
}

/// Runs a batch in the interpreter on all cores, and writes every tensor where a folder is given.
package func runInInterpreter(
  _ network: Network, on batch: Batch, tensorFolder: String?, progress: (Int, Int) -> Void
) async throws(DiagnosticList) -> BatchResult {
  var runner = try RowRunner(network, batch)
  let folder = try tensorFolder.map { path throws(DiagnosticList) in
    try TensorFolder(path, network: network, rowCount: batch.count)
  }
  var outputs: [[[Int]]] = []
  var classes: [Int] = []
  for rows in folder?.blocks ?? [0..<batch.count] {
    let interpreter = runner.interpreter
    let kept = try await runner.run(
      rows,
      collect: { execution in
        KeptRow(
          outputs: execution.outputs, answer: interpreter.predictedClass(execution),
          tensors: folder?.bytes(of: execution) ?? [])
      }, progress: { progress($0, batch.count) })
    try folder?.append(kept.map(\.tensors))
    outputs += kept.map(\.outputs)
    classes += kept.map(\.answer)
  }
  return BatchResult(outputs: outputs, classes: classes)
}

/// What is kept of one execution.
private struct KeptRow: Sendable {
  let outputs: [[Int]]
  let answer: Int
  /// The bytes of every tensor, where they are asked for.
  let tensors: [[UInt8]]
}

/// Writes the outputs: one array, or PATH with the output's name before its extension where there
/// are several.
package func writeOutputs(
  _ result: BatchResult, of network: Network, to path: String, isReal: Bool
) throws(DiagnosticList) {
  for (index, id) in network.outputs.enumerated() {
    let tensor = network[id]
    let rows = result.outputs.map { $0[index] }
    let shape = [rows.count] + exampleShape(tensor)
    let elements: NumpyElements =
      isReal
      ? .float64(rows.flatMap { tensor.decode($0, as: Double.self) })
      : integerElements(rows.flatMap { $0 }, tensor.type)
    let file = network.outputs.count == 1 ? path : suffixed(path, tensor.name)
    try write(NumpyArray(shape: shape, elements: elements), to: file)
  }
}

/// The shape without a leading 1, which the batch axis replaces.
func exampleShape(_ tensor: Tensor) -> [Int] {
  let dimensions = tensor.shape.dimensions
  return dimensions.first == 1 ? Array(dimensions.dropFirst()) : dimensions
}

private func integerElements(_ values: [Int], _ type: IntegerType) -> NumpyElements {
  switch type {
  case .int8: .int8(values.map { Int8(truncatingIfNeeded: $0) })
  case .uint8: .uint8(values.map { UInt8(truncatingIfNeeded: $0) })
  case .int16: .int16(values.map { Int16(truncatingIfNeeded: $0) })
  case .uint16: .uint16(values.map { UInt16(truncatingIfNeeded: $0) })
  case .int32: .int32(values.map { Int32(truncatingIfNeeded: $0) })
  case .uint32: .uint32(values.map { UInt32(truncatingIfNeeded: $0) })
  case .int64: .int64(values.map { Int64($0) })
  }
}

func write(_ array: NumpyArray, to path: String) throws(DiagnosticList) {
  do {
    try Data(writeNumpyArray(array)).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw Diagnostic(
      .unreadableFile, at: .file(path), cause: "the file cannot be written",
      remedy: "check its place, its permissions and the room on the disk"
    ).alone
  }
}

/// The tensor's own name with everything outside [A-Za-z0-9._-] percent-encoded.
func fileName(_ tensor: String) -> String {
  tensor.utf8.map { byte in
    let character = Character(UnicodeScalar(byte))
    let isPlain = character.isASCII && (character.isLetter || character.isNumber)
    if isPlain || "._-".contains(character) { return String(character) }
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }.joined()
}

private func suffixed(_ path: String, _ name: String) -> String {
  let url = URL(fileURLWithPath: path)
  let stem = url.deletingPathExtension().lastPathComponent
  let folder = path.contains("/") ? url.deletingLastPathComponent().path + "/" : ""
  return folder + "\(stem).\(fileName(name)).\(url.pathExtension)"
}
