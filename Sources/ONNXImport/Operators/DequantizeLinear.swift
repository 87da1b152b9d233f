import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let dequantizeLinear = OperatorImporter(
    "DequantizeLinear", since: 10, inputs: 2...3, attributes: ["axis", "block_size"],
    note: "from 4, 8, 16 or 32 bits, per tensor or per axis; no blocks, no float8",
    importNode: importDequantizeLinear)
}

/// Inputs x, scale, zero point.
@Sendable private func importDequantizeLinear(_ node: inout NodeImport) throws(NodeRefusal) {
  let axis = node.integer("axis", default: 1)
  node.refuseBlocks()
  let x = try node.input(0, "x")
  let scale = try node.input(1, "scale")
  let zeroPoint = try node.optionalInput(2)
  guard quantizedTypes.contains(x.type) || x.type == .int32 else {
    throw node.refuse(
      "input x", code: .inconsistentModel, cause: "its elements are of type \(x.type.rawValue)",
      remedy: "integers of 4, 8, 16 or 32 bits are needed")
  }
  let parameters = try node.linearParameters(
    scale: scale, zeroPoint: zeroPoint, prefix: "x", for: x, axis: axis, storage: x.type)
  try node.apply(
    .dequantizeLinear(axis: parameters.axis), [x, parameters.scale, parameters.zeroPoint],
    shape: x.shape, type: scale.type)
}
