import Diagnostics
import FixedPoint
import Interpreter
import NetworkIR

/// Inputs of several runs, each from the states that the run before left.
package struct TrialInputs: Hashable, Sendable, Codable {
  /// By run, input and element.
  package var runs: [[[Int]]]

  package init(runs: [[[Int]]]) { self.runs = runs }

  /// The ends of the ranges, zeros where they are allowed, and seeded elements.
  package init(for network: Network, seed: UInt64, count: Int = 5) {
    var draw = Draw(seed: seed)
    runs = (0..<count).map { run in
      network.inputs.map { input in
        let range = network[input.tensor].range
        return (0..<network[input.tensor].shape.elementCount).map { _ in
          switch run {
          case 0: range.upper
          case 1: range.lower
          case 2: draw.one(in: 3) ? draw.number(range.lower...range.upper) : range.clampedZero
          default: draw.number(range.lower...range.upper)
          }
        }
      }
    }
  }
}

/// What the interpreter says.
package struct Expectation: Sendable {
  package let inputs: TrialInputs
  /// By run, output and element.
  let outputs: [[[Int]]]
  /// The states after each run.
  let states: [[[Int]]]

  package init(_ network: Network, _ inputs: TrialInputs) throws(DiagnosticList) {
    let interpreter = try ReferenceInterpreter(network)
    var states = interpreter.resetStates
    var outputs: [[[Int]]] = []
    var left: [[[Int]]] = []
    for run in inputs.runs {
      let execution = try interpreter.run(inputs: run, states: states)
      states = execution.nextStates
      outputs.append(execution.outputs)
      left.append(states)
    }
    self.inputs = inputs
    self.outputs = outputs
    self.states = left
  }
}
