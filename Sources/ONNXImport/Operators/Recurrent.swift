import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let rnn = recurrent(
    "RNN", gates: ["update"], activations: ["Tanh"], note: "tanh", makeStep: simpleStep)

  static let gru = recurrent(
    "GRU", gates: ["update", "reset", "candidate"], activations: ["Sigmoid", "Tanh"],
    attributes: ["linear_before_reset"], note: "either linear_before_reset", makeStep: gatedStep)

  static let lstm = recurrent(
    "LSTM", gates: ["input", "output", "forget", "candidate"],
    activations: ["Sigmoid", "Tanh", "Tanh"], attributes: ["input_forget"], states: 2,
    note: "without peepholes", makeStep: memoryStep)

  /// - Parameters:
  ///   - gates: In the order of the rows of the file's matrices.
  ///   - activations: Those that the operator has where the file names none.
  private static func recurrent(
    _ name: String, gates: [String], activations: [String], attributes: Set<String> = [],
    states: Int = 1, note: String,
    makeStep: @escaping @Sendable (inout RecurrentStep, Bool) -> Void
  ) -> OperatorImporter {
    let form = RecurrentForm(gates: gates, activations: activations, stateCount: states)
    return OperatorImporter(
      name, since: 7, inputs: 3...(states == 2 ? 8 : 6), outputs: 1...states + 1,
      attributes: attributes.union([
        "activation_alpha", "activation_beta", "activations", "clip", "direction", "hidden_size",
        "layout",
      ]),
      note: "forward, batch 1, \(note); default activations, no clip; to be discretised"
    ) { (node: inout NodeImport) throws(NodeRefusal) in
      try importRecurrent(&node, form, makeStep)
    }
  }
}

/// What one of the recurrent operators expects.
struct RecurrentForm: Sendable {
  let gates: [String]
  let activations: [String]
  let stateCount: Int
}

/// Inputs X, W, R, B, sequence_lens, initial_h, initial_c, P; outputs Y, Y_h, Y_c. The operator
/// becomes a recurrence whose body is spelt out in matrix products, sums, products and functions.
private func importRecurrent(
  _ node: inout NodeImport, _ form: RecurrentForm,
  _ makeStep: (inout RecurrentStep, Bool) -> Void
) throws(NodeRefusal) {
  let isLinearFirst = node.integer("linear_before_reset", default: 0) != 0
  let isBatchFirst = node.integer("layout", default: 0) != 0
  node.refuseVariants(form)
  let x = try node.input(0, "X")
  let sizes = try node.recurrentSizes(x, form, isBatchFirst: isBatchFirst)
  try node.refuseLengths(steps: sizes.steps)
  let weights = try node.recurrentWeights(form, sizes)
  let initial = try node.initialStates(form, sizes, type: x.type)
  try node.throwIfRefused()
  var step = RecurrentStep(node.node.name, weights, sizes, type: x.type, initial: initial)
  makeStep(&step, isLinearFirst)
  let rows = try node.apply(
    .reshape, [x], suffix: "rows", shape: Shape([sizes.steps, 1, sizes.inputs]), type: x.type)
  let recurrence = SourceRecurrence(
    body: step.source, steps: sizes.steps, stateCount: form.stateCount)
  let states = ["last", "last_cell"].prefix(form.stateCount).map { ($0, sizes.state) }
  let outputs = try node.applyAll(
    .recurrence(recurrence), [rows] + initial,
    outputs: [("steps", Shape([sizes.steps, 1, sizes.units]))] + states, type: x.type)
  node.give(
    0, outputs[0],
    shape: Shape(
      isBatchFirst ? [1, sizes.steps, 1, sizes.units] : [sizes.steps, 1, 1, sizes.units]))
  for (index, state) in outputs.dropFirst().enumerated() {
    node.give(index + 1, state, shape: sizes.state)
  }
}

struct RecurrentSizes {
  let steps: Int
  let inputs: Int
  let units: Int

  var state: Shape { Shape([1, 1, units]) }
}

/// The matrices of all gates, as the file has them.
struct RecurrentWeights {
  /// [gates * units, inputs].
  let input: [Double]
  /// [gates * units, units].
  let recurrent: [Double]
  /// [2 * gates * units]: beside the inputs, then beside the state.
  let bias: [Double]
}

