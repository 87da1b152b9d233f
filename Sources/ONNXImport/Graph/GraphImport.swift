import Diagnostics
import NetworkIR

/// Walks a graph in topological order and turns each node into source nodes, going on after every
/// fault.
struct GraphImport {
  private(set) var faults: [Diagnostic] = []
  private(set) var notes: [Diagnostic] = []
  private let graph: ModelGraph
  private let outputNames: Set<String>
  /// Names that a live node or the graph's outputs read.
  private var usedNames: Set<String> = []
  private var scope: Scope
  private var emitted: [EmittedNode] = []
  private var inputs: [SourceTensor] = []

  init(_ graph: ModelGraph) {
    self.graph = graph
    self.outputNames = Set(graph.outputs.map(\.name))
    self.scope = Scope(fileNames: GraphImport.names(of: graph), opset: graph.opset)
  }

  private static func names(of graph: ModelGraph) -> Set<String> {
    var names = Set(graph.initializers.keys)
    names.formUnion(graph.inputs.map(\.name))
    for node in graph.nodes { names.formUnion(node.outputs) }
    return names
  }

  /// Imports the whole graph; the result is meaningful only where no fault was found.
  mutating func run(name: String) -> SourceNetwork {
    let order = GraphOrder(graph)
    faults.append(contentsOf: order.faults)
    defineConstants()
    usedNames = order.live.reduce(into: outputNames) { $0.formUnion(graph.nodes[$1].inputs) }
    defineInputs()
    for index in order.sorted where order.live.contains(index) {
      importNode(graph.nodes[index])
    }
    for index in order.live.subtracting(order.sorted).sorted() {
      _ = supportedImporter(for: graph.nodes[index])
    }
    checkOutputs()
    return NetworkAssembly(emitted).network(
      name: name, inputs: inputs, outputs: graph.outputs.compactMap { knownTensor($0.name) })
  }

  private func knownTensor(_ name: String) -> SourceTensor? {
    guard case .known(let operand)? = scope[name] else { return nil }
    return operand.tensor
  }

  private mutating func defineConstants() {
    for (name, tensor) in graph.initializers {
      scope.define(name, .known(Operand(tensor, isVariable: false)))
    }
  }
}

// MARK: Inputs and outputs

extension GraphImport {
  private mutating func defineInputs() {
    var seen: Set<String> = []
    for value in graph.inputs {
      guard seen.insert(value.name).inserted else {
        report(
          .inconsistentModel, value.name, cause: "two inputs of the graph have this name",
          remedy: "give every tensor its own name")
        continue
      }
      if usedNames.contains(value.name) { defineInput(value) } else { noteUnused(value.name) }
    }
  }

  private mutating func noteUnused(_ name: String) {
    notes.append(
      Diagnostic(
        .note, .remark, at: .tensor(name), cause: "the output does not depend on this input",
        remedy: "it is left out"))
  }

  private mutating func defineInput(_ value: DeclaredValue) {
    switch resolve(value) {
    case .success(let tensor):
      inputs.append(tensor)
      scope.define(value.name, .known(Operand(tensor, isVariable: true)))
    case .failure(let fault):
      faults.append(fault.diagnostic)
      scope.define(value.name, .unknown)
    }
  }

  private mutating func checkOutputs() {
    if graph.outputs.isEmpty {
      faults.append(
        Diagnostic(
          .brokenGraph, at: .nowhere, cause: "the graph has no output",
          remedy: "export the model again"))
    }
    var seen: Set<String> = []
    for value in graph.outputs {
      if !seen.insert(value.name).inserted {
        report(
          .inconsistentModel, value.name, cause: "it is listed twice among the outputs",
          remedy: "list every output once")
      }
      guard case .known(let operand)? = scope[value.name], !operand.isVariable else { continue }
      report(
        .constantOutput, value.name, cause: "this output does not depend on the network's input",
        remedy: "check the export; a layer may have been replaced by a constant")
    }
  }

  private mutating func report(
    _ code: DiagnosticCode, _ name: String, cause: String, remedy: String
  ) {
    faults.append(Diagnostic(code, at: .tensor(name), cause: cause, remedy: remedy))
  }
}

// MARK: Nodes

extension GraphImport {
  private mutating func importNode(_ node: GraphNode) {
    guard let importer = supportedImporter(for: node) else {
      defineUnknown(node)
      return
    }
    let translation = translate(node, by: importer)
    faults.append(contentsOf: translation.faults)
    notes.append(contentsOf: translation.notes)
    scope.foldingBudget -= translation.foldedElements
    guard let results = translation.results else {
      defineUnknown(node)
      return
    }
    emitted.append(contentsOf: translation.emitted)
    define(results)
    checkUnboundOutputs(of: node, results: results)
  }

  /// Everything taken out of a `NodeImport`, so that its copy of the scope is gone before the scope
  /// changes.
  private struct Translation {
    let faults: [Diagnostic]
    let notes: [Diagnostic]
    let emitted: [EmittedNode]
    let foldedElements: Int
    /// Nil where the node was refused.
    let results: [String: Operand]?
  }

  private func translate(_ node: GraphNode, by importer: OperatorImporter) -> Translation {
    var node = NodeImport(node, scope: scope)
    let isImported = (try? importer.importNode(&node)) != nil && node.faults.isEmpty
    return Translation(
      faults: node.faults, notes: node.notes, emitted: isImported ? node.emitted : [],
      foldedElements: node.foldedElements, results: isImported ? node.results : nil)
  }

  private mutating func checkUnboundOutputs(of node: GraphNode, results: [String: Operand]) {
    for (index, output) in node.outputs.enumerated()
    where !output.isEmpty && results[output] == nil {
      scope.define(output, .unknown)
      guard usedNames.contains(output) else { continue }
      let place = Place.node(
        name: node.name, operator: node.operatorName, detail: "output \(index)")
      faults.append(
        Diagnostic(
          .unsupportedForm, at: place, cause: "\"\(output)\" is used but not supported",
          remedy: "use the first output only"))
    }
  }

  private mutating func supportedImporter(for node: GraphNode) -> OperatorImporter? {
    switch OperatorRegistry.importer(for: node, opset: graph.opset) {
    case .success(let importer): return importer
    case .failure(let refusal):
      faults.append(contentsOf: refusal.diagnostics)
      return nil
    }
  }

  private mutating func define(_ results: [String: Operand]) {
    for name in results.keys.sorted() {
      guard let operand = results[name] else { continue }
      compareWithDeclaration(operand)
      scope.define(name, .known(operand))
    }
  }

  /// Where a node was refused, what the file declares about a real-valued output lets the import go
  /// on.
  private mutating func defineUnknown(_ node: GraphNode) {
    for output in node.outputs where !output.isEmpty {
      let declared = graph.declared[output].map(resolve)
      if case .success(let tensor)? = declared, tensor.type.isReal {
        scope.define(output, .known(Operand(tensor, isVariable: true)))
      } else {
        scope.define(output, .unknown)
      }
    }
  }

  private mutating func compareWithDeclaration(_ operand: Operand) {
    guard let declared = graph.declared[operand.name],
      let difference = declared.difference(from: operand.tensor)
    else { return }
    guard outputNames.contains(operand.name) else {
      notes.append(
        Diagnostic(
          .note, .remark, at: .tensor(operand.name), cause: difference,
          remedy: "the computed one is used"))
      return
    }
    report(
      .inconsistentModel, operand.name, cause: difference,
      remedy: "run shape inference again, or export the model again")
  }
}
