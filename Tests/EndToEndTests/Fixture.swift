import Diagnostics
import Driver
import Foundation
import Interpreter
import NetworkIR
import NumpyFormat
import Testing

/// The root of the repository.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A row of Tests/Fixtures/index.json: a small network, inputs, and the integers that the qonnx
/// executor gave.
struct Fixture: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let summary: String
  /// Stapes may refuse it with a reason.
  let optional: Bool
  let tensors: [ExpectedTensor]

  struct ExpectedTensor: Decodable, Sendable {
    let name: String
    let file: String
  }

  static let folder = repository.appending(path: "Tests/Fixtures")

  var testDescription: String { "\(name): \(summary)" }
  var modelPath: String { Self.folder.appending(path: name + ".onnx").path }
  var inputPath: String { Self.folder.appending(path: name + ".input.npy").path }

  func load() throws -> LoadedModel { try loadModel(atPath: modelPath, inputFormats: []) }

  /// The rows that the fixture was judged on.
  func batch(for network: Network) throws -> Batch { try readBatch([inputPath], for: network) }

  func expected(_ tensor: ExpectedTensor) throws -> [Int]? {
    let url = Self.folder.appending(path: name + ".expected").appending(path: tensor.file)
    let array = try readNumpyArray([UInt8](try Data(contentsOf: url)), file: tensor.file)
    return array.elements.integers
  }
}

/// A file that must be refused, and the codes that say why.
struct RefusedFixture: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let summary: String
  let codes: [String]

  var testDescription: String { "\(name): \(summary)" }
  var modelPath: String { Fixture.folder.appending(path: "refused/\(name).onnx").path }
}

/// Tests/Fixtures/index.json.
struct FixtureIndex: Decodable, Sendable {
  let fixtures: [Fixture]
  let refused: [RefusedFixture]

  static let all: FixtureIndex = {
    let url = Fixture.folder.appending(path: "index.json")
    guard let data = try? Data(contentsOf: url),
      let index = try? JSONDecoder().decode(FixtureIndex.self, from: data)
    else { return FixtureIndex(fixtures: [], refused: []) }
    return index
  }()
}
