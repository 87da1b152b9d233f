import Foundation
import NetworkIR

/// A network that runs once per index of a sequence's first axis.
package struct FloatRecurrence: Hashable, Sendable {
  /// Its first inputs are one step of the sequence and the states; its output is one step's.
  package let body: FloatNetwork
  package let steps: Int
  package let states: [FloatState]
  /// Whether its value is the first state after the last step, rather than all steps' outputs.
  package let givesLast: Bool
}

/// What one step leaves for the next.
package struct FloatState: Hashable, Sendable {
  /// The body's node that reads it, and the one that gives it for the next step.
  package let node: Int
  package let next: Int
  /// Before the first step.
  package let initial: [Float]
}

extension FloatRecurrence {
  static let memoryBits = 16

  /// States that no matrix product reads keep sums over many steps, and need more bits.
  func isMemory(_ state: FloatState) -> Bool {
    !body.nodes.contains { node in
      if case .linear = node.operation { node.inputs[0] == state.node } else { false }
    }
  }

  /// The grid of hidden values, which are tanh's, or means of such and of what came before the first
  /// step: of powers of two, so that products of gates and states are shifted alone.
  func hiddenGrid(bits: Int) -> ActivationGrid {
    let bound = (states.first?.initial ?? []).reduce(1.0) { max($0, abs(Double($1))) }
    // One bit with a sign would be no grid around zero.
    let bits = max(bits, 2)
    let scale = exp2(log2(bound).rounded(.up) - Double(bits - 1))
    return ActivationGrid(scale: scale, zero: 0, bits: bits, isSigned: true)
  }

  /// Of the operator's value.
  func outputGrid(bits: Int) -> ActivationGrid {
    let keepsMemory = givesLast && isMemory(states[0])
    return hiddenGrid(bits: keepsMemory ? Self.memoryBits : bits)
  }
}
