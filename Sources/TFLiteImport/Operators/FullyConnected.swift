extension OperatorImporter {
  static let fullyConnected = OperatorImporter(
    "FULLY_CONNECTED", code: 9, note: "constant weights and bias",
    importOperator: importFullyConnected)
}

@Sendable private func importFullyConnected(
  _ context: inout ImportContext
) throws(OperatorRefusal) {
  throw context.refuse(cause: "it is not read by this version", remedy: "wait")
}
