import NetworkIR

extension OperatorImporter {
  static let leakyRelu = OperatorImporter(
    "LeakyRelu", inputs: 1...1, attributes: ["alpha"],
    note: "real-valued; a quantiser must follow"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let slope = node.float("alpha", default: 0.01)
    try node.applyFunction(.leakyRelu(slope: slope), try node.input(0, "x"))
  }
}
