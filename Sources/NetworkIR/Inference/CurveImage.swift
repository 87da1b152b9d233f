import FixedPoint

extension InterpolatedCurve {
  /// Rule A30.
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    fatalError("being built")
  }

  var faults: [String] { fatalError("being built") }
}
