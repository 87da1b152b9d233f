import FixedPoint

/// What the run found about ranges.
struct RangeLog {
  /// Signed results that were shown to fit their type, and those that were not, by place.
  var fitting = 0
  private(set) var misfits: [TextPosition: String] = [:]
  /// The last of those, and how often there was one.
  private(set) var latest: (position: TextPosition, count: Int)?
  /// Stated ranges that were derived again, and those that were not, by place.
  var derived = 0
  var underived: [TextPosition: String] = [:]

  mutating func note(_ misfit: String, at position: TextPosition) {
    misfits[position] = misfit
    latest = (position, (latest?.count ?? 0) + 1)
  }
}

extension Machine {
  /// Notes whether a value is shown to fit a type.
  func checkFits(_ value: SymbolicValue, _ type: IntegerType, _ position: TextPosition) {
    var range = graph.range(value)
    if !type.range.contains(range) { range = graph.exactRange(value) }
    if !type.range.contains(range) { range = observer.exhaustiveRange(value, in: self) ?? range }
    if type.range.contains(range) {
      rangeLog.fitting += 1
    } else {
      rangeLog.note("\(range) is not shown to fit \(type.bits) bits", at: position)
    }
  }

  /// Notes whether a value is shown to keep its stated range.
  func checkStated(
    _ value: Operand, _ lower: Operand, _ upper: Operand, _ position: TextPosition
  ) {
    guard case .integer(let value, _) = value, case .integer(.constant(let lower), _) = lower,
      case .integer(.constant(let upper), _) = upper, lower <= upper
    else { return }
    let stated = IntegerRange(lower, upper)
    var range = graph.range(value)
    if !stated.contains(range) { range = graph.exactRange(value) }
    if !stated.contains(range) { range = observer.exhaustiveRange(value, in: self) ?? range }
    if stated.contains(range) {
      rangeLog.derived += 1
    } else {
      rangeLog.underived[position] = "\(range) derived, \(stated) stated"
    }
  }
}
