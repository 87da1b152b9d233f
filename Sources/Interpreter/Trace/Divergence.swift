import NetworkIR

/// The first element of a trace that is not what the interpreter computes.
package struct Divergence: Hashable, Sendable, Codable {
  /// Which inference of the log, from 0.
  package var inference: Int
  package let stage: Stage
  package let tensor: String
  /// The layer that makes the tensor; nil for the state before an inference.
  package let layer: String?
  /// Position in the flat, row-major array.
  package let element: Int
  package let coordinates: [Int]
  package let expected: Int
  package let found: Int
  /// The layers of which one is wrong, in the network's order: one, where all that it reads is right
  /// in the log.
  package let suspects: [String]

  package enum Stage: String, Hashable, Sendable, Codable {
    /// The state that an inference starts from is neither the reset state nor what the one before left.
    case stateBefore = "state_before"
    case tensor
    /// The state that an inference leaves.
    case stateAfter = "state_after"
  }
}

extension Divergence: CustomStringConvertible {
  package var description: String { "inference \(inference), \(placeDescription)" }

  /// Everything but the inference.
  package var placeDescription: String {
    let place = "element \(element) \(coordinates): \(expected) expected, \(found) found"
    switch stage {
    case .stateBefore:
      return "state \"\(tensor)\" was changed since the inference before, \(place)"
    case .tensor:
      return "layer \"\(layer ?? "")\", tensor \"\(tensor)\", \(place); \(blame)"
    case .stateAfter: return "the new state \"\(tensor)\", \(place); \(blame)"
    }
  }

  private var blame: String {
    let names = suspects.map { "\"\($0)\"" }.joined(separator: ", ")
    return suspects.count == 1
      ? "layer \(names) is to blame: all that it reads is right"
      : "one of the layers \(names) is to blame: the trace lacks what lies between them"
  }
}

/// What a trace says beside the interpreter.
package struct TraceComparison: Hashable, Sendable, Codable {
  package let network: String
  /// Inferences that were compared, up to the one that diverges.
  package internal(set) var inferences = 0
  /// Tensors of which every element was compared, in the network's order.
  package internal(set) var compared: [String] = []
  /// Tensors of which some elements were compared.
  package internal(set) var incomplete: [String] = []
  /// Tensors of which the log has nothing.
  package internal(set) var missing: [String] = []
  /// What is odd about the log, one sentence each.
  package internal(set) var notes: [String] = []
  package internal(set) var divergence: Divergence?

  init(network: String) { self.network = network }
}

extension Array<Int?> {
  /// The first element that is known and not as expected.
  func firstDifference(from expected: [Int]) -> (element: Int, found: Int)? {
    for (index, value) in enumerated() {
      if let value, value != expected[index] { return (index, value) }
    }
    return nil
  }
}
