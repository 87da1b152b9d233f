import NetworkIR

/// Spells out one step of a recurrent operator as a graph.
struct RecurrentStep {
  let name: String
  private let weights: RecurrentWeights
  private let sizes: RecurrentSizes
  private let type: SourceElementType
  /// The largest magnitude of a hidden state that is a mean of tanh's values and the first one.
  private let bound: Double
  private var tensors: [SourceTensor] = []
  private var nodes: [SourceNode] = []
  private(set) var x = SourceTensorID(0)
  /// Hidden, and the cell where there is one.
  private(set) var states: [SourceTensorID] = []
  /// The states after the step.
  var next: [SourceTensorID] = []
  /// What the step gives; the new hidden state where nothing else is said.
  var output: SourceTensorID?

  init(
    _ name: String, _ weights: RecurrentWeights, _ sizes: RecurrentSizes, type: SourceElementType,
    initial: [Operand]
  ) {
    self.name = name
    bound = (initial.first?.reals ?? []).reduce(1) { max($0, abs($1)) }
    self.weights = weights
    self.sizes = sizes
    self.type = type
    x = tensor("x", Shape([1, 1, sizes.inputs]))
    for name in ["hidden", "cell"].prefix(initial.count) {
      states.append(tensor(name, sizes.state))
    }
  }

  /// Inputs x and the states; outputs the new hidden state, then all states.
  var source: SourceNetwork {
    SourceNetwork(
      name: name, tensors: tensors, nodes: nodes, inputs: [x] + states,
      outputs: [output ?? next[0]] + next)
  }

  private mutating func tensor(
    _ suffix: String, _ shape: Shape, constant: [Double]? = nil
  ) -> SourceTensorID {
    tensors.append(
      SourceTensor(
        name: "\(name)/\(suffix)", shape: shape, type: type, constant: constant.map { .real($0) }))
    return SourceTensorID(tensors.count - 1)
  }

  private mutating func add(
    _ operation: SourceOperation, _ operatorName: String, _ inputs: [SourceTensorID],
    _ suffix: String
  ) -> SourceTensorID {
    let output = tensor(suffix, sizes.state)
    nodes.append(
      SourceNode(
        name: "\(name)/\(suffix)", operatorName: operatorName, operation: operation, inputs: inputs,
        outputs: [output]))
    return output
  }

  mutating func function(
    _ function: PointwiseFunction, _ x: SourceTensorID, _ suffix: String
  ) -> SourceTensorID {
    add(.pointwise(function), function == .tanh ? "Tanh" : "Sigmoid", [x], suffix)
  }

  mutating func product(
    _ left: SourceTensorID, _ right: SourceTensorID, _ suffix: String
  ) -> SourceTensorID {
    add(.arithmetic(.multiply), "Mul", [left, right], suffix)
  }

  mutating func sum(
    _ left: SourceTensorID, _ right: SourceTensorID, _ suffix: String
  ) -> SourceTensorID {
    add(.arithmetic(.add), "Add", [left, right], suffix)
  }

  mutating func difference(
    _ left: SourceTensorID, _ right: SourceTensorID, _ suffix: String
  ) -> SourceTensorID {
    add(.arithmetic(.subtract), "Sub", [left, right], suffix)
  }

  /// The state, where matrix products read it, which need fewer bits than the state keeps. A mean of
  /// values between -1 and 1 and of what came before never leaves these bounds.
  mutating func bounded(_ state: SourceTensorID, _ suffix: String) -> SourceTensorID {
    add(.pointwise(.clip(lower: -bound, upper: bound)), "Clip", [state], suffix)
  }

  /// Input weights times x, plus a bias: the file's own, and that beside the state where the state
  /// has none.
  mutating func seen(_ gate: Int, _ label: String, hasOwnBias: Bool = false) -> SourceTensorID {
    let product = matrixProduct(x, weights.input, gate, sizes.inputs, "\(label)_x")
    let own = bias(gate)
    let other = hasOwnBias ? own.map { _ in 0 } : bias(gate + weights.bias.count / sizes.units / 2)
    return biased(product, zip(own, other).map { $0 + $1 }, "\(label)_x")
  }

