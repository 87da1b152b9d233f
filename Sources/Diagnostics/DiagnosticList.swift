/// All the faults of one stage, thrown together; never empty of errors when thrown.
package struct DiagnosticList: Error, Hashable, Sendable {
  package private(set) var diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic] = []) {
    self.diagnostics = diagnostics
  }

  /// Adds one diagnostic; an identical one is kept once.
  package mutating func add(_ diagnostic: Diagnostic) {
    if !diagnostics.contains(diagnostic) { diagnostics.append(diagnostic) }
  }

  package mutating func add(contentsOf other: DiagnosticList) {
    other.diagnostics.forEach { add($0) }
  }

  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

  /// Throws the whole list if any of it is an error.
  package func throwIfErrors() throws(DiagnosticList) {
    if hasErrors { throw self }
  }
}

extension DiagnosticList: CustomStringConvertible {
  package var description: String {
    diagnostics.map(\.description).joined(separator: "\n")
  }
}

extension Diagnostic {
  /// The diagnostic as the only member of a list, for `throw`.
  package var alone: DiagnosticList { DiagnosticList([self]) }
}
