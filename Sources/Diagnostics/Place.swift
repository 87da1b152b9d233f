/// Where a diagnostic points to: a file, a byte in it, a node of a graph, a tensor, a field.
package enum Place: Hashable, Sendable {
  case nowhere
  case file(String)
  case byte(offset: Int, file: String)
  /// A node of the source graph: its name (or its output's name), operator and optionally the
  /// attribute or input.
  case node(name: String, operator: String, detail: String? = nil)
  case tensor(String)
  /// A field of a JSON document, as a dotted path.
  case field(String, file: String)
  case argument(String)
}

extension Place: CustomStringConvertible {
  package var description: String {
    switch self {
    case .nowhere: "stapes"
    case .file(let name): "file \"\(name)\""
    case .byte(let offset, let file): "file \"\(file)\", byte \(offset)"
    case .node(let name, let type, let detail):
      "node \"\(name)\" (\(type))" + (detail.map { ", \($0)" } ?? "")
    case .tensor(let name): "tensor \"\(name)\""
    case .field(let path, let file): "file \"\(file)\", field \(path)"
    case .argument(let name): "argument \(name)"
    }
  }
}