  /// Recurrent weights times a state, with the file's bias where asked for.
  mutating func remembered(
    _ state: SourceTensorID, _ gate: Int, _ label: String, hasOwnBias: Bool = false
  ) -> SourceTensorID {
    let product = matrixProduct(state, weights.recurrent, gate, sizes.units, "\(label)_hidden")
    guard hasOwnBias else { return product }
    return biased(
      product, bias(gate + weights.bias.count / sizes.units / 2), "\(label)_hidden")
  }

  private func bias(_ row: Int) -> [Double] {
    Array(weights.bias[row * sizes.units..<(row + 1) * sizes.units])
  }

  private mutating func biased(
    _ x: SourceTensorID, _ values: [Double], _ suffix: String
  ) -> SourceTensorID {
    let bias = tensor("\(suffix)_bias", Shape([sizes.units]), constant: values)
    return add(.arithmetic(.add), "Add", [x, bias], "\(suffix)_biased")
  }

  private mutating func matrixProduct(
    _ x: SourceTensorID, _ matrix: [Double], _ gate: Int, _ columns: Int, _ suffix: String
  ) -> SourceTensorID {
    let start = gate * sizes.units * columns
    // [units, columns], transposed.
    let turned = (0..<columns).flatMap { column in
      (0..<sizes.units).map { matrix[start + $0 * columns + column] }
    }
    let weights = tensor("\(suffix)_weights", Shape([columns, sizes.units]), constant: turned)
    return add(.matrixMultiply, "MatMul", [x, weights], suffix)
  }
}

/// h' = tanh(W x + R h + b).
@Sendable func simpleStep(_ step: inout RecurrentStep, _: Bool) {
  let sum = step.sum(step.seen(0, "update"), step.remembered(step.states[0], 0, "update"), "sum")
  step.next = [step.function(.tanh, sum, "next")]
}

/// Gates update and reset; h' = n + update * (h - n), n the candidate, whose share of the state the
/// reset gate scales before its matrix product, or behind it where `isLinearFirst`.
@Sendable func gatedStep(_ step: inout RecurrentStep, isLinearFirst: Bool) {
  let state = step.states[0]
  let seen = step.bounded(state, "hidden_seen")
  let update = step.gate(0, "update", .sigmoid, seen)
  let reset = step.gate(1, "reset", .sigmoid, seen)
  let own = step.seen(2, "candidate", hasOwnBias: isLinearFirst)
  let remembered: SourceTensorID
  if isLinearFirst {
    let product = step.remembered(seen, 2, "candidate", hasOwnBias: true)
    remembered = step.product(reset, product, "candidate_reset")
  } else {
    let scaled = step.product(reset, seen, "hidden_reset")
    remembered = step.remembered(scaled, 2, "candidate")
  }
  let sum = step.sum(own, remembered, "candidate_sum")
  let candidate = step.function(.tanh, sum, "candidate")
  let distance = step.difference(state, candidate, "distance")
  let kept = step.product(update, distance, "kept")
  let next = step.sum(candidate, kept, "next")
  step.next = [next]
  step.output = step.bounded(next, "output")
}

/// Gates input, output and forget; c' = forget * c + input * candidate, h' = output * tanh(c').
@Sendable func memoryStep(_ step: inout RecurrentStep, _: Bool) {
  let (hidden, cell) = (step.states[0], step.states[1])
  let input = step.gate(0, "input", .sigmoid, hidden)
  let output = step.gate(1, "output", .sigmoid, hidden)
  let forget = step.gate(2, "forget", .sigmoid, hidden)
  let candidate = step.gate(3, "candidate", .tanh, hidden)
  let kept = step.product(forget, cell, "kept")
  let added = step.product(input, candidate, "added")
  let nextCell = step.sum(kept, added, "cell_next")
  let squashed = step.function(.tanh, nextCell, "squashed")
  step.next = [step.product(output, squashed, "next"), nextCell]
}

extension RecurrentStep {
  fileprivate mutating func gate(
    _ gate: Int, _ label: String, _ function: PointwiseFunction, _ state: SourceTensorID
  ) -> SourceTensorID {
    let sum = sum(seen(gate, label), remembered(state, gate, label), "\(label)_sum")
    return self.function(function, sum, "\(label)_gate")
  }
}
