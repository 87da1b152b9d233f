import Diagnostics

/// What the user asks of a discretisation.
package struct CalibrationOptions: Hashable, Sendable {
  package var weights: WeightAlphabet
  /// By node name; other layers take `weights`.
  package var layerWeights: [String: WeightAlphabet]
  package var activationBits: Int
  /// Of the values behind a node, by its name; other values take `activationBits`.
  package var layerActivations: [String: Int] = [:]
  package var inputBits: Int
  /// Of the network's output, which has no function behind it that would forgive rounding.
  package var outputBits: Int
  package var seed: UInt64
  package var tuning = OutputTuningExtent.weights

  package init(
    weights: WeightAlphabet, layerWeights: [String: WeightAlphabet] = [:],
    activationBits: Int = 8, inputBits: Int = 8, outputBits: Int = 12, seed: UInt64 = 0
  ) {
    self.weights = weights
    self.layerWeights = layerWeights
    self.activationBits = activationBits
    self.inputBits = inputBits
    self.outputBits = outputBits
    self.seed = seed
  }

  func alphabet(of node: FloatNode) -> WeightAlphabet { layerWeights[node.name] ?? weights }
}

/// What is moved once all layers are integers, so that the network's outputs come closer to the
/// float network's.
package enum OutputTuningExtent: String, Hashable, Sendable, CaseIterable {
  case none, biases, weights
}

/// A network whose linear operators are integers and whose values lie on grids.
package struct CalibratedNetwork: Sendable {
  /// The float network that it stands for.
  package let network: FloatNetwork
  package let plan: GridPlan
  /// By node.
  package let grids: [ActivationGrid?]
  /// By node.
  package let layers: [Int: IntegerLayer]
  /// The bodies of recurrences, by node.
  package let bodies: [Int: CalibratedNetwork]
  /// How far the outputs are from the float network's on the calibration inputs.
  package let distance: OutputDistance
  package let notes: DiagnosticList

  /// Of layers without one of their own.
  package let alphabet: WeightAlphabet
}

/// What discretisation changed in the outputs, on inputs without labels.
package struct OutputDistance: Hashable, Sendable, Codable {
  /// Squared differences over the float outputs' squared distances from their means.
  package let error: Double
  /// The share of inputs with the same largest output.
  package let agreement: Double

  /// - Parameters: [examples, size] each.
  init(_ outputs: [Float], float: [Float], size: Int) {
    let means = (0..<size).map { element in
      stride(from: element, to: float.count, by: size).reduce(0.0) { $0 + Double(float[$1]) }
        / Double(max(float.count / max(size, 1), 1))
    }
    var (error, variance) = (0.0, 0.0)
    for (index, value) in float.enumerated() {
      error += (Double(outputs[index]) - Double(value)) * (Double(outputs[index]) - Double(value))
      let distance = Double(value) - means[index % size]
      variance += distance * distance
    }
    self.error = error / max(variance, .leastNormalMagnitude)
    let examples = float.count / max(size, 1)
    let same = (0..<examples).count { example in
      Self.winner(outputs, example, size) == Self.winner(float, example, size)
    }
    agreement = Double(same) / Double(max(examples, 1))
  }

  private static func winner(_ values: [Float], _ example: Int, _ size: Int) -> Int {
    (0..<size).max { values[example * size + $0] < values[example * size + $1] } ?? 0
  }
}

extension CalibratedNetwork {
  /// The grid that a node's values are rounded to, after the functions that follow it.
  package func grid(behind node: Int) -> ActivationGrid? {
    network.rounded(behind: node, plan).flatMap { grids[$0] }
  }
}
