import Calibration
import Diagnostics
import Discretization
import FixedPoint
import Foundation
import NetworkIR

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
    /// The integers that its weights are made of, ascending; each output has a scale of its own.
    package let weightLevels: [Int]
    /// What the values behind the layer may be; nil where they are not rounded.
    package let outputs: Levels?
  }

  /// The values step * (lowest - zero) ... step * (highest - zero).
  package struct Levels: Hashable, Sendable, Codable {
    package let step: Double
    package let zero: Int
    package let lowest: Int
    package let highest: Int

    package var count: Int { highest - lowest + 1 }

    init(_ grid: ActivationGrid) {
      step = grid.scale
      zero = grid.zero
      lowest = Int(grid.range.lower)
      highest = Int(grid.range.upper)
    }
  }
}

/// The options with a number of levels chosen for every value between layers that has none.
///
/// - Throws: E0102 for names that there are not, E0103 and E0403 as calibration does.
package func withChosenActivations(
  _ options: CalibrationOptions, _ model: FloatModel
) throws(DiagnosticList) -> CalibrationOptions {
  var options = try named(options, model.network)
  let chosen = try model.network.chosenActivations(model.calibration, options: options)
  options.layerActivations.merge(chosen) { asked, _ in asked }
  return options
}

/// Discretises a float network with one alphabet, or one per layer.
package func discretizeFloat(
  _ model: FloatModel, options: CalibrationOptions,
  progress: @escaping @Sendable (Int, Int) -> Void
) throws(DiagnosticList) -> DiscretizedModel {
  let options = try named(options, model.network)
  let model = model.equalized(options)
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

/// The options with the layers' own names: a layer may be called by its node or by its output.
///
/// - Throws: E0102 for names that there are not.
func named(
  _ options: CalibrationOptions, _ network: FloatNetwork
) throws(DiagnosticList) -> CalibrationOptions {
  var named = options
  named.layerWeights = try renamed(
    options.layerWeights, among: network.layerNodes, option: "--layer")
  named.layerActivations = try renamed(
    options.layerActivations, among: Array(network.nodes.dropFirst()),
    option: "--layer-activations")
  return named
}

private func renamed<Value>(
  _ values: [String: Value], among nodes: [FloatNode], option: String
) throws(DiagnosticList) -> [String: Value] {
  var renamed: [String: Value] = [:]
  for (name, value) in values.sorted(by: { $0.key < $1.key }) {
    let node = nodes.first { $0.name == name } ?? nodes.first { $0.outputName == name }
    guard let node else {
      throw Diagnostic(
        .badArgument, at: .argument(option), cause: "there is no layer \"\(name)\"",
        remedy: "the layers are \(nodes.map(\.name).joined(separator: ", "))"
      ).alone
    }
    renamed[node.name] = value
  }
  return renamed
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
      return [
        Layer(
          name: network.nodes[index].name, weights: layer.alphabet.name,
          parameters: layer.integers.count, error: layer.error, nearestError: layer.nearestError,
          weightLevels: Set(layer.integers).sorted(),
          outputs: calibrated.grid(behind: index).map(Levels.init))
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
