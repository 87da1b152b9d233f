import Diagnostics

/// Every operator that Stapes imports.
enum OperatorRegistry {
  static let all: [OperatorImporter] =
    quantizers + integerOperators + linear + pointwise + arithmetic + pooling + shaping + selecting
    + recurrent

  private static let byName: [OperatorDomain: [String: OperatorImporter]] = [
    .onnx: table(for: .onnx), .qonnx: table(for: .qonnx),
  ]

  private static func table(for domain: OperatorDomain) -> [String: OperatorImporter] {
    Dictionary(
      all.filter { $0.domain == domain }.map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The importer of a node, or every fault that can be told without knowing the node's inputs.
  static func importer(
    for node: GraphNode, opset: Int
  ) -> Result<OperatorImporter, DiagnosticList> {
    guard let domain = OperatorDomain(name: node.domain),
      let importer = byName[domain]?[node.operatorName]
    else { return .failure(unknownOperator(node).alone) }
    let faults = importer.formFaults(of: node, opset: opset)
    return faults.isEmpty ? .success(importer) : .failure(DiagnosticList(faults))
  }

  private static func unknownOperator(_ node: GraphNode) -> Diagnostic {
    let place = Place.node(name: node.name, operator: node.operatorName)
    let hasSubgraph = node.attributes.values.contains(.graph)
    let domain = node.domain.isEmpty ? "" : " of domain \"\(node.domain)\""
    return Diagnostic(
      .unsupportedOperator, at: place,
      cause: hasSubgraph
        ? "operators with sub-graphs are not supported"
        : "operator \(node.operatorName)\(domain) is not supported",
      remedy: NearestForm.advice(for: node.operatorName))
  }
}

extension OperatorImporter {
  /// Faults of version, counts and attribute names.
  fileprivate func formFaults(of node: GraphNode, opset: Int) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    func report(_ detail: String?, _ code: DiagnosticCode, cause: String, remedy: String) {
      let place = Place.node(name: node.name, operator: node.operatorName, detail: detail)
      faults.append(Diagnostic(code, at: place, cause: cause, remedy: remedy))
    }
    if opset < since {
      report(
        nil, .inconsistentModel, cause: "version \(opset) of the operator set does not have it",
        remedy: "it exists from version \(since) on")
    }
    if !inputCounts.contains(node.inputs.count) {
      report(
        nil, .inconsistentModel, cause: "it has \(node.inputs.count) inputs",
        remedy: "\(describe(inputCounts)) are needed")
    }
    let outputs = node.outputs.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    if !outputCounts.contains(outputs) {
      report(
        nil, outputs == 0 ? .inconsistentModel : .unsupportedForm,
        cause: "it has \(outputs) outputs", remedy: "\(describe(outputCounts)) can be used")
    }
    for name in node.attributes.keys.sorted() where !attributes.contains(name) {
      report(
        "attribute \(name)", .unsupportedForm, cause: "it is not known",
        remedy: attributes.isEmpty
          ? "the operator has no attributes"
          : "known are \(attributes.sorted().joined(separator: ", "))")
    }
    return faults
  }

  private func describe(_ counts: ClosedRange<Int>) -> String {
    if counts.upperBound == anyNumber { return "at least \(counts.lowerBound)" }
    return counts.count == 1
      ? "\(counts.lowerBound)" : "\(counts.lowerBound) to \(counts.upperBound)"
  }
}

/// The upper end of an input count without a limit.
let anyNumber = Int(Int32.max)

/// One supported operator: its name, the domain it has in files, and the form supported.
package struct SupportedOperator: Hashable, Sendable {
  package let name: String
  package let domain: String
  package let note: String
}

/// Every operator that can be imported, sorted by domain and name: the table of docs/operators.md
/// and `stapes ops`.
package let supportedOperators: [SupportedOperator] = OperatorRegistry.all
  .map { importer in
    SupportedOperator(
      name: importer.name,
      domain: importer.domain == .onnx ? "ai.onnx" : "qonnx.custom_op.general",
      note: importer.note)
  }
  .sorted { ($0.domain, $0.name) < ($1.domain, $1.name) }
