import NetworkIR

extension OperatorImporter {
  static let tanh = OperatorImporter(
    "TANH", code: 28, note: "int8 and int16; output scale 1/128 or 1/32768",
    importOperator: importTanh)
}

@Sendable private func importTanh(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.importSigmoid(.tanh)
}
