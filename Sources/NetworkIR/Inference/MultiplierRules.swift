import FixedPoint

extension FixedPointMultiplier {
  var faults: [String] {
    var faults: [String] = []
    if multiplier.magnitude >= 1 << 31 {
      faults.append("the multiplier \(multiplier) does not lie between -2^31 and 2^31")
    }
    if !(scheme.shifts ~= shift) {
      faults.append(
        "it scales by 2^\(shift); \(scheme.shifts.lowerBound) to \(scheme.shifts.upperBound) is "
          + "allowed for \(scheme.rawValue)")
    }
    return faults + shiftFaults(inputShift, limit: NetworkLimit.shift)
      + wordFaults("the offset", [inputOffset, outputOffset])
  }
}

extension ScalingScheme {
  /// The shifts that the reference's words can do.
  package var shifts: ClosedRange<Int> {
    switch self {
    case .doubleRounding, .singleRounding: -31...30
    case .reducedTo16: -31...14
    }
  }
}

/// Rule A28 asks for one sign of x + inputOffset.
func bySignFaults(_ negative: FixedPointMultiplier, _ other: FixedPointMultiplier) -> [String] {
  let faults = negative.faults + other.faults
  return negative.inputOffset == other.inputOffset
    ? faults
    : faults + [
      "its branches have the input offsets \(negative.inputOffset) and \(other.inputOffset)"
    ]
}

extension Quotient {
  var faults: [String] {
    let isDivisor = 1...IntegerType.int32.range.upper ~= divisor
    return (isDivisor ? [] : ["the divisor \(divisor) is below 1 or above 32 signed bits"])
      + wordFaults("the offset", [inputOffset, outputOffset])
  }
}
