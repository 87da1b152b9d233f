import NetworkIR

extension OperatorImporter {
  static let transpose = OperatorImporter(
    "TRANSPOSE", code: 39, note: "constant permutation", importOperator: importTranspose)
}

@Sendable private func importTranspose(_ context: inout ImportContext) throws(OperatorRefusal) {
  try context.requireOneType(of: [0])
  let input = try context.operand(0, "input")
  let rank = context.builder[input].shape.rank
  var permutation: [Int] = []
  for number in try context.constantPerAxis(1, "permutation", rank: rank) {
    permutation.append(try context.axis(number, rank: rank, "permutation"))
  }
  try context.finish(.transpose(permutation: permutation), [input])
}
