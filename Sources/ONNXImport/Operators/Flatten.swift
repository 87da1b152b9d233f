extension OperatorImporter {
  static let flatten = OperatorImporter(
    "Flatten", inputs: 1...1, attributes: ["axis"], note: "any axis"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let axis = node.integer("axis", default: 1)
    let x = try node.input(0, "x")
    let split = try node.axis(axis, rank: x.rank, allowsEnd: true)
    let rows = x.dimensions[..<split].reduce(1, *)
    try node.reshaped(x, to: [rows, x.dimensions[split...].reduce(1, *)])
  }
}
