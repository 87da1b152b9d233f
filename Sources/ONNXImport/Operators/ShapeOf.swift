import NetworkIR

extension OperatorImporter {
  static let shape = OperatorImporter(
    "Shape", inputs: 1...1, attributes: ["start", "end"], note: "folded to a constant"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let start = node.integer("start", default: 0)
    let end = node.integer("end", default: Int.max)
    let x = try node.input(0, "x")
    try node.throwIfRefused()
    let bounds = [start, end].map { $0 < 0 ? max($0 + x.rank, 0) : min($0, x.rank) }
    let sizes = bounds[0] < bounds[1] ? Array(x.dimensions[bounds[0]..<bounds[1]]) : []
    node.fold(.integer(sizes), shape: Shape([sizes.count]), type: .int64)
  }
}
