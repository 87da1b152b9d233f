import NetworkIR

extension OperatorImporter {
  static let hardSigmoid = OperatorImporter(
    "HardSigmoid", inputs: 1...1, attributes: ["alpha", "beta"],
    note: "real-valued; a quantiser must follow"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let slope = node.float("alpha", default: 0.2)
    let offset = node.float("beta", default: 0.5)
    try node.applyFunction(.hardSigmoid(slope: slope, offset: offset), try node.input(0, "x"))
  }
}
