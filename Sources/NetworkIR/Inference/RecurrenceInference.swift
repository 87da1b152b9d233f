import Diagnostics
import FixedPoint

/// Rule A36: one body run per index of the first axis; outputs have the ranges of the body's.
func inferRecurrence(
  _ recurrence: Recurrence, _ inputs: [TensorFacts]
) throws(InferenceFailure) -> [TensorFacts] {
  let (body, steps) = (recurrence.body, recurrence.steps)
  for (input, facts) in zip(body.inputs, inputs) {
    try check(facts, within: body[input.tensor], steps: steps, "input")
  }
  for (state, facts) in zip(body.states, inputs.dropFirst(body.inputs.count)) {
    try check(facts, within: body[state.tensor], steps: nil, "state")
  }
  return body.outputs.map { id in
    TensorFacts(shape: body[id].shape.repeated(steps), range: body[id].range)
  }
    + body.states.map { state in
      TensorFacts(shape: body[state.tensor].shape, range: body[state.next].range)
    }
}

/// An operand must have the body's shape, with `steps` in the first axis where there are steps, and
/// a range within the body's.
private func check(
  _ facts: TensorFacts, within tensor: Tensor, steps: Int?, _ noun: String
) throws(InferenceFailure) {
  let expected = steps.map { tensor.shape.repeated($0) } ?? tensor.shape
  guard facts.shape == expected else {
    throw .shape(
      "the \(noun) \"\(tensor.name)\" of its body needs the shape \(expected), not \(facts.shape)")
  }
  guard tensor.range.contains(facts.range) else {
    throw .shape(
      "the \(noun) \"\(tensor.name)\" of its body has the range \(tensor.range), which does not "
        + "hold \(facts.range)")
  }
}

extension Shape {
  /// The shape with a first axis of size 1 made `count` long.
  fileprivate func repeated(_ count: Int) -> Shape { Shape([count] + dimensions.dropFirst()) }
}

extension Recurrence {
  var faults: [String] {
    guard 1...NetworkLimit.elements ~= steps else {
      return ["it runs \(steps) steps; 1 to \(NetworkLimit.elements) are allowed"]
    }
    if body.operators.contains(where: \.isRecurrence) {
      return ["its body holds a recurrence; one level is allowed"]
    }
    let broken = verify(body, isBody: true).diagnostics.filter { $0.severity == .error }
    guard broken.isEmpty else {
      return broken.map { "in its body, \($0.place): \($0.cause)" }
    }
    return stepFaults + workFaults
  }

  /// The first axis of every input and output of the body stands for the steps.
  private var stepFaults: [String] {
    (body.inputs.map(\.tensor) + body.outputs).map { body[$0] }
      .filter { $0.shape.dimensions.first != 1 }
      .map {
        "the tensor \"\($0.name)\" of its body has the shape \($0.shape); "
          + "the first axis must have size 1"
      }
  }

  private var workFaults: [String] {
    let elements = body.tensors.reduce(0) { $0 + $1.shape.elementCount }
    return Double(elements) * Double(steps) <= NetworkLimit.recurrenceElements
      ? [] : ["its \(steps) steps compute more than 2^32 elements in all"]
  }
}

extension Operator {
  fileprivate var isRecurrence: Bool {
    if case .recurrence = kind { return true }
    return false
  }
}
