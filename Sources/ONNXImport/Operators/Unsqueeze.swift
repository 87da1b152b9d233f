import Diagnostics

extension OperatorImporter {
  static let unsqueeze = OperatorImporter(
    "Unsqueeze", inputs: 1...2, attributes: ["axes"], note: "constant axes"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let x = try node.input(0, "x")
    let listed = try node.axesAttributeOrInput(1) ?? []
    guard x.rank + listed.count <= ImportLimits.rank else {
      throw node.refuse(
        "axes", code: .tooLarge, cause: "the result would have \(x.rank + listed.count) dimensions",
        remedy: "up to \(ImportLimits.rank) are supported")
    }
    var dimensions = x.dimensions
    for axis in try node.axes(listed, rank: x.rank + listed.count) {
      dimensions.insert(1, at: axis)
    }
    try node.reshaped(x, to: dimensions)
  }
}
