import Diagnostics
import NetworkIR

/// Reads the real-valued meaning of a source graph.
///
/// - Throws: E0302 for operators and forms that discretisation does not know; all of them at once.
package func floatNetwork(_ source: SourceNetwork) throws(DiagnosticList) -> FloatNetwork {
  var reading = FloatReading(source)
  try reading.readInput()
  for node in source.nodes { reading.read(node) }
  return try reading.finish()
}

/// Walks the source graph once.
struct FloatReading {
  enum Value {
    case constant(FloatConstant)
    case node(Int)
    case faulty
  }

  let source: SourceNetwork
  var nodes: [FloatNode] = []
  var faults = DiagnosticList()
  var values: [SourceTensorID: Value] = [:]
  private let userCounts: [SourceTensorID: Int]

  init(_ source: SourceNetwork) {
    self.source = source
    var counts: [SourceTensorID: Int] = [:]
    for id in source.nodes.flatMap(\.inputs) + source.outputs { counts[id, default: 0] += 1 }
    userCounts = counts
  }

  mutating func readInput() throws(DiagnosticList) {
    guard source.inputs.count == 1, source.outputs.count == 1 else {
      throw Diagnostic(
        .unsupportedForm, at: .file(source.name),
        cause: "it has \(source.inputs.count) inputs and \(source.outputs.count) outputs",
        remedy: "discretisation takes networks of one input and one output"
      ).alone
    }
    addInput(source.inputs[0])
  }

  mutating func addInput(_ id: SourceTensorID) {
    let tensor = source[id]
    values[id] = .node(nodes.count)
    nodes.append(
      FloatNode(
        name: tensor.name, operatorName: "Input", outputName: tensor.name, operation: .input,
        inputs: [], shape: tensor.shape))
  }

  mutating func read(_ node: SourceNode) {
    let inputs = node.inputs.map { value(of: $0) }
    var result = Value.faulty
    let constants = inputs.compactMap(\.constant)
    do throws(DiagnosticList) {
      if inputs.contains(where: \.isFaulty) {
        result = .faulty
      } else if case .recurrence(let recurrence) = node.operation {
        return try read(recurrence, node, inputs)
      } else if constants.count == inputs.count {
        guard let value = constantValue(of: node, constants, shape: shape(of: node)) else {
          throw unsupported(node, "all of its inputs are constant", "fold constants at export")
        }
        result = .constant(value)
      } else {
        result = .node(try translated(node, inputs))
      }
    } catch {
      faults.add(contentsOf: error)
    }
    for output in node.outputs { values[output] = result }
  }

  func value(of id: SourceTensorID) -> Value {
    if let constant = FloatConstant(source[id]) { return .constant(constant) }
    return values[id] ?? .faulty
  }

  func shape(of node: SourceNode) -> Shape { source[node.outputs[0]].shape }

  /// Whether nothing else reads the value.
  func hasOneUser(_ id: SourceTensorID) -> Bool { userCounts[id] == 1 }

  /// Whether anything reads the value.
  func isUsed(_ id: SourceTensorID) -> Bool { userCounts[id] != nil }

  mutating func add(_ node: SourceNode, _ operation: FloatOperation, _ inputs: [Int]) -> Int {
    nodes.append(
      FloatNode(
        name: node.name, operatorName: node.operatorName, outputName: source[node.outputs[0]].name,
        operation: operation, inputs: inputs, shape: shape(of: node)))
    return nodes.count - 1
  }

  mutating func finish() throws(DiagnosticList) -> FloatNetwork {
    try faults.throwIfErrors()
    guard case .node(let output) = value(of: source.outputs[0]) else {
      throw Diagnostic(
        .constantOutput, at: .tensor(source[source.outputs[0]].name),
        cause: "the output does not depend on the input", remedy: "export the network again"
      ).alone
    }
    return FloatNetwork(name: source.name, nodes: nodes, output: output)
  }
}

extension FloatReading.Value {
  var constant: FloatConstant? { if case .constant(let constant) = self { constant } else { nil } }
  var isFaulty: Bool { if case .faulty = self { true } else { false } }
}

func unsupported(_ node: SourceNode, _ cause: String, _ remedy: String) -> DiagnosticList {
  Diagnostic(
    .unsupportedForm, at: .node(name: node.name, operator: node.operatorName), cause: cause,
    remedy: remedy
  ).alone
}
