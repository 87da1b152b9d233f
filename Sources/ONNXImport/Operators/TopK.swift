import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let topK = OperatorImporter(
    "TopK", inputs: 1...2, outputs: 1...2, attributes: ["axis", "k", "largest", "sorted"],
    note: "the k largest, sorted; constant k", importNode: importTopK)
}

/// Inputs x, k (an attribute before operator set 10); outputs values and indices.
@Sendable private func importTopK(_ node: inout NodeImport) throws(NodeRefusal) {
  let declaredAxis = node.integer("axis", default: -1)
  let attribute = node.integer("k", default: 0)
  for name in ["largest", "sorted"] where !node.flag(name, default: true) {
    node.refuse("attribute \(name)", cause: "0 is not supported", remedy: "1 is")
  }
  let x = try node.input(0, "x")
  let listed = try node.constantIntegers(1, "k")
  let axis = try node.axis(declaredAxis, rank: x.rank)
  let count = listed.map { $0.count == 1 ? $0[0] : 0 } ?? attribute
  guard count >= 1, count <= x.shape[axis] else {
    throw node.refuse(
      "k", code: .inconsistentModel, cause: "it does not select from \(x.shape[axis]) elements",
      remedy: "1 to \(x.shape[axis]) is needed")
  }
  var dimensions = x.dimensions
  dimensions[axis] = count
  let shape = try node.shape(dimensions)
  try node.produceAll(
    .topK(count: count, axis: axis), [x], outputs: [(shape, x.type), (shape, .int64)])
}
