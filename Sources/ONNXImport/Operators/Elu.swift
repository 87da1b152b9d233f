import NetworkIR

extension OperatorImporter {
  static let elu = OperatorImporter(
    "Elu", inputs: 1...1, attributes: ["alpha"], note: "real-valued; a quantiser must follow"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let alpha = node.float("alpha", default: 1)
    try node.applyFunction(.elu(alpha: alpha), try node.input(0, "x"))
  }
}
