import NetworkIR

// Nodes that become several source nodes, the last of which give the file's tensors.
extension NodeImport {
  /// Emits a node whose outputs all are intermediate tensors.
  mutating func applyAll(
    _ operation: SourceOperation, _ inputs: [Operand],
    outputs: [(suffix: String, shape: Shape)], type: SourceElementType
  ) throws(NodeRefusal) -> [Operand] {
    refuseEmpty(inputs)
    try throwIfRefused()
    let isVariable = inputs.contains { $0.isVariable }
    let tensors = outputs.map {
      SourceTensor(name: freshName($0.suffix), shape: $0.shape, type: type)
    }
    emit(
      EmittedNode(
        name: node.name, operatorName: node.operatorName, operation: operation,
        inputs: inputs.map(\.tensor), outputs: tensors))
    return tensors.map { Operand($0, isVariable: isVariable) }
  }

  /// Makes an intermediate tensor, reshaped, one of the node's outputs; nothing where the file leaves
  /// that output out.
  mutating func give(_ index: Int, _ x: Operand, shape: Shape) {
    guard index < node.outputs.count, !node.outputs[index].isEmpty else { return }
    let tensor = SourceTensor(name: node.outputs[index], shape: shape, type: x.type)
    emit(
      EmittedNode(
        name: tensor.name, operatorName: node.operatorName, operation: .reshape,
        inputs: [x.tensor], outputs: [tensor]))
    bind(index, to: Operand(tensor, isVariable: x.isVariable))
  }
}
