import NetworkIR

extension OperatorImporter {
  static let minimum = OperatorImporter(
    "Min", inputs: 1...anyNumber, note: "one tensor and constants of one element",
    importNode: importMinimum)

  static let maximum = OperatorImporter(
    "Max", inputs: 1...anyNumber, note: "one tensor and constants of one element",
    importNode: importMaximum)
}

@Sendable private func importMinimum(_ node: inout NodeImport) throws(NodeRefusal) {
  let (x, bounds) = try tensorAndBounds(&node)
  try node.applyClamp(.clip(lower: nil, upper: bounds.min()), x)
}

@Sendable private func importMaximum(_ node: inout NodeImport) throws(NodeRefusal) {
  let (x, bounds) = try tensorAndBounds(&node)
  try node.applyClamp(.clip(lower: bounds.max(), upper: nil), x)
}

/// Splits the inputs into the one tensor and the values of the constants.
private func tensorAndBounds(
  _ node: inout NodeImport
) throws(NodeRefusal) -> (Operand, [Double]) {
  let operands = try node.allInputs()
  let tensors = operands.filter { $0.scalar == nil }
  guard tensors.count == 1 else {
    throw node.refuse(
      cause: "\(tensors.count) of its inputs are no constants of one element",
      remedy: "one tensor and constants of one element are supported")
  }
  let constants = operands.filter { $0.scalar != nil }
  for constant in constants { node.requireFits(constant, "constant", into: tensors[0]) }
  return (tensors[0], constants.compactMap(\.scalar))
}
