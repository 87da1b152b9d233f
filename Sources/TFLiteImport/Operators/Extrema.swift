import FixedPoint
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
    guard let scalar = try scalarOperand() else {
      return try finish(.extremum(extremum), try binaryOperands().inputs)
    }
    let (range, bound) = (builder[scalar.input].range, scalar.value)
    let clamp =
      switch extremum {
      case .smallest: IntegerRange(min(range.lower, bound), bound)
      case .largest: IntegerRange(bound, max(range.upper, bound))
      }
    try finish(
      .requantize(Requantize(functions: [.shift(bits: 0, rounding: .floor, clamp: clamp)])),
      [scalar.input])
  }
}
