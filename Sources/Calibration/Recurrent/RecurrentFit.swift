import Diagnostics
import NetworkIR

/// Fits the body of a recurrence: every step of every example is a row of its layers' samples, with
/// the states that the float network has before that step.
struct RecurrentFit {
  let recurrence: FloatRecurrence
  let options: CalibrationOptions
  let inputGrid: ActivationGrid
  let count: Int

  struct Fitted {
    let body: CalibratedNetwork
    /// The operator's value in the float network, and from the body's integers.
    let goal: [Float]
    let values: [Float]
  }

  /// - Parameters: The sequences, [examples, steps, ...].
  func fitted(
    float: [Float], quantized: [Float], progress: WorkProgress
  ) throws(DiagnosticList) -> Fitted {
    let walk = RecurrentRun(recurrence, count: count).walk(float)
    let rows = [float] + walk.states
    let (statistics, notes) = try reviewed(rows)
    let facts = BodyGrids(
      recurrence, statistics: statistics, input: inputGrid, bits: options.activationBits
    ).facts(notes)
    let states = zip(recurrence.states, walk.states).map { state, values in
      let grid = facts.grids[state.node] ?? inputGrid
      return values.map { grid.nearest(to: $0) }
    }
    let inputs = CalibrationInputs(
      float: rows, quantized: [quantized] + states, count: count * recurrence.steps)
    let body = try calibrate(
      recurrence.body, inputs: inputs, facts: facts, options: options, progress)
    let values = RecurrentRun(recurrence, body: body, count: count).run(quantized)
    return Fitted(body: body, goal: walk.output, values: values)
  }

  /// Of each of the body's values, and what is to be said of them.
  private func reviewed(
    _ rows: [[Float]]
  ) throws(DiagnosticList) -> (statistics: [ValueStatistics], notes: DiagnosticList) {
    let nodes = recurrence.body.nodes
    var review = LayerReview(recurrence.body, count: count, steps: recurrence.steps)
    var values: [[Float]] = []
    for (index, node) in nodes.enumerated() {
      let shapes = node.inputs.map { nodes[$0].shape }
      values.append(
        index < rows.count
          ? rows[index]
          : forward(
            node, node.inputs.map { values[$0] }, of: shapes, count: count * recurrence.steps))
      review.review(index, values[index])
    }
    try review.notes.throwIfErrors()
    return (values.map { ValueStatistics($0) }, review.notes)
  }
}

/// What the inputs of a network are in real numbers, and what they are there where it is discretised.
struct CalibrationInputs: Sendable {
  let float: [[Float]]
  let quantized: [[Float]]
  /// Of examples.
  let count: Int

  init(float: [[Float]], quantized: [[Float]], count: Int) {
    self.float = float
    self.quantized = quantized
    self.count = count
  }

  /// Of a network with one input, [examples, elements].
  init(_ input: [Float], of network: FloatNetwork) {
    float = [input]
    quantized = [input]
    count = input.count / max(network.nodes[0].shape.elementCount, 1)
  }
}

extension CalibrationOptions {
  /// Of the body of a recurrence.
  func within(_ node: FloatNode) -> CalibrationOptions {
    var options = self
    options.weights = alphabet(of: node)
    return options
  }
}

extension FloatNetwork {
  /// The nodes that an alphabet can be given for: layers, recurrences and the layers within.
  package var layerNodes: [FloatNode] {
    nodes.flatMap { node -> [FloatNode] in
      switch node.operation {
      case .linear: [node]
      case .recurrence(let recurrence): [node] + recurrence.body.layerNodes
      case .input, .affine, .pointwise, .maxPool, .averagePool, .sum, .product, .concatenate,
        .reshape, .transpose, .slice, .pad, .argMax:
        []
      }
    }
  }
}
