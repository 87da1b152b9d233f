import Diagnostics

/// What was proved of a generated file, for people and programs.
package struct ProofReport: Hashable, Sendable, Codable {
  /// In the order in which the file computes them.
  package var tensors: [TensorProof]
  package var ranges: RangeProof

  /// Something in the text contradicts the network.
  package var isRefuted: Bool { tensors.contains { $0.status == .differs } }

  /// The contradictions as errors, one a tensor.
  package var diagnostics: [Diagnostic] {
    tensors.filter { $0.status == .differs }.map { tensor in
      Diagnostic(
        .mismatch, at: .tensor(tensor.tensor),
        cause: "function \(tensor.function) of the printed C computes something else: "
          + tensor.detail,
        remedy: "report the network; nothing built from it can be trusted")
    }
  }
}

/// One tensor that the generated code computes.
package struct TensorProof: Hashable, Sendable, Codable {
  package let tensor: String
  /// The function that computes it.
  package let function: String
  package let elements: Int
  package let status: ProofStatus
  /// How, or why not.
  package let detail: String
}

package enum ProofStatus: String, Hashable, Sendable, Codable, CaseIterable {
  /// For all inputs of the stage.
  case proved
  /// Equal sums; a function was tried at some values of its range.
  case sampled
  /// Not followed; what comes after is proved under the assumption that it is right.
  case notProved = "not_proved"
  /// The text computes something else.
  case differs
}

/// What was derived about ranges by following the text.
package struct RangeProof: Hashable, Sendable, Codable {
  /// Signed results that fit their C type.
  package let fitting: Int
  /// Stated ranges that hold.
  package let derived: Int
  /// Results of which it is not shown that they fit, with their places.
  package let notFitting: [String]
  /// Stated ranges that do not follow, with their places.
  package let notDerived: [String]

  enum CodingKeys: String, CodingKey {
    case fitting, derived
    case notFitting = "not_fitting"
    case notDerived = "not_derived"
  }
}
