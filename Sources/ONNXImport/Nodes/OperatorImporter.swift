import NetworkIR

/// The import of one operator: what identifies it, which forms it takes, and how it becomes source
/// operations.
struct OperatorImporter: Sendable {
  let name: String
  let domain: OperatorDomain
  /// The first version of the default operator set that has the operator.
  let since: Int
  let inputCounts: ClosedRange<Int>
  let outputCounts: ClosedRange<Int>
  /// Every attribute that the importer understands or may ignore.
  let attributes: Set<String>
  /// The supported form in one line, for docs/operators.md and `stapes ops`.
  let note: String
  /// Reads attributes first, then inputs, so that attribute faults are found even where inputs are
  /// unknown.
  let importNode: @Sendable (inout NodeImport) throws(NodeRefusal) -> Void

  init(
    _ name: String, domain: OperatorDomain = .onnx, since: Int = 1,
    inputs: ClosedRange<Int>, outputs: ClosedRange<Int> = 1...1, attributes: Set<String> = [],
    note: String, importNode: @escaping @Sendable (inout NodeImport) throws(NodeRefusal) -> Void
  ) {
    self.name = name
    self.domain = domain
    self.since = since
    self.inputCounts = inputs
    self.outputCounts = outputs
    self.attributes = attributes
    self.note = note
    self.importNode = importNode
  }
}

/// The families of operator sets that Stapes knows.
enum OperatorDomain: Hashable, Sendable {
  case onnx
  case qonnx

  /// The domain's names in files.
  var names: [String] {
    switch self {
    case .onnx: [""]
    case .qonnx: ["qonnx.custom_op.general", "onnx.brevitas", "finn.custom_op.general"]
    }
  }

  init?(name: String) {
    guard let domain = [.onnx, .qonnx].first(where: { $0.names.contains(name) }) as Self?
    else { return nil }
    self = domain
  }
}

/// A node was refused, or its inputs are unknown; the reasons are in `NodeImport.faults`.
struct NodeRefusal: Error {}
