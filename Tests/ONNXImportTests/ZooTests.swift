import Foundation
import NetworkIR
import Testing

@testable import ONNXImport

/// Networks of the QONNX model zoo, where the shared data folder is present.
private let zooFolder = URL(filePath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().appending(path: "shared/data/models/qonnx")

private let hasZoo = FileManager.default.fileExists(atPath: zooFolder.path)

@Suite("Zoo", .enabled(if: hasZoo, "../shared/data/models/qonnx is absent"))
struct ZooTests {
  @Test(
    "a zoo network imports with its own tensor names and shapes",
    arguments: [
      ("TFC_1W1A.onnx", "0", [1, 1, 28, 28], "74", [1, 10], 27),
      ("TFC_2W2A.onnx", "0", [1, 1, 28, 28], "90", [1, 10], 27),
      ("kwsmlp_w3a3.onnx", "inp.1", [1, 1, 10, 49], "74", [1, 12], 23),
    ])
  func imports(
    file: String, input: String, inputShape: [Int], output: String, outputShape: [Int], nodes: Int
  ) throws {
    let bytes = [UInt8](try Data(contentsOf: zooFolder.appending(path: file)))
    let network = try importONNX(bytes, name: file) { _ in [] }.network
    #expect(network.inputs.map { network[$0].name } == [input])
    #expect(network.inputs.map { network[$0].shape.dimensions } == [inputShape])
    #expect(network.outputs.map { network[$0].name } == [output])
    #expect(network.outputs.map { network[$0].shape.dimensions } == [outputShape])
    #expect(network.nodes.count == nodes)
  }
}
