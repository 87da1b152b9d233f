import NetworkIR

extension OperatorImporter {
  static let pRelu = OperatorImporter(
    "PRelu", since: 7, inputs: 2...2, note: "one constant slope for the whole tensor"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let x = try node.input(0, "x")
    let slope = try node.input(1, "slope")
    node.requireFits(slope, "slope", into: x)
    let value = try node.constantScalar(slope, "slope")
    try node.applyFunction(.leakyRelu(slope: Float(value)), x)
  }
}