extension NodeImport {
  /// Everything but the plain forward form.
  mutating func refuseVariants(_ form: RecurrentForm) {
    let direction = string("direction", default: "forward")
    if direction != "forward" {
      refuse(
        "attribute direction", cause: "it is \"\(direction)\"",
        remedy: "only forward is supported: a device sees the past, not what comes")
    }
    if case .strings(let names)? = node.attributes["activations"], names != form.activations {
      refuse(
        "attribute activations", cause: "they are \(names.joined(separator: ", "))",
        remedy: "the default \(form.activations.joined(separator: ", ")) is supported")
    }
    for name in ["activation_alpha", "activation_beta"] {
      if case .floats(let values)? = node.attributes[name], !values.isEmpty {
        refuse(
          "attribute \(name)", cause: "its activations have parameters",
          remedy: "the default activations, which have none, are supported")
      }
    }
    if node.attributes["clip"] != nil {
      refuse(
        "attribute clip", cause: "it clips the arguments of the activations",
        remedy: "train without clip; sigmoid and tanh bound their values anyway")
    }
    if integer("input_forget", default: 0) != 0 {
      refuse(
        "attribute input_forget", cause: "it couples the input and forget gates",
        remedy: "gates of their own are supported")
    }
  }

  mutating func recurrentSizes(
    _ x: Operand, _ form: RecurrentForm, isBatchFirst: Bool
  ) throws(NodeRefusal) -> RecurrentSizes {
    requireReal(x, "X")
    let recurrent = try input(2, "R")
    guard x.rank == 3, recurrent.rank == 3 else {
      throw refuse(
        "input X", code: .inconsistentModel, cause: "it has shape \(x.shape)",
        remedy: "[steps, batch, inputs] is needed")
    }
    let batch = x.shape[isBatchFirst ? 0 : 1]
    guard batch == 1 else {
      throw refuse(
        "input X", cause: "its batch is \(batch)", remedy: "a batch of 1 is supported")
    }
    let sizes = RecurrentSizes(
      steps: x.shape[isBatchFirst ? 1 : 0], inputs: x.shape[2], units: recurrent.shape[2])
    guard sizes.steps > 0, sizes.inputs > 0, sizes.units > 0 else {
      throw refuse(
        "input X", code: .inconsistentModel,
        cause: "it has \(sizes.steps) steps of \(sizes.inputs) inputs for \(sizes.units) units",
        remedy: "at least 1 of each is needed")
    }
    let declared = integer("hidden_size", default: sizes.units)
    if declared != sizes.units {
      refuse(
        "attribute hidden_size", code: .inconsistentModel, cause: "it is \(declared)",
        remedy: "R of shape \(recurrent.shape) has \(sizes.units) units")
    }
    return sizes
  }

  /// Sequences shorter than the tensor.
  mutating func refuseLengths(steps: Int) throws(NodeRefusal) {
    guard let lengths = try optionalInput(4) else { return }
    if let integers = lengths.integers, integers.allSatisfy({ $0 == steps }) { return }
    refuse(
      "input sequence_lens", cause: "it shortens the sequence of \(steps) steps",
      remedy: "leave it out, and run the network on as many steps as there are")
  }

  mutating func recurrentWeights(
    _ form: RecurrentForm, _ sizes: RecurrentSizes
  ) throws(NodeRefusal) -> RecurrentWeights {
    if node.inputs.count > 7, !node.inputs[7].isEmpty {
      refuse(
        "input P", cause: "its gates see the cell through peepholes",
        remedy: "train without peepholes")
    }
    let rows = form.gates.count * sizes.units
    let (seen, remembered) = (try input(1, "W"), try input(2, "R"))
    return RecurrentWeights(
      input: try recurrentConstant(seen, "W", [1, rows, sizes.inputs]),
      recurrent: try recurrentConstant(remembered, "R", [1, rows, sizes.units]),
      bias: try recurrentConstant(3, "B", [1, 2 * rows]))
  }

  /// The values of an input that is zero where it is left out.
  private mutating func recurrentConstant(
    _ index: Int, _ role: String, _ dimensions: [Int]
  ) throws(NodeRefusal) -> [Double] {
    guard let operand = try optionalInput(index) else {
      return Array(repeating: 0, count: Shape(dimensions).elementCount)
    }
    return try recurrentConstant(operand, role, dimensions)
  }

  /// The values of a constant of a given shape.
  private mutating func recurrentConstant(
    _ operand: Operand, _ role: String, _ dimensions: [Int]
  ) throws(NodeRefusal) -> [Double] {
    guard let values = operand.reals else {
      throw refuse(
        "input \(role)", cause: "it is no constant of real numbers",
        remedy: "make it a constant of the model")
    }
    guard operand.dimensions == dimensions else {
      throw refuse(
        "input \(role)", code: .inconsistentModel, cause: "it has shape \(operand.shape)",
        remedy: "\(Shape(dimensions)) is needed")
    }
    return values
  }

  mutating func initialStates(
    _ form: RecurrentForm, _ sizes: RecurrentSizes, type: SourceElementType
  ) throws(NodeRefusal) -> [Operand] {
    var states: [Operand] = []
    for (index, role) in ["initial_h", "initial_c"].prefix(form.stateCount).enumerated() {
      let values = try recurrentConstant(5 + index, role, sizes.state.dimensions)
      states.append(
        constant(
          .real(values), suffix: role, shape: sizes.state, type: type))
    }
    return states
  }
}
