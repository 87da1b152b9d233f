import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let reshape = OperatorImporter(
    "Reshape", since: 5, inputs: 2...2, attributes: ["allowzero"],
    note: "to a constant or computed shape, with 0 and -1",
    importNode: importReshape)
}

/// Inputs x, target shape.
@Sendable private func importReshape(_ node: inout NodeImport) throws(NodeRefusal) {
  let allowsZero = node.flag("allowzero", default: false)
  let x = try node.input(0, "x")
  let target = try node.constantIntegers(1, "shape") ?? []
  var dimensions: [Int] = []
  for (axis, size) in target.enumerated() {
    let copies = size == 0 && !allowsZero && axis < x.rank
    dimensions.append(copies ? x.shape[axis] : size)
  }
  guard let resolved = inferred(dimensions, count: x.shape.elementCount) else {
    throw node.refuse(
      "input shape", code: .inconsistentModel,
      cause:
        "\(x.shape) does not reshape to [\(target.prefix(9).map(String.init).joined(separator: "x"))]",
      remedy: "the number of elements must stay \(x.shape.elementCount)")
  }
  try node.reshaped(x, to: resolved)
}

/// The dimensions with the one -1 worked out, or nil where the elements do not come to the count.
private func inferred(_ dimensions: [Int], count: Int) -> [Int]? {
  let open = dimensions.indices.filter { dimensions[$0] == -1 }
  guard open.count <= 1, dimensions.count <= ImportLimits.rank else { return nil }
  var product = 1
  for (axis, size) in dimensions.enumerated() where !open.contains(axis) {
    guard size >= 0, size <= count else { return nil }
    product *= size  // Both factors are at most 2^26.
    guard product <= count else { return nil }
  }
  guard let axis = open.first else { return product == count ? dimensions : nil }
  guard product > 0, count % product == 0 else { return nil }
  var resolved = dimensions
  resolved[axis] = count / product
  return resolved
}
