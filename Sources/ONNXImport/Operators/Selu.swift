import NetworkIR

extension OperatorImporter {
  static let selu = OperatorImporter(
    "Selu", inputs: 1...1, attributes: ["alpha", "gamma"],
    note: "real-valued; a quantiser must follow"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    // The defaults that the operator's definition gives.
    let alpha = node.float("alpha", default: 1.67326319217681884765625)
    let gamma = node.float("gamma", default: 1.05070102214813232421875)
    try node.applyFunction(.selu(alpha: alpha, gamma: gamma), try node.input(0, "x"))
  }
}
