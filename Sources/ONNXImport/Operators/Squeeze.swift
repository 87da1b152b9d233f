import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let squeeze = OperatorImporter(
    "Squeeze", inputs: 1...2, attributes: ["axes"], note: "constant axes"
  ) { (node: inout NodeImport) throws(NodeRefusal) in
    let x = try node.input(0, "x")
    let listed = try node.axesAttributeOrInput(1)
    let axes = try node.axes(
      listed ?? x.dimensions.indices.filter { x.shape[$0] == 1 }, rank: x.rank)
    if let axis = axes.first(where: { x.shape[$0] != 1 }) {
      node.refuse(
        "axes", code: .inconsistentModel, cause: "dimension \(axis) of \(x.shape) is not 1",
        remedy: "squeeze only dimensions of 1")
    }
    try node.reshaped(x, to: x.dimensions.indices.filter { !axes.contains($0) }.map { x.shape[$0] })
  }
}
