import FixedPoint

/// The range of each expression, kept within 32 bits as the kernel program promises.
extension IntegerRange {
  /// The part within 32 bits; a range wholly outside keeps its nearest end.
  var within32Bits: IntegerRange { clamped(to: IntegerType.int32.range) }

  func sum(_ other: IntegerRange) -> IntegerRange {
    IntegerRange(lower + other.lower, upper + other.upper).within32Bits
  }

  func difference(_ other: IntegerRange) -> IntegerRange {
    IntegerRange(lower - other.upper, upper - other.lower).within32Bits
  }

  /// The range of x * 2^n for n in `distances`.
  func shiftedLeft(by distances: IntegerRange) -> IntegerRange {
    let most = min(max(distances.upper, 0), 30)
    let least = min(max(distances.lower, 0), 30)
    return IntegerRange(
      min(lower << least, lower << most), max(upper << least, upper << most)
    ).within32Bits
  }

  /// The range of floor(x / 2^n) for n in `distances`.
  func shiftedRight(by distances: IntegerRange) -> IntegerRange {
    let most = min(max(distances.upper, 0), 31)
    let least = min(max(distances.lower, 0), 31)
    return IntegerRange(
      min(lower >> least, lower >> most), max(upper >> least, upper >> most))
  }

  func minimum(_ other: IntegerRange) -> IntegerRange {
    IntegerRange(min(lower, other.lower), min(upper, other.upper))
  }

  func maximum(_ other: IntegerRange) -> IntegerRange {
    IntegerRange(max(lower, other.lower), max(upper, other.upper))
  }

  /// What is known of a value that a better proof puts into `proved`.
  func refined(by proved: IntegerRange?) -> IntegerRange {
    guard let proved else { return self }
    return intersection(proved) ?? proved
  }
}
