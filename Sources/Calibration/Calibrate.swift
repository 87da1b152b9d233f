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
  var calibration = Calibration(network, input: input, facts: facts, options: options, progress)
  calibration.layers = given
  for index in network.nodes.indices { calibration.fold(index) }
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
  private var quantized: ValueStore
  /// Those that are there already are kept.
  var layers: [Int: IntegerLayer] = [:]
  private var notes: DiagnosticList

  init(
    _ network: FloatNetwork, input: [Float], facts: CalibrationFacts, options: CalibrationOptions,
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) {
    self.network = network
    self.input = input
    self.facts = facts
    self.options = options
    self.progress = WorkProgress(total: network.weightCount, progress)
    count = input.count / max(network.nodes[0].shape.elementCount, 1)
    float = ValueStore(network)
    quantized = ValueStore(network)
    notes = facts.notes
  }

  mutating func fold(_ index: Int) {
    let node = network.nodes[index]
    let shapes = node.inputs.map { network.nodes[$0].shape }
    let goal =
      index == 0
      ? input : forward(node, node.inputs.map { float[$0] }, of: shapes, count: count)
    float.keep(goal, of: index)
    var own = node
    if case .linear(let linear) = node.operation {
      let layer = layers[index] ?? fitted(linear, index, goal)
      layers[index] = layer
      own.operation = .linear(layer.linear(like: linear))
    }
    var values =
      index == 0
      ? input : forward(own, node.inputs.map { quantized[$0] }, of: shapes, count: count)
    if facts.plan.isRounded[index], let grid = facts.grids[index] {
      values = eachElement(count, node.shape.elementCount, values) { grid.nearest(to: $1) }
    }
    quantized.keep(values, of: index)
  }

  private func fitted(_ linear: FloatLinear, _ index: Int, _ goal: [Float]) -> IntegerLayer {
    let node = network.nodes[index]
    let source = node.inputs[0]
    let follower = facts.followers[index] ?? Follower(ends: -Float.infinity...Float.infinity)
    let fit = LayerFit(
      linear: linear, alphabet: options.alphabet(of: node),
      table: PatchTable(linear, input: network.nodes[source].shape, output: node.shape),
      inputSize: network.nodes[source].shape.elementCount, input: quantized[source], target: goal,
      ends: follower.ends, inputStep: facts.grids[source]?.scale ?? 1,
      outputStep: follower.step, seed: options.seed &+ UInt64(index))
    let progress = progress
    return fit.fitted { progress.add($0) }
  }

  mutating func finish() throws(DiagnosticList) -> CalibratedNetwork {
    for (index, layer) in layers.sorted(by: { $0.key < $1.key }) where layer.isZero {
      notes.add(collapsed(network.nodes[index], layer))
    }
    try notes.throwIfErrors()
    let distance = OutputDistance(
      quantized[network.output], float: float[network.output],
      size: network.nodes[network.output].shape.elementCount)
    return CalibratedNetwork(
      network: network, plan: facts.plan, grids: facts.grids, layers: layers, distance: distance,
      notes: notes, alphabet: options.weights)
  }

  private func collapsed(_ node: FloatNode, _ layer: IntegerLayer) -> Diagnostic {
    Diagnostic(
      .collapsedLayer, at: .node(name: node.name, operator: node.operatorName),
      cause: "all of its \(layer.alphabet.name) weights became zero",
      remedy: "give it more levels: --layer \(node.name)=int4, say; or check that it is trained")
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
