import Driver
import Foundation
import NetworkIR
import NumpyFormat
import Testing

/// A row of Tests/TFLiteFixtures/index.json: a small .tflite network, its rows, and every tensor
/// that TensorFlow Lite Micro computed of them.
struct TFLiteFixture: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let summary: String
  /// Rows in a row leave something for the next; `expected` has them as one stream.
  let stateful: Bool
  let tensors: [ExpectedTensor]

  struct ExpectedTensor: Decodable, Sendable {
    let name: String
    let file: String
  }

  /// Where the integers of a run lie.
  enum Rows: String, Sendable {
    case asStream = "expected"
    case fromReset = "reset"
  }

  static let folder = repository.appending(path: "Tests/TFLiteFixtures")
  static let all: [TFLiteFixture] = {
    guard let data = try? Data(contentsOf: folder.appending(path: "index.json")),
      let index = try? JSONDecoder().decode([String: [TFLiteFixture]].self, from: data)
    else { return [] }
    return index["fixtures"] ?? []
  }()

  var testDescription: String { "\(name): \(summary)" }
  var modelPath: String { Self.folder.appending(path: name + ".tflite").path }
  var inputPath: String { Self.folder.appending(path: name + ".input.npy").path }

  func load() throws -> LoadedModel { try loadModel(atPath: modelPath, inputFormats: []) }

  func expected(_ tensor: ExpectedTensor, _ rows: Rows) throws -> [Int]? {
    let url = Self.folder.appending(path: "\(name).\(rows.rawValue)").appending(path: tensor.file)
    return try readNumpyArray([UInt8](try Data(contentsOf: url)), file: tensor.file).elements
      .integers
  }
}
