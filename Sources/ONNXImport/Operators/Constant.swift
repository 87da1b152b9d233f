import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let constant = OperatorImporter(
    "Constant", inputs: 0...0,
    attributes: ["value", "value_float", "value_floats", "value_int", "value_ints"],
    note: "dense numeric tensors", importNode: importConstant)
}

@Sendable private func importConstant(_ node: inout NodeImport) throws(NodeRefusal) {
  guard node.node.attributes.count == 1, let value = node.node.attributes.values.first else {
    throw node.refuse(
      code: .inconsistentModel, cause: "it has \(node.node.attributes.count) values",
      remedy: "exactly one is needed")
  }
  switch value {
  case .tensor(let tensor):
    guard let values = tensor.constant else { throw NodeRefusal() }
    node.share(values, shape: tensor.shape, type: tensor.type)
  case .float(let number): try foldReals(&node, [number], shape: .scalar)
  case .floats(let numbers): try foldReals(&node, numbers, shape: Shape([numbers.count]))
  case .integer(let number): node.share(.integer([number]), shape: .scalar, type: .int64)
  case .integers(let numbers):
    node.share(.integer(numbers), shape: Shape([numbers.count]), type: .int64)
  case .brokenTensor: throw NodeRefusal()
  case .string, .strings, .graph, .other:
    throw node.refuse(cause: "its value is \(value.kind)", remedy: "a dense tensor is needed")
  }
}

private func foldReals(
  _ node: inout NodeImport, _ numbers: [Float], shape: Shape
) throws(NodeRefusal) {
  guard numbers.allSatisfy(\.isFinite) else {
    throw node.refuse(
      code: .nonFiniteConstant, cause: "it holds a number that is not finite",
      remedy: "every constant must be finite")
  }
  node.share(.real(numbers.map(Double.init)), shape: shape, type: .float32)
}
