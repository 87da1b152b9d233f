/// One fault or remark, with everything a person needs to act on it.
///
/// Printed as ``error[E0301]: node "Conv_3" (Conv), attribute dilations: dilation 3 … ; use
/// dilation 1 or 2``.
package struct Diagnostic: Hashable, Sendable {
  package let severity: Severity
  package let code: DiagnosticCode
  package let place: Place
  /// What is wrong, as one sentence fragment without a final full stop.
  package let cause: String
  /// What the user can do next, as one sentence fragment without a final full stop.
  package let remedy: String

  package init(
    _ severity: Severity, _ code: DiagnosticCode, at place: Place, cause: String,
    remedy: String
  ) {
    self.severity = severity
    self.code = code
    self.place = place
    self.cause = cause
    self.remedy = remedy
  }

  /// An error.
  package init(_ code: DiagnosticCode, at place: Place, cause: String, remedy: String) {
    self.init(.error, code, at: place, cause: cause, remedy: remedy)
  }
}

/// How much a diagnostic matters: an error stops the compilation, the others do not.
package enum Severity: String, Hashable, Sendable, CaseIterable {
  case error
  case warning
  case note
}

extension Diagnostic: CustomStringConvertible {
  package var description: String {
    let head = "\(severity.rawValue)[\(code.rawValue)]"
    return place == .nowhere
      ? "\(head): \(cause); \(remedy)" : "\(head): \(place): \(cause); \(remedy)"
  }
}
