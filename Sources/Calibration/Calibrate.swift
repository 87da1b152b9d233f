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
  let work = WorkProgress(total: network.workCount(options), progress)
  let calibrated = try calibrate(
    network, inputs: CalibrationInputs(input, of: network), facts: facts, options: options, work,
    given: given)
  work.finish()
  return calibrated
}

/// The same for a network of any number of inputs, its first nodes.
func calibrate(
  _ network: FloatNetwork, inputs: CalibrationInputs, facts: CalibrationFacts,
  options: CalibrationOptions, _ progress: WorkProgress, given: [Int: IntegerLayer] = [:]
) throws(DiagnosticList) -> CalibratedNetwork {
  var calibration = Calibration(
    network, inputs, facts: facts, options: options, given: given, progress)
  for index in network.nodes.indices { try calibration.fold(index) }
  calibration.tune()
  return try calibration.finish()
}

/// One walk through the network with the float and the quantised values side by side.
private struct Calibration {
  private let network: FloatNetwork
  private let inputs: CalibrationInputs
  private let facts: CalibrationFacts
  private let options: CalibrationOptions
  private let progress: WorkProgress
  private var float: ValueStore
  private var values: ValueStore
  /// Layers that are there already are kept.
  private var quantized: QuantizedNetwork
  private var bodies: [Int: CalibratedNetwork] = [:]
  private var notes: DiagnosticList

  init(
    _ network: FloatNetwork, _ inputs: CalibrationInputs, facts: CalibrationFacts,
    options: CalibrationOptions, given: [Int: IntegerLayer], _ progress: WorkProgress
  ) {
    self.network = network
    self.inputs = inputs
    self.facts = facts
    self.options = options
    self.progress = progress
    float = ValueStore(network)
    values = ValueStore(network)
    quantized = QuantizedNetwork(network: network, facts: facts, layers: given)
    notes = facts.notes
  }

  /// - Throws: All that was found so far where nothing can be said of the nodes behind this one.
  mutating func fold(_ index: Int) throws(DiagnosticList) {
    let node = network.nodes[index]
    if case .recurrence(let recurrence) = node.operation { return try fold(recurrence, index) }
    let shapes = node.inputs.map { network.nodes[$0].shape }
    let isInput = inputs.float.indices.contains(index)
    let count = inputs.count
    let goal =
      isInput
      ? inputs.float[index]
      : forward(node, node.inputs.map { float[$0] }, of: shapes, count: count)
    float.keep(goal, of: index)
    if case .linear(let linear) = node.operation, quantized.layers[index] == nil {
      quantized.layers[index] = fitted(linear, index, goal)
    }
    let given = isInput ? [inputs.quantized[index]] : node.inputs.map { values[$0] }
    values.keep(quantized.value(of: index, given, count: count), of: index)
  }

  /// Moves what is left to move towards the float network's outputs; not through recurrences, whose
  /// slopes are not known.
  mutating func tune() {
    guard options.tuning != .none else { return }
    if let recurrence = network.firstRecurrence { return notes.add(untuned(recurrence)) }
    guard inputs.quantized.count == 1,
      var tuning = OutputTuning(
        quantized, input: inputs.quantized[0], goal: float[network.output], seed: options.seed)
    else { return }
    tuning.tuneBiases()
    if options.tuning == .weights {
      let progress = progress
      for _ in 0..<tuning.rounds {
        guard tuning.tuneWeights(progress: { progress.add($0) }) else { break }
        tuning.tuneBiases()
      }
    }
    tuning.tuneBiasesToAll()
    quantized = tuning.quantized
    values.keep(quantized.output(inputs.quantized[0]), of: network.output)
  }

  private func untuned(_ node: FloatNode) -> Diagnostic {
    Diagnostic(
      .note, .remark, at: Place.node(name: node.name, operator: node.operatorName),
      cause: "the slopes of its outputs are not known, so that nothing is tuned by the network's "
        + "outputs",
      remedy: "each layer is fitted by its own; give those that lose most more levels"
    )
  }

  private mutating func fold(
    _ recurrence: FloatRecurrence, _ index: Int
  ) throws(DiagnosticList) {
    let node = network.nodes[index]
    let source = node.inputs[0]
    guard let grid = facts.grids[source] else {
      notes.add(
        Diagnostic(
          .unsupportedForm, at: Place.node(name: node.name, operator: node.operatorName),
          cause: "it reads indices, which have no levels", remedy: "let it read values"))
      throw notes
    }
    let fit = RecurrentFit(
      recurrence: recurrence, options: options.within(node), inputGrid: grid, count: inputs.count)
    do throws(DiagnosticList) {
      let fitted = try fit.fitted(
        float: float[source], quantized: values[source], progress: progress)
      bodies[index] = fitted.body
      notes.add(contentsOf: fitted.body.notes)
      float.keep(fitted.goal, of: index)
      values.keep(fitted.values, of: index)
    } catch {
      notes.add(contentsOf: error)
      throw notes
    }
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
      values[network.output], float: float[network.output],
      size: network.nodes[network.output].shape.elementCount)
    return CalibratedNetwork(
      network: network, plan: facts.plan, grids: facts.grids, layers: quantized.layers,
      bodies: bodies,
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

  var firstRecurrence: FloatNode? {
    nodes.first { if case .recurrence = $0.operation { true } else { false } }
  }

  /// Weights to fit, and to tune once.
  func workCount(_ options: CalibrationOptions) -> Int {
    options.tuning == .weights && firstRecurrence == nil ? 2 * weightCount : weightCount
  }

  var weightCount: Int {
    nodes.reduce(0) { sum, node in
      switch node.operation {
      case .linear(let linear): sum + linear.weights.count
      case .recurrence(let recurrence): sum + recurrence.body.weightCount
      case .input, .affine, .pointwise, .maxPool, .averagePool, .sum, .product, .concatenate,
        .reshape, .transpose, .slice, .pad, .argMax:
        sum
      }
    }
  }
}
