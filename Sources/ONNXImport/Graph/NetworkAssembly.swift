import NetworkIR

/// Numbers the tensors of emitted nodes and leaves out what no output needs.
struct NetworkAssembly {
  private let emitted: [EmittedNode]
  private var tensors: [SourceTensor] = []
  private var identities: [String: SourceTensorID] = [:]

  init(_ emitted: [EmittedNode]) { self.emitted = emitted }

  /// - Parameter emitted: in topological order, tensor names unique.
  consuming func network(
    name: String, inputs: [SourceTensor], outputs: [SourceTensor]
  ) -> SourceNetwork {
    let inputs = inputs.map { identity(of: $0) }
    let nodes = neededNodes(for: outputs).map { node in
      SourceNode(
        name: node.name, operatorName: node.operatorName, operation: node.operation,
        inputs: node.inputs.map { identity(of: $0) },
        outputs: node.outputs.map { identity(of: $0) })
    }
    let outputs = outputs.map { identity(of: $0) }
    return SourceNetwork(
      name: name, tensors: tensors, nodes: nodes, inputs: inputs, outputs: outputs)
  }

  private func neededNodes(for outputs: [SourceTensor]) -> [EmittedNode] {
    var needed = Set(outputs.map(\.name))
    var nodes: [EmittedNode] = []
    for node in emitted.reversed() where node.outputs.contains(where: { needed.contains($0.name) })
    {
      needed.formUnion(node.inputs.map(\.name))
      nodes.append(node)
    }
    return nodes.reversed()
  }

  private mutating func identity(of tensor: SourceTensor) -> SourceTensorID {
    if let known = identities[tensor.name] { return known }
    let identity = SourceTensorID(tensors.count)
    tensors.append(tensor)
    identities[tensor.name] = identity
    return identity
  }
}
