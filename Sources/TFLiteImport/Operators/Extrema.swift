import NetworkIR

extension OperatorImporter {
  static let minimum = OperatorImporter(
    "MINIMUM", code: 57, note: "int8, int16 and int32; broadcasting"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    try context.importExtremum(.smallest)
  }

  static let maximum = OperatorImporter(
    "MAXIMUM", code: 55, note: "int8, int16 and int32; broadcasting"
  ) { (context: inout ImportContext) throws(OperatorRefusal) in
    try context.importExtremum(.largest)
  }
}

extension ImportContext {
  /// The integers are compared as they are, whatever the scales.
  fileprivate mutating func importExtremum(_ extremum: Extremum) throws(OperatorRefusal) {
    try finish(.extremum(extremum), try binaryOperands().inputs)
  }
}
