import NetworkIR

extension OperatorImporter {
  static let globalAveragePool = OperatorImporter(
    "GlobalAveragePool", inputs: 1...1, note: "one or two spatial axes"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let x = try node.input(0, "x")
    node.requireReal(x, "x")
    let (window, shape) = try node.globalWindow(over: x)
    try node.apply(
      .averagePool(window, countsPadding: false), [x], shape: shape, type: x.type)
  }

  static let globalMaxPool = OperatorImporter(
    "GlobalMaxPool", inputs: 1...1, note: "one or two spatial axes"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let x = try node.input(0, "x")
    let (window, shape) = try node.globalWindow(over: x)
    try node.apply(.maxPool(window), [x], shape: shape, type: x.type)
  }
}
