import Diagnostics
import FixedPoint
import NetworkIR

/// Walks the source graph once, in its topological order, and keeps for every tensor what it has
/// become. Integer operators are added to the network as soon as their inputs are integers.
struct Folder {
  let source: SourceNetwork
  let inputFormats: [DeclaredInputFormat]
  var builder: NetworkBuilder
  var diagnostics = DiagnosticList()
  /// The network's input for each float input that has met its quantiser, with the steps that led
  /// there.
  var borders: [SourceTensorID: Border] = [:]
  /// The network's inputs in the order of the source's.
  var inputTensors: [SourceTensorID: TensorID] = [:]
  /// Softmax outputs that stand for their own argument.
  var droppedSoftmaxes: Set<SourceTensorID> = []
  private var values: [SourceTensorID: FoldedValue] = [:]
  private let users: [SourceTensorID: [Int]]

  init(
    _ source: SourceNetwork, inputFormats: [DeclaredInputFormat]
  ) throws(DiagnosticList) {
    self.source = source
    self.inputFormats = inputFormats
    builder = NetworkBuilder(name: source.name)
    var users: [SourceTensorID: [Int]] = [:]
    for (index, node) in source.nodes.enumerated() {
      for input in node.inputs { users[input, default: []].append(index) }
    }
    self.users = users
    try addInputs()
  }

  /// Folds one node; a fault is kept and its outputs are no longer judged.
  mutating func fold(_ node: SourceNode) {
    do {
      let inputs = node.inputs.map { value(of: $0) }
      let outputs: [FoldedValue]
      if inputs.contains(where: \.isFaulty) {
        outputs = node.outputs.map { _ in .faulty }
      } else {
        outputs = try outputValues(of: node, inputs)
      }
      for (output, value) in zip(node.outputs, outputs) {
        values[output] = try shared(value, as: output)
      }
    } catch {
      diagnostics.add(contentsOf: error)
      for output in node.outputs { values[output] = .faulty }
    }
  }

  /// A linear operator may wait for its bias only while one node follows it.
  private mutating func shared(
    _ value: FoldedValue, as id: SourceTensorID
  ) throws(DiagnosticList) -> FoldedValue {
    guard case .function(let function) = value, !hasOneUser(id) else { return value }
    return .function(try settled(function))
  }

  func value(of id: SourceTensorID) -> FoldedValue {
    let tensor = source[id]
    if let constant = tensor.constant {
      return .constant(ConstantArray(tensor.shape, .file(constant)))
    }
    return values[id] ?? .faulty
  }

  /// The nodes that take a tensor.
  func nodes(using id: SourceTensorID) -> [SourceNode] {
    users[id, default: []].map { source.nodes[$0] }
  }

  /// Whether exactly one node, and no output of the network, takes a tensor.
  func hasOneUser(_ id: SourceTensorID) -> Bool {
    users[id, default: []].count == 1 && !source.outputs.contains(id)
  }

  func shape(of node: SourceNode, output: Int = 0) -> Shape { source[node.outputs[output]].shape }
  func outputName(_ node: SourceNode, _ output: Int = 0) -> String {
    source[node.outputs[output]].name
  }

  private mutating func addInputs() throws(DiagnosticList) {
    guard inputFormats.isEmpty || inputFormats.count == source.inputs.count else {
      throw Diagnostic(
        .badArgument, at: .argument("--input-format"),
        cause: "\(inputFormats.count) formats are declared for \(source.inputs.count) inputs",
        remedy: "declare one for each input, or none"
      ).alone
    }
    for (index, input) in source.inputs.enumerated() {
      do {
        values[input] = try inputValue(
          input, format: inputFormats.isEmpty ? nil : inputFormats[index])
      } catch {
        diagnostics.add(contentsOf: error)
        values[input] = .faulty
      }
    }
  }
}

extension FoldedValue {
  var isFaulty: Bool {
    if case .faulty = self { true } else { false }
  }
}

/// A fault at a node, for `throw`.
func fault(
  _ code: DiagnosticCode, at node: SourceNode, _ cause: String, remedy: String
) -> DiagnosticList {
  Diagnostic(
    code, at: .node(name: node.name, operator: node.operatorName), cause: cause, remedy: remedy
  ).alone
}

/// A fault at an attribute or input of a node, for `throw`.
func fault(
  _ code: DiagnosticCode, at node: SourceNode, _ detail: String, _ cause: String, remedy: String
) -> DiagnosticList {
  Diagnostic(
    code, at: .node(name: node.name, operator: node.operatorName, detail: detail), cause: cause,
    remedy: remedy
  ).alone
}
