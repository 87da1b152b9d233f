import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let constantOfShape = OperatorImporter(
    "ConstantOfShape", since: 9, inputs: 1...1, attributes: ["value"], note: "constant shape",
    importNode: importConstantOfShape)
}

@Sendable private func importConstantOfShape(_ node: inout NodeImport) throws(NodeRefusal) {
  let (value, type) = try filling(&node)
  let dimensions = try node.constantIntegers(0, "shape") ?? []
  let shape = try node.shape(dimensions)
  let count = shape.elementCount
  guard node.canFold(count) else {
    throw node.refuse(
      "output", code: .tooLarge, cause: "it would have \(count) elements",
      remedy: "up to \(ImportLimits.foldedElements) are supported")
  }
  switch value {
  case .real(let reals):
    node.fold(.real(Array(repeating: reals[0], count: count)), shape: shape, type: type)
  case .integer(let integers):
    node.fold(.integer(Array(repeating: integers[0], count: count)), shape: shape, type: type)
  }
}

/// The one value to fill with; 0 of type float32 by default.
private func filling(
  _ node: inout NodeImport
) throws(NodeRefusal) -> (SourceConstant, SourceElementType) {
  switch node.node.attributes["value"] {
  case nil: return (.real([0]), .float32)
  case .brokenTensor: throw NodeRefusal()
  case .tensor(let tensor):
    if let constant = tensor.constant, constant.count == 1 { return (constant, tensor.type) }
    fallthrough
  case .some:
    throw node.refuse(
      "attribute value", code: .inconsistentModel, cause: "it is no tensor of one element",
      remedy: "a tensor of one element is needed")
  }
}
