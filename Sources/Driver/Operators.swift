import ONNXImport

/// A row of `stapes ops` and docs/operators.md.
package struct OperatorRow: Hashable, Sendable, Codable {
  package let name: String
  package let domain: String
  package let form: String
}

/// All operators that are imported, by name.
package func listOperators() -> [OperatorRow] {
  supportedOperators.map { OperatorRow(name: $0.name, domain: $0.domain, form: $0.note) }
    .sorted { ($0.name, $0.domain) < ($1.name, $1.domain) }
}

/// The page docs/operators.md.
package func operatorsPage(_ rows: [OperatorRow]) -> String {
  let head = """
    # Operators

    Written by `stapes ops --markdown`; a test compares it with the code. ONNX opsets 9 to 21; the
    QONNX quantisers under any of their domains. Whatever is not here, or has another form, is
    refused with the node, the reason and the nearest supported form.

    | operator | domain | supported form |
    |---|---|---|
    """
  let lines = rows.map {
    "| \($0.name) | \($0.domain.isEmpty ? "ai.onnx" : $0.domain) | \($0.form) |"
  }
  return ([head] + lines).joined(separator: "\n")
}
