import NetworkIR

extension OperatorImporter {
  static let quantizeLinear = OperatorImporter(
    "QuantizeLinear", since: 10, inputs: 2...3,
    attributes: ["axis", "block_size", "output_dtype", "saturate"],
    note: "to 4, 8 or 16 bits, per tensor or per axis; no blocks, no float8",
    importNode: importQuantizeLinear)
}

/// Inputs x, scale, zero point.
@Sendable private func importQuantizeLinear(_ node: inout NodeImport) throws(NodeRefusal) {
  let axis = node.integer("axis", default: 1)
  node.refuseBlocks()
  _ = node.integer("saturate", default: 1)  // Only float8 heeds it.
  let declaredType = outputType(&node)
  let x = try node.input(0, "x")
  let scale = try node.input(1, "scale")
  let zeroPoint = try node.optionalInput(2)
  node.requireReal(x, "x")
  let type = declaredType ?? zeroPoint?.type ?? .uint8
  guard quantizedTypes.contains(type) else {
    throw node.refuse(
      "output", cause: "quantisation to \(type.rawValue) is not supported",
      remedy: "4, 8 and 16 bits are supported")
  }
  let parameters = try node.linearParameters(
    scale: scale, zeroPoint: zeroPoint, prefix: "y", for: x, axis: axis, storage: type)
  try node.apply(
    .quantizeLinear(axis: parameters.axis), [x, parameters.scale, parameters.zeroPoint],
    shape: x.shape, type: type)
}

private func outputType(_ node: inout NodeImport) -> SourceElementType? {
  let number = node.integer("output_dtype", default: 0)
  guard number != 0 else { return nil }
  if let type = Int32(exactly: number).flatMap(ElementTypeNumber.type(of:)) { return type }
  let name = Int32(exactly: number).map(ElementTypeNumber.name(of:)) ?? "number \(number)"
  node.refuse(
    "attribute output_dtype", cause: "quantisation to \(name) is not supported",
    remedy: "4, 8 and 16 bits are supported")
  return nil
}

extension NodeImport {
  /// Refuses the blocked form of opset 21.
  mutating func refuseBlocks() {
    let size = integer("block_size", default: 0)
    guard size != 0 else { return }
    refuse(
      "attribute block_size", cause: "blocks of \(size) are not supported",
      remedy: "per-tensor and per-axis scales are supported")
  }
}
