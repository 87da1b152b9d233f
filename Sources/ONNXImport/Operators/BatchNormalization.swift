import Diagnostics
import NetworkIR

extension OperatorImporter {
  static let batchNormalization = OperatorImporter(
    "BatchNormalization", since: 7, inputs: 5...5,
    attributes: ["epsilon", "momentum", "spatial", "training_mode"],
    note: "inference form, constant parameters",
    importNode: importBatchNormalization)
}

/// Inputs x, scale, bias, mean, variance; the last four [channels] along axis 1.
@Sendable private func importBatchNormalization(_ node: inout NodeImport) throws(NodeRefusal) {
  let epsilon = node.float("epsilon", default: 1e-5)
  if node.flag("training_mode", default: false) {
    node.refuse(
      "attribute training_mode", cause: "the statistics would be taken from the batch",
      remedy: "export in inference mode")
  }
  if !node.flag("spatial", default: true) {
    node.refuse(
      "attribute spatial", cause: "statistics per activation are not supported",
      remedy: "statistics per channel are")
  }
  let x = try node.input(0, "x")
  node.requireReal(x, "x")
  guard x.rank >= 2 else {
    throw node.refuse(
      "input x", code: .inconsistentModel, cause: "it has shape \(x.shape)",
      remedy: "[batch, channels, …] is needed")
  }
  var inputs = [x]
  for (index, role) in ["scale", "bias", "mean", "variance"].enumerated() {
    let parameter = try node.input(index + 1, role)
    requireChannels(&node, parameter, role, of: x)
    inputs.append(parameter)
  }
  node.requireEvery(inputs[4], "variance", "variance + epsilon above 0") {
    $0 + Double(epsilon) > 0
  }
  try node.apply(.batchNormalization(epsilon: epsilon), inputs, shape: x.shape, type: x.type)
}

private func requireChannels(
  _ node: inout NodeImport, _ parameter: Operand, _ role: String, of x: Operand
) {
  node.requireStatic(parameter, role)
  node.requireReal(parameter, role)
  guard parameter.shape != Shape([x.shape[1]]) else { return }
  node.refuse(
    "input \(role)", code: .inconsistentModel, cause: "it has shape \(parameter.shape)",
    remedy: "\(Shape([x.shape[1]])) is needed")
}
