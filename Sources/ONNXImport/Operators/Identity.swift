import NetworkIR

extension OperatorImporter {
  static let identity = OperatorImporter("Identity", inputs: 1...1, note: "any type") {
    (node: inout NodeImport) throws(NodeRefusal) in
    try node.passThrough(try node.input(0, "x"))
  }
}

extension NodeImport {
  /// Makes the output x itself; a constant stays one.
  mutating func passThrough(_ x: Operand) throws(NodeRefusal) {
    if let values = x.tensor.constant {
      try throwIfRefused()
      return share(values, shape: x.shape, type: x.type)
    }
    try apply(.identity, [x], shape: x.shape, type: x.type)
  }
}
