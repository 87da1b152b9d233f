import Calibration
import Diagnostics
import Discretization
import Foundation
import NetworkIR

/// What a user asks of a discretisation, as the command line gives it.
package struct DiscretizationOrder: Hashable, Sendable {
  package var options: CalibrationOptions
  /// Chooses the alphabet of every layer; the options' weights are ignored.
  package var isAutomatic: Bool

  package init(options: CalibrationOptions, isAutomatic: Bool) {
    self.options = options
    self.isAutomatic = isAutomatic
  }
}

/// A network made of a float one, and what became of each layer.
package struct DiscretizedModel: Sendable {
  package let network: Network
  package let report: DiscretizationReport
  package let notes: [Diagnostic]
}

/// What discretisation chose and what it cost in likeness.
package struct DiscretizationReport: Hashable, Sendable, Codable {
  package let network: String
  package let inputs: Int
  package let layers: [Layer]
  /// How far the outputs are from the float network's on the calibration inputs.
  package let distance: OutputDistance

  package struct Layer: Hashable, Sendable, Codable {
    package let name: String
    package let weights: String
    package let parameters: Int
    /// Of the layer's outputs, over their variance; and the same for rounding to nearest.
    package let error: Double
    package let nearestError: Double
    /// Steps of the grid behind the layer, where there is one.
    package let outputLevels: Int?
    package let outputScale: Double?
  }
}

/// Discretises a float network with one alphabet, or one per layer.
package func discretizeFloat(
  _ model: FloatModel, options: CalibrationOptions,
  progress: @escaping @Sendable (Int, Int) -> Void
) throws(DiagnosticList) -> DiscretizedModel {
  try checkLayerNames(options, of: model.network)
  let calibrated = try calibrate(
    model.network, input: model.calibration, options: options, progress: progress)
  return try discretized(calibrated, model)
}

/// A calibrated network as integers.
func discretized(
  _ calibrated: CalibratedNetwork, _ model: FloatModel
) throws(DiagnosticList) -> DiscretizedModel {
  let result = try discretize(calibrated.source, inputFormats: [])
  let faults = verify(result.network)
  try faults.throwIfErrors()
  let notes = model.notes + calibrated.notes.diagnostics + result.notes
  return DiscretizedModel(
    network: result.network, report: DiscretizationReport(calibrated, model), notes: notes)
}

private func checkLayerNames(
  _ options: CalibrationOptions, of network: FloatNetwork
) throws(DiagnosticList) {
  let names = network.layerNames
  for name in options.layerWeights.keys.sorted() where !names.contains(name) {
    throw Diagnostic(
      .badArgument, at: .argument("--layer"), cause: "there is no layer \"\(name)\"",
      remedy: "the layers are \(names.joined(separator: ", "))"
    ).alone
  }
}

extension DiscretizationReport {
  fileprivate init(_ calibrated: CalibratedNetwork, _ model: FloatModel) {
    let network = calibrated.network
    self.network = network.name
    inputs = model.calibrationCount
    distance = calibrated.distance
    layers = Self.layers(of: calibrated)
  }

  /// Those of recurrences' bodies where the recurrence stands.
  private static func layers(of calibrated: CalibratedNetwork) -> [Layer] {
    let network = calibrated.network
    return network.nodes.indices.flatMap { index -> [Layer] in
      if let body = calibrated.bodies[index] { return layers(of: body) }
      guard let layer = calibrated.layers[index] else { return [] }
      let grid = calibrated.grid(behind: index)
      return [
        Layer(
          name: network.nodes[index].name, weights: layer.alphabet.name,
          parameters: layer.integers.count, error: layer.error, nearestError: layer.nearestError,
          outputLevels: grid.map { 1 << $0.bits }, outputScale: grid?.scale)
      ]
    }
  }
}

/// Writes a network as a .stapes file.
package func writeModel(_ network: Network, to path: String) throws(DiagnosticList) {
  let bytes = try writeContainer(network)
  do {
    try Data(bytes).write(to: URL(fileURLWithPath: path), options: .atomic)
  } catch {
    throw Diagnostic(
      .unreadableFile, at: .file(path), cause: "the file cannot be written",
      remedy: "check its place, its permissions and the room on the disk"
    ).alone
  }
}

/// Reads `ternary`, `pot`, `apot`, `int2` … `int8`, `codebook`, `laplacian`.
package func parseAlphabet(
  _ text: String, option: String = "--weights"
) throws(DiagnosticList) -> WeightAlphabet {
  if let alphabet = WeightAlphabet(name: text) { return alphabet }
  throw Diagnostic(
    .badArgument, at: .argument(option), cause: "there are no weights \"\(text)\"",
    remedy: "give ternary, pot, pot5, apot, int2 to int8, codebook (codebook2 to codebook256), "
      + "laplacian or auto"
  ).alone
}

/// Reads LAYER=WEIGHTS.
package func parseLayerAlphabets(
  _ texts: [String]
) throws(DiagnosticList) -> [String: WeightAlphabet] {
  var alphabets: [String: WeightAlphabet] = [:]
  for text in texts {
    guard let split = text.lastIndex(of: "=") else {
      throw Diagnostic(
        .badArgument, at: .argument("--layer"), cause: "\"\(text)\" is no LAYER=WEIGHTS",
        remedy: "write a layer's name, =, and its weights, as conv1=int4"
      ).alone
    }
    let name = String(text[..<split])
    alphabets[name] = try parseAlphabet(
      String(text[text.index(after: split)...]), option: "--layer")
  }
  return alphabets
}
