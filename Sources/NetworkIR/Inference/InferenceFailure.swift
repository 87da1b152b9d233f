import Diagnostics
import FixedPoint

/// Why the outputs of an operator cannot be inferred; becomes a diagnostic at the operator's node.
struct InferenceFailure: Error, Hashable {
  let code: DiagnosticCode
  let cause: String
  let remedy: String

  /// The inputs do not fit each other or the operator.
  static func shape(_ cause: String) -> InferenceFailure {
    InferenceFailure(
      code: .invalidNetwork, cause: cause, remedy: "give the operator inputs whose shapes agree")
  }

  /// The operator's own numbers break a rule.
  static func payload(_ cause: String) -> InferenceFailure {
    InferenceFailure(
      code: .invalidNetwork, cause: cause, remedy: "correct the numbers of this operator")
  }

  /// A value leaves the integers that a target can hold (rule A2).
  static func overflow(_ cause: String) -> InferenceFailure {
    InferenceFailure(
      code: .rangeOverflow, cause: cause,
      remedy: "quantise its inputs or weights to fewer bits, or sum over fewer inputs")
  }

  func diagnostic(at place: Place) -> Diagnostic {
    Diagnostic(code, at: place, cause: cause, remedy: remedy)
  }
}

/// Runs a range computation; one that leaves 64 bits becomes a failure that says of what.
func boundedRange<Value>(
  _ subject: String, _ compute: () throws(RangeOverflow) -> Value
) throws(InferenceFailure) -> Value {
  do { return try compute() } catch { throw .overflow("\(subject) leaves 64 bits") }
}
