import Driver
import Foundation
import NetworkIR
import NumpyFormat

/// A committed fixture as integers: what outside judges computed.
struct JudgedNetwork: Encodable {
  let name: String
  /// Rows of inputs.
  let examples: [[[Int]]]
  let isStream: Bool
  /// By the number of the tensor: its elements, row after row.
  let tensors: [Int: [Int]]
}

private struct Index: Decodable {
  let fixtures: [Row]

  struct Row: Decodable {
    let name: String
    let stateful: Bool?
    let optional: Bool?
    let tensors: [Tensor]
  }

  struct Tensor: Decodable {
    let name: String
    let file: String
  }
}

/// Writes NAME.stapes and NAME.json of every committed fixture; the model of the job is the repository's folder.
func writeFixtures(_ job: Job) throws {
  let tests = URL(filePath: job.model).appending(path: "Tests")
  for (folder, suffix) in [("Fixtures", "onnx"), ("TFLiteFixtures", "tflite")] {
    let place = tests.appending(path: folder)
    let data = try Data(contentsOf: place.appending(path: "index.json"))
    for row in try JSONDecoder().decode(Index.self, from: data).fixtures {
      let path = place.appending(path: "\(row.name).\(suffix)").path
      guard let model = try? loadModel(atPath: path, inputFormats: []) else { continue }
      try write(row, model.network, in: place, to: URL(filePath: job.folder))
    }
  }
}

private func write(_ row: Index.Row, _ network: Network, in place: URL, to out: URL) throws {
  let input = place.appending(path: row.name + ".input.npy").path
  var tensors: [Int: [Int]] = [:]
  for tensor in row.tensors {
    let url = place.appending(path: row.name + ".expected").appending(path: tensor.file)
    let array = try readNumpyArray([UInt8](try Data(contentsOf: url)), file: tensor.file)
    guard let index = network.tensors.firstIndex(where: { $0.name == tensor.name }) else {
      continue
    }
    tensors[index] = array.elements.integers
  }
  let judged = JudgedNetwork(
    name: row.name, examples: try readBatch([input], for: network).examples,
    isStream: row.stateful ?? false, tensors: tensors)
  try JSONEncoder().encode(judged).write(to: out.appending(path: row.name + ".json"))
  try Data(try writeContainer(network)).write(to: out.appending(path: row.name + ".stapes"))
  try report(row.name)
}
