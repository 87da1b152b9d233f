import Diagnostics
import NetworkIR

/// A36: the body once per step, on index t of the first axis of each input; each step takes the
/// state that the step before left.
func recur(_ recurrence: Recurrence, _ inputs: [[Int]]) throws(DiagnosticList) -> [[Int]] {
  let body = recurrence.body
  let interpreter = ReferenceInterpreter(verified: body)
  var states = Array(inputs.dropFirst(body.inputs.count))
  var outputs = [[Int]](repeating: [], count: body.outputs.count)
  for step in 0..<recurrence.steps {
    let execution = try interpreter.run(
      inputs: zip(body.inputs, inputs).map { input, elements in
        let count = body[input.tensor].shape.elementCount
        return Array(elements[step * count..<(step + 1) * count])
      }, states: states)
    for (index, elements) in execution.outputs.enumerated() { outputs[index] += elements }
    states = execution.nextStates
  }
  return outputs + states
}
