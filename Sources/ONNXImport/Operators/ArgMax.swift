import NetworkIR

extension OperatorImporter {
  static let argMax = OperatorImporter(
    "ArgMax", inputs: 1...1, attributes: ["axis", "keepdims", "select_last_index"],
    note: "any axis; ties to the lowest or the highest index"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let declaredAxis = node.integer("axis", default: 0)
    let keepsAxis = node.flag("keepdims", default: true)
    let selectsLast = node.flag("select_last_index", default: false)
    let x = try node.input(0, "x")
    let axis = try node.axis(declaredAxis, rank: x.rank)
    var dimensions = x.dimensions
    if keepsAxis { dimensions[axis] = 1 } else { dimensions.remove(at: axis) }
    try node.apply(
      .argMax(axis: axis, keepsAxis: keepsAxis, selectsLast: selectsLast), [x],
      shape: try node.shape(dimensions), type: .int64)
  }
}
