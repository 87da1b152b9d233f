import ONNXImport
import TFLiteImport

/// A row of `stapes ops` and docs/operators.md.
package struct OperatorRow: Hashable, Sendable, Codable {
  package let name: String
  package let domain: String
  package let form: String
}

private let tfliteDomain = "tflite"

/// All operators that are imported: those of ONNX by name, then those of TensorFlow Lite by name.
package func listOperators() -> [OperatorRow] {
  let onnx = supportedOperators.map { OperatorRow(name: $0.name, domain: $0.domain, form: $0.note) }
  let tflite = supportedTFLiteOperators.map {
    OperatorRow(name: $0.name, domain: tfliteDomain, form: $0.note)
  }
  return onnx.sorted { ($0.name, $0.domain) < ($1.name, $1.domain) }
    + tflite.sorted { $0.name < $1.name }
}

/// The page docs/operators.md.
package func operatorsPage(_ rows: [OperatorRow]) -> String {
  let onnx = rows.filter { $0.domain != tfliteDomain }.map {
    "| \($0.name) | \($0.domain.isEmpty ? "ai.onnx" : $0.domain) | \($0.form) |"
  }
  let tflite = rows.filter { $0.domain == tfliteDomain }.map { "| \($0.name) | \($0.form) |" }
  return ([onnxHead] + onnx + [tfliteHead] + tflite).joined(separator: "\n")
}

private let onnxHead = """
  # Operators

  Written by `stapes ops --markdown`; a test compares it with the code. Whatever is not here, or has
  another form, is refused with the node, the reason and the nearest supported form.

  ## ONNX

  Opsets 9 to 21; the QONNX quantisers under any of their domains.

  | operator | domain | supported form |
  |---|---|---|
  """

private let tfliteHead = """

  ## TensorFlow Lite

  Integers only: int8 activations, and int16 ones where the form says so.

  | operator | supported form |
  |---|---|
  """
