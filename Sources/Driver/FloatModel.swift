import Calibration
import Diagnostics
import Foundation
import NetworkIR
import NumpyFormat
import ONNXImport

/// A float network and the inputs to discretise it with.
package struct FloatModel: Sendable {
  package let network: FloatNetwork
  /// [inputs, elements].
  package let calibration: [Float]
  package let notes: [Diagnostic]

  package var calibrationCount: Int {
    calibration.count / max(network.nodes[0].shape.elementCount, 1)
  }
}

extension FloatModel {
  /// The model with like ranges of neighbouring layers' channels, where that helps.
  func equalized(_ options: CalibrationOptions) -> FloatModel {
    let (network, notes) = network.equalized(calibration, options: options)
    return FloatModel(network: network, calibration: calibration, notes: self.notes + notes)
  }
}

/// Reads a float ONNX file and its calibration inputs.
///
/// - Throws: E0103 for inputs of another shape, E0302 for operators that are not discretised.
package func loadFloatModel(
  atPath path: String, calibrationPath: String
) throws(DiagnosticList) -> FloatModel {
  let (network, notes) = try loadFloatModel(atPath: path)
  let calibration = try readCalibration(calibrationPath, shape: network.nodes[0].shape)
  return FloatModel(network: network, calibration: calibration, notes: notes)
}

/// Reads a float ONNX file.
func loadFloatModel(
  atPath path: String
) throws(DiagnosticList) -> (network: FloatNetwork, notes: [Diagnostic]) {
  let url = URL(fileURLWithPath: path)
  let bytes = try readBytes(path)
  guard ModelFormat(bytes: bytes, pathExtension: url.pathExtension) == .onnx else {
    throw Diagnostic(
      .badArgument, at: .file(url.lastPathComponent), cause: "it is no ONNX file",
      remedy: "networks of integers are compiled as they are; write float ones as .onnx, from "
        + ".tflite with a converter as tf2onnx"
    ).alone
  }
  let imported = try importONNX(
    bytes, name: url.deletingPathExtension().lastPathComponent,
    externalData: { try readExternalData($0, beside: url.deletingLastPathComponent()) })
  return (try floatNetwork(imported.network), imported.notes)
}

/// Runs the float network on its inputs and writes the outputs as float32, first axis the inputs.
package func writeFloatOutputs(of model: FloatModel, to path: String) throws(DiagnosticList) {
  let shape = model.network.nodes[model.network.output].shape.dimensions
  let rest = shape.first == 1 ? Array(shape.dropFirst()) : shape
  let outputs = model.network.run(model.calibration)
  try write(
    NumpyArray(shape: [model.calibrationCount] + rest, elements: .float32(outputs)), to: path)
}

private func readCalibration(
  _ path: String, shape: Shape
) throws(DiagnosticList) -> [Float] {
  let array = try readNumpyArray(try readBytes(path), file: path)
  let size = shape.elementCount
  guard let count = array.shape.first, count > 0, array.elements.count == count * size,
    fits(array.shape, shape)
  else {
    throw badArray(
      path, "its shape is \(Shape(array.shape)), where [inputs, …] of \(shape) is needed",
      "make the first axis the inputs and the others one input of \(size) elements")
  }
  if let floats = array.elements.floats { return floats }
  return (array.elements.integers ?? []).map { Float($0) }
}

/// Whether the axes after the first are the input's, axes of size one aside.
private func fits(_ array: [Int], _ shape: Shape) -> Bool {
  array.dropFirst().filter { $0 != 1 } == shape.dimensions.filter { $0 != 1 }
    || array.count == 2
}
