import NetworkIR

extension OperatorImporter {
  static let reduceMean = OperatorImporter(
    "ReduceMean", inputs: 1...2, attributes: ["axes", "keepdims", "noop_with_empty_axes"],
    note: "over spatial axes of [1, channels, spatial…]", importNode: importReduceMean)
}

/// Inputs x, axes (an attribute before operator set 18).
@Sendable private func importReduceMean(_ node: inout NodeImport) throws(NodeRefusal) {
  let keepsAxes = node.flag("keepdims", default: true)
  let isNoOperation = node.flag("noop_with_empty_axes", default: false)
  let x = try node.input(0, "x")
  node.requireReal(x, "x")
  let listed = try node.axesAttributeOrInput(1) ?? []
  if listed.isEmpty && isNoOperation { return try node.passThrough(x) }
  let axes = try node.axes(listed, rank: x.rank)
  guard !axes.isEmpty, axes.allSatisfy({ $0 >= 2 }) else {
    throw node.refuse(
      "axes",
      cause:
        "the mean over axes \(axes.isEmpty ? "all" : "\(axes)") of \(x.shape) is not supported",
      remedy: "the mean over spatial axes, 2 and up, is")
  }
  let (window, shape) = try node.globalWindow(over: x, axes: axes)
  let operation = SourceOperation.averagePool(window, countsPadding: false)
  if keepsAxes {
    try node.apply(operation, [x], shape: shape, type: x.type)
  } else {
    let mean = try node.apply(operation, [x], suffix: "mean", shape: shape, type: x.type)
    let kept = shape.dimensions.indices.filter { !axes.contains($0) }
    try node.reshaped(mean, to: kept.map { shape[$0] })
  }
}
