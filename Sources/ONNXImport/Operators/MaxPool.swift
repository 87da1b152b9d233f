import NetworkIR

extension OperatorImporter {
  static let maxPool = OperatorImporter(
    "MaxPool", inputs: 1...1, attributes: WindowAttributes.names.union(["storage_order"]),
    note: "1-D and 2-D, without indices", importNode: importMaxPool)
}

@Sendable private func importMaxPool(_ node: inout NodeImport) throws(NodeRefusal) {
  let attributes = node.windowAttributes()
  let x = try node.input(0, "x")
  let (window, shape) = try node.poolingWindow(attributes, over: x)
  try node.apply(.maxPool(window), [x], shape: shape, type: x.type)
}
