import Diagnostics
import FixedPoint
import Foundation
import Interpreter
import NetworkIR
import NumpyFormat

/// A folder with every tensor of every row: a .npy file per tensor, written part by part, and
/// index.json, which says what is where.
struct TensorFolder: Sendable {
  private let path: String
  private let network: Network
  private let files: [String]
  /// The rows in parts whose tensors fit memory.
  let blocks: [Range<Int>]
  private static let blockBytes = 256 << 20

  /// Makes the folder, its index and the head of every file.
  ///
  /// - Throws: E0101 where it cannot be written.
  init(_ path: String, network: Network, rowCount: Int) throws(DiagnosticList) {
    self.path = path
    self.network = network
    files = uniqueFileNames(network.tensors.map(\.name)).map { $0 + ".npy" }
    let rowBytes = network.tensors.reduce(0) { $0 + $1.shape.elementCount * $1.type.bytes }
    let size = max(1, Self.blockBytes / max(1, rowBytes))
    blocks = stride(from: 0, to: rowCount, by: size).map { $0..<min($0 + size, rowCount) }
    try writing { try start(rowCount: rowCount) }
  }

  private func start(rowCount: Int) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (file, tensor) in zip(files, network.tensors) {
      let head = numpyPreamble(
        shape: [rowCount] + exampleShape(tensor), type: tensor.type.numpyType)
      try Data(head).write(to: url(file))
    }
    let entries = network.tensors.indices.map { TensorEntry(TensorID($0), network, files[$0]) }
    try Data(try jsonText(entries).utf8).write(to: url("index.json"))
  }

  /// The bytes of every tensor of a row, as the files hold them.
  func bytes(of execution: Execution) -> [[UInt8]] {
    network.tensors.enumerated().map { index, tensor in
      littleEndian(execution[TensorID(index)], width: tensor.type.bytes)
    }
  }

  /// Adds rows to the files.
  func append(_ rows: [[[UInt8]]]) throws(DiagnosticList) {
    try writing {
      for (index, file) in files.enumerated() {
        let handle = try FileHandle(forWritingTo: url(file))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(rows.map { $0[index] }.joined()))
        try handle.close()
      }
    }
  }

  private func url(_ file: String) -> URL { URL(fileURLWithPath: path + "/" + file) }

  private func writing(_ body: () throws -> Void) throws(DiagnosticList) {
    do { try body() } catch {
      throw Diagnostic(
        .unreadableFile, at: .file(path), cause: "the folder cannot be written",
        remedy: "check its place, its permissions and the room on the disk"
      ).alone
    }
  }
}

/// What index.json says of a tensor.
private struct TensorEntry: Encodable {
  enum Kind: String, Encodable { case input, output, state, intermediate }

  let name: String
  let file: String
  let kind: Kind
  /// Of one row; a leading 1 makes room for the rows in the file.
  let shape: [Int]
  let type: String
  let lower: Int
  let upper: Int
  /// Exact: real value = scale * integer + offset, one entry or one per index of an axis.
  let scale: [String]
  let offset: [String]

  init(_ id: TensorID, _ network: Network, _ file: String) {
    let tensor = network[id]
    name = tensor.name
    self.file = file
    kind = Self.kind(of: id, network)
    shape = tensor.shape.dimensions
    type = tensor.type.rawValue
    lower = tensor.range.lower
    upper = tensor.range.upper
    scale = tensor.meaning.scale.map(\.description)
    offset = tensor.meaning.offset.map(\.description)
  }

  private static func kind(of id: TensorID, _ network: Network) -> Kind {
    if network.inputs.contains(where: { $0.tensor == id }) { return .input }
    if network.states.contains(where: { $0.tensor == id }) { return .state }
    return network.outputs.contains(id) ? .output : .intermediate
  }
}

/// File names for tensors, all different even where a file system ignores case; long ones are cut.
package func uniqueFileNames(_ names: [String]) -> [String] {
  var taken: Set<String> = []
  return names.map { name in
    let short = String(fileName(name).prefix(180))
    var unique = short
    var number = 2
    while !taken.insert(unique.lowercased()).inserted {
      unique = "\(short)-\(number)"
      number += 1
    }
    return unique
  }
}

private func littleEndian(_ values: [Int], width: Int) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(values.count * width)
  for value in values {
    for place in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * place))) }
  }
  return bytes
}

extension IntegerType {
  fileprivate var numpyType: NumpyType {
    switch self {
    case .int8: .int8
    case .uint8: .uint8
    case .int16: .int16
    case .uint16: .uint16
    case .int32: .int32
    case .uint32: .uint32
    case .int64: .int64
    }
  }
}
