import FixedPoint

extension InterpolatedCurve {
  /// The smallest range that holds the results over the input range (rule A30). Knots that ascend
  /// within their bounds make every step monotone, so the ends decide.
  ///
  /// - Throws: ``RangeOverflow`` where x * inputMultiplier + half leaves 32 bits.
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    let half = inputShift == 0 ? 0 : 1 << (inputShift - 1)
    let sum = try input.scaled(by: inputMultiplier).adding(IntegerRange(exactly: half))
    guard IntegerType.int32.range.contains(sum) else { throw RangeOverflow() }
    let v = sum.shiftedRight(by: inputShift)
    return IntegerRange(value(at: v.lower), value(at: v.upper))
  }

  private func value(at v: Int) -> Int {
    let r = interpolated(at: abs(v))
    switch shape {
    case .logistic: return (v >= 0 ? r + 1 << 9 : (1 << 25) - r + (1 << 9) - 1) >> 10
    case .tanh:
      return (v >= 0 ? r - 1 << 23 + 1 << 7 : (1 << 23) - r + (1 << 7) - 1) >> 8
    }
  }

  private func interpolated(at magnitude: Int) -> Int {
    let index = magnitude >> shape.indexBits
    guard index < 255 else { return shape.saturated }
    let rest = magnitude - index << shape.indexBits
    return knots[index] << shape.indexBits + rest * (knots[index + 1] - knots[index])
  }
}

extension CurveShape {
  fileprivate var indexBits: Int {
    switch self {
    case .logistic: 9
    case .tanh: 8
    }
  }

  fileprivate var saturated: Int {
    switch self {
    case .logistic: 0x7FFF << 10
    case .tanh: 0xFFFF << 8
    }
  }
}

extension InterpolatedCurve {
  var faults: [String] {
    var faults = shiftFaults(inputShift, limit: NetworkLimit.shift)
    faults += wordFaults("the multiplier", [inputMultiplier])
    // Below 65535 before the last interval, the logistic function stays below 2^15.
    let ascends = zip(knots, knots.dropFirst()).allSatisfy(<=)
    let isBounded = 32768...65535 ~= knots.first ?? 0 && 0...65535 ~= knots.last ?? -1
    if knots.count != 256 || !ascends || !isBounded || knots[254] == 65535 {
      faults.append(
        "its knots must be 256 ascending integers from 32768 to 65535, the last alone 65535")
    }
    return faults
  }
}
