import Calibration
import Diagnostics
import Foundation
import NetworkIR
import NumpyFormat
import Testing

@testable import Driver

private let digits = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "examples/float/float_digits_1.onnx").path

/// What a call is refused with.
private func refusal(_ body: () throws(DiagnosticList) -> Void) -> [String] {
  do throws(DiagnosticList) {
    try body()
    return []
  } catch { return error.diagnostics.map(\.description) }
}

struct DiscretizingTests {
  @Test func `Calibration inputs of another shape are refused with the shape that is needed`()
    throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "x.npy").path
    let array = NumpyArray(
      shape: [2, 1, 28, 27], elements: .float32([Float](repeating: 0, count: 2 * 28 * 27)))
    try Data(writeNumpyArray(array)).write(to: URL(filePath: path))
    let found = refusal { () throws(DiagnosticList) in
      _ = try loadFloatModel(atPath: digits, calibrationPath: path)
    }
    #expect(found.count == 1)
    #expect(
      found[0].contains(
        "its shape is [2x1x28x27], where [inputs, …] of [1x1x28x28] is needed; make the first "
          + "axis the inputs and the others one input of 784 elements"))
  }

  @Test func `A layer is called by its node, a Gemm by its own, or by its output`() throws {
    let source = try loadFloatModel(atPath: digits).network
    let dense = try #require(source.linearNodes.last).index
    #expect(!source.nodes[dense].name.contains("/product"))
    var options = CalibrationOptions(weights: .ternary)
    options.layerWeights = [source.nodes[dense].outputName: .uniform(bits: 4)]
    #expect(
      try named(options, source).layerWeights == [source.nodes[dense].name: .uniform(bits: 4)])
  }

  @Test func `Layers that there are not are refused with those that there are`() throws {
    let source = try loadFloatModel(atPath: digits).network
    var options = CalibrationOptions(weights: .ternary, layerWeights: ["absent": .ternary])
    let layers = source.linearNodes.map { source.nodes[$0.index].name }.joined(separator: ", ")
    #expect(
      refusal { () throws(DiagnosticList) in _ = try named(options, source) } == [
        "error[E0102]: argument --layer: there is no layer \"absent\"; the layers are \(layers)"
      ])
    options = CalibrationOptions(weights: .ternary)
    options.layerActivations = ["absent": 4]
    #expect(
      refusal { () throws(DiagnosticList) in _ = try named(options, source) }[0].hasPrefix(
        "error[E0102]: argument --layer-activations: there is no layer \"absent\"; the layers are ")
    )
  }

  @Test func `Orders that cannot be read are refused with how to write them`() {
    #expect(
      refusal { () throws(DiagnosticList) in _ = try parseLayerAlphabets(["conv1"]) } == [
        "error[E0102]: argument --layer: \"conv1\" is no LAYER=WEIGHTS; write a layer's name, =, and its "
          + "weights, as conv1=int4"
      ])
    for text in ["conv1=0", "conv1", "conv1=13", "conv1=x"] {
      #expect(
        refusal { () throws(DiagnosticList) in _ = try parseLayerActivations([text]) } == [
          "error[E0102]: argument --layer-activations: \"\(text)\" is no LAYER=BITS of 1 to 12 bits; write a "
            + "layer's name, =, and the bits of the values behind it, as conv1=4"
        ])
    }
    #expect(
      refusal { () throws(DiagnosticList) in _ = try parseAlphabet("int9") }[0].hasPrefix(
        "error[E0102]: argument --weights: there are no weights \"int9\"; give ternary, pot, "))
    let levels = "laplacian (laplacian3 to laplacian257) or kernels (kernels2 to kernels1024)"
    #expect(
      refusal { () throws(DiagnosticList) in _ = try parseAlphabet("int9") }[0].hasSuffix(
        levels + "; or auto"))
    #expect(
      refusal { () throws(DiagnosticList) in _ = try parseLayerAlphabets(["conv1=auto"]) }[0]
        .hasSuffix(levels))
  }
}
