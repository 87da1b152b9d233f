import Diagnostics
import NetworkIR

/// Turns a float network into integers, with a handful of inputs.
///
/// Layer by layer, in order: what the quantised layers before give is the input, what the float
/// network gives is the goal, and integers, scales and biases are searched that reproduce it after
/// the function that follows (``RowSearch``).
///
/// - Parameters:
///   - input: [examples, elements] of the network's input.
///   - progress: Called with the work done and the whole of it, from any thread.
/// - Throws: E0103 for unusable inputs, E0403 where a layer or a value would collapse.
package func calibrate(
  _ network: FloatNetwork, input: [Float], options: CalibrationOptions,
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
) throws(DiagnosticList) -> CalibratedNetwork {
  let facts = try calibrationFacts(network, input: input, options: options)
  return try calibrate(network, input: input, facts: facts, options: options, progress: progress)
}

/// The same, with what was found out about the float network before.
///
/// - Parameter given: Layers that are taken as they are, by node.
package func calibrate(
  _ network: FloatNetwork, input: [Float], facts: CalibrationFacts, options: CalibrationOptions,
  given: [Int: IntegerLayer] = [:],
  progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
) throws(DiagnosticList) -> CalibratedNetwork {
  var calibration = Calibration(
    network, input: input, facts: facts, options: options, given: given, progress)
  for index in network.nodes.indices { calibration.fold(index) }
  calibration.tune()
  return try calibration.finish()
}

/// One walk through the network with the float and the quantised values side by side.
private struct Calibration {
  private let network: FloatNetwork
  private let input: [Float]
  private let facts: CalibrationFacts
  private let options: CalibrationOptions
  private let progress: WorkProgress
  private let count: Int
  private var float: ValueStore
  private var values: ValueStore
  /// Layers that are there already are kept.
  private var quantized: QuantizedNetwork
  private var notes: DiagnosticList

  init(
    _ network: FloatNetwork, input: [Float], facts: CalibrationFacts, options: CalibrationOptions,
    given: [Int: IntegerLayer], _ progress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.network = network
    self.input = input
    self.facts = facts
    self.options = options
    self.progress = WorkProgress(total: network.weightCount, progress)
    count = input.count / max(network.nodes[0].shape.elementCount, 1)
    float = ValueStore(network)
    values = ValueStore(network)
    quantized = QuantizedNetwork(network: network, facts: facts, layers: given)
    notes = facts.notes
  }

  mutating func fold(_ index: Int) {
    let node = network.nodes[index]
    let shapes = node.inputs.map { network.nodes[$0].shape }
    let goal =
      index == 0
      ? input : forward(node, node.inputs.map { float[$0] }, of: shapes, count: count)
    float.keep(goal, of: index)
    if case .linear(let linear) = node.operation, quantized.layers[index] == nil {
      quantized.layers[index] = fitted(linear, index, goal)
    }
    let inputs = index == 0 ? [input] : node.inputs.map { values[$0] }
    values.keep(quantized.value(of: index, inputs, count: count), of: index)
  }

  /// Moves what is left to move towards the float network's outputs.
  mutating func tune() {
    guard options.tuning != .none,
      var tuning = OutputTuning(
        quantized, input: input, goal: float[network.output], seed: options.seed)
    else { return }
    tuning.tuneBiases()
    if options.tuning == .weights {
      for _ in 0..<tuning.rounds {
        guard tuning.tuneWeights() else { break }
        tuning.tuneBiases()
      }
    }
    tuning.tuneBiasesToAll()
    quantized = tuning.quantized
  }

  private func fitted(_ linear: FloatLinear, _ index: Int, _ goal: [Float]) -> IntegerLayer {
    let node = network.nodes[index]
    let source = node.inputs[0]
    let follower = facts.followers[index] ?? Follower(ends: -Float.infinity...Float.infinity)
    let fit = LayerFit(
      linear: linear, alphabet: options.alphabet(of: node),
      table: PatchTable(linear, input: network.nodes[source].shape, output: node.shape),
      inputSize: network.nodes[source].shape.elementCount, input: values[source], target: goal,
      ends: follower.ends, inputStep: facts.grids[source]?.scale ?? 1,
      outputStep: follower.step, seed: options.seed &+ UInt64(index))
    let progress = progress
    return fit.fitted { progress.add($0) }
  }

  func finish() throws(DiagnosticList) -> CalibratedNetwork {
    var notes = notes
    for (index, layer) in quantized.layers.sorted(by: { $0.key < $1.key }) {
      if let note = collapse(network.nodes[index], layer) { notes.add(note) }
    }
    try notes.throwIfErrors()
    let distance = OutputDistance(
      quantized.output(input), float: float[network.output],
      size: network.nodes[network.output].shape.elementCount)
    return CalibratedNetwork(
      network: network, plan: facts.plan, grids: facts.grids, layers: quantized.layers,
      distance: distance, notes: notes, alphabet: options.weights)
  }

  /// What is to be said of outputs whose weights all became zero.
  private func collapse(_ node: FloatNode, _ layer: IntegerLayer) -> Diagnostic? {
    guard case .linear(let linear) = node.operation else { return nil }
    let place = Place.node(name: node.name, operator: node.operatorName)
    let remedy = "give it more levels: --layer \(node.name)=int4, say; or check that it is trained"
    if layer.isZero {
      return Diagnostic(
        .collapsedLayer, at: place, cause: "all of its \(layer.alphabet.name) weights became zero",
        remedy: remedy)
    }
    let lost = (0..<linear.outputs).filter { output in
      let columns = output * linear.columns..<(output + 1) * linear.columns
      return linear.weights[columns].contains { $0 != 0 }
        && layer.integers[columns].allSatisfy { $0 == 0 }
    }
    guard !lost.isEmpty else { return nil }
    return Diagnostic(
      .warning, .remark, at: place,
      cause:
        "\(lost.count) of \(linear.outputs) outputs have \(layer.alphabet.name) weights that are "
        + "all zero: \(lost.prefix(8).map(String.init).joined(separator: ", "))",
      remedy: remedy)
  }
}

extension FloatNetwork {
  /// The linear operators by node.
  package var linearNodes: [(index: Int, linear: FloatLinear)] {
    nodes.enumerated().compactMap { index, node in
      if case .linear(let linear) = node.operation { (index, linear) } else { nil }
    }
  }

  var weightCount: Int { linearNodes.reduce(0) { $0 + $1.linear.weights.count } }
}
