import NetworkIR

extension OperatorImporter {
  static let averagePool = OperatorImporter(
    "AveragePool", inputs: 1...1, attributes: WindowAttributes.names.union(["count_include_pad"]),
    note: "1-D and 2-D; ceil_mode without count_include_pad", importNode: importAveragePool)
}

@Sendable private func importAveragePool(_ node: inout NodeImport) throws(NodeRefusal) {
  let attributes = node.windowAttributes()
  let countsPadding = node.flag("count_include_pad", default: false)
  if countsPadding && attributes.roundsUp {
    node.refuse(
      "attribute ceil_mode", cause: "executors divide partial windows differently",
      remedy: "use ceil_mode 0 or count_include_pad 0")
  }
  let x = try node.input(0, "x")
  node.requireReal(x, "x")
  let (window, shape) = try node.poolingWindow(attributes, over: x)
  try node.apply(
    .averagePool(window, countsPadding: countsPadding), [x], shape: shape, type: x.type)
}
