import NetworkIR

extension InterpolatedCurve {
  /// A30.
  func value(at x: Int) -> Int { fatalError("being built") }
}
