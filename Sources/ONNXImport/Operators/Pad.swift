import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let pad = OperatorImporter(
    "Pad", inputs: 1...4, attributes: ["mode", "pads", "value"],
    note: "constant mode, constant pads of at least 0", importNode: importPad)
}

/// Inputs x, pads, value, axes (pads and value are attributes before operator set 11).
@Sendable private func importPad(_ node: inout NodeImport) throws(NodeRefusal) {
  let mode = node.string("mode", default: "constant")
  if mode != "constant" {
    node.refuse(
      "attribute mode", cause: "mode \"\(mode.prefix(40))\" is not supported",
      remedy: "constant padding is")
  }
  let valueAttribute = Double(node.float("value", default: 0))
  let padsAttribute = node.integers("pads")
  let x = try node.input(0, "x")
  let pads = try node.constantIntegers(1, "pads") ?? padsAttribute ?? []
  let value = try paddingValue(&node) ?? valueAttribute
  let axes = try node.constantIntegers(3, "axes") ?? Array(x.dimensions.indices)
  let (before, after) = try amounts(&node, pads, axes: axes, of: x)
  let dimensions = x.dimensions.indices.map { x.shape[$0] + before[$0] + after[$0] }
  try node.apply(
    .pad(before: before, after: after, value: value), [x], shape: try node.shape(dimensions),
    type: x.type)
}

private func paddingValue(_ node: inout NodeImport) throws(NodeRefusal) -> Double? {
  guard let value = try node.optionalInput(2) else { return nil }
  return try node.constantScalar(value, "value")
}

/// Padding before and after every axis, from the pads of the listed axes.
private func amounts(
  _ node: inout NodeImport, _ pads: [Int], axes: [Int], of x: Operand
) throws(NodeRefusal) -> (before: [Int], after: [Int]) {
  _ = try node.axes(axes, rank: x.rank)  // Distinct and in range.
  guard pads.count == 2 * axes.count else {
    throw node.refuse(
      "pads", code: .inconsistentModel, cause: "it has \(pads.count) entries",
      remedy: "\(2 * axes.count) are needed")
  }
  if let pad = pads.first(where: { !(0...ImportLimits.dimension).contains($0) }) {
    throw node.refuse(
      "pads", cause: "it holds \(pad)", remedy: "pads of at least 0 are supported")
  }
  var before = Array(repeating: 0, count: x.rank)
  var after = before
  for (position, axis) in axes.enumerated() {
    let resolved = axis < 0 ? axis + x.rank : axis
    before[resolved] = pads[position]
    after[resolved] = pads[axes.count + position]
  }
  return (before, after)
}
