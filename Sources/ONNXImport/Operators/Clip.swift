import NetworkIR

extension OperatorImporter {
  static let clip = OperatorImporter(
    "Clip", inputs: 1...3, attributes: ["min", "max"], note: "constant bounds, either left out",
    importNode: importClip)
}

/// Inputs x, lower and upper bound (attributes before operator set 11).
@Sendable private func importClip(_ node: inout NodeImport) throws(NodeRefusal) {
  let lowest = boundAttribute(&node, "min")
  let highest = boundAttribute(&node, "max")
  let x = try node.input(0, "x")
  let lower = try bound(&node, 1, "min") ?? lowest
  let upper = try bound(&node, 2, "max") ?? highest
  // The upper bound wins where the two are out of order.
  let limit = upper ?? .infinity
  try node.applyClamp(.clip(lower: lower.map { min($0, limit) }, upper: upper), x)
}

private func boundAttribute(_ node: inout NodeImport, _ name: String) -> Double? {
  node.node.attributes[name] == nil ? nil : Double(node.float(name, default: 0))
}

private func bound(
  _ node: inout NodeImport, _ index: Int, _ role: String
) throws(NodeRefusal) -> Double? {
  guard let operand = try node.optionalInput(index) else { return nil }
  return try node.constantScalar(operand, role)
}

extension NodeImport {
  /// The value of an operand that must be a constant of one element.
  mutating func constantScalar(_ operand: Operand, _ role: String) throws(NodeRefusal) -> Double {
    guard let scalar = operand.scalar else {
      throw refuse(
        "input \(role)", cause: "it is not a constant of one element",
        remedy: "one constant value for the whole tensor is supported")
    }
    return scalar
  }
}
