import FixedPoint

extension FixedPointMultiplier {
  /// The smallest range that holds the results over the input range (rules A25 to A27): every step
  /// is monotone, so the ends decide.
  ///
  /// - Throws: ``RangeOverflow`` where a value leaves the 32 bits that the reference has for it (it
  ///   would wrap), or a product 62 bits.
  package func image(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    let scaled = try scaledRange(of: try shiftedRange(of: input)).word()
    return try scaled.adding(IntegerRange(exactly: outputOffset)).word().clamped(to: clamp)
  }

  /// The smallest range that holds v = (x + inputOffset) * 2^inputShift.
  package func shiftedRange(of input: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    if !IntegerType.int32.range.contains(input) {
      // Sums of int16 inputs are taken as they are.
      guard inputOffset == 0, inputShift == 0, effectiveMultiplier >= 0,
        IntegerRange.wideAccumulator.contains(input)
      else { throw RangeOverflow() }
      return input
    }
    return try input.adding(IntegerRange(exactly: inputOffset)).word().shiftedLeft(by: inputShift)
      .word()
  }

  /// What the scheme multiplies with.
  package var effectiveMultiplier: Int {
    switch scheme {
    case .doubleRounding, .singleRounding: multiplier
    case .reducedTo16: min((multiplier + 1 << 15) >> 16, 0x7FFF)
    }
  }

  private func scaledRange(of v: IntegerRange) throws(RangeOverflow) -> IntegerRange {
    switch scheme {
    case .doubleRounding:
      let left = try v.shiftedLeft(by: max(shift, 0))
      let high = try rounded(try v.isWord ? left.word() : left, dividedByPowerOfTwo: 31)
      let divide = { Rounding.halfAwayFromZero.divide($0, byPowerOfTwo: max(-self.shift, 0)) }
      return IntegerRange(divide(high.lower), divide(high.upper))
    case .singleRounding: return try rounded(v, dividedByPowerOfTwo: 31 - shift)
    case .reducedTo16: return try rounded(v, dividedByPowerOfTwo: 15 - shift)
    }
  }

  /// floor((v * multiplier + 2^(bits - 1)) / 2^bits).
  private func rounded(
    _ v: IntegerRange, dividedByPowerOfTwo bits: Int
  ) throws(RangeOverflow) -> IntegerRange {
    guard v.isWord else {
      return wideRounded(v, dividedByPowerOfTwo: bits)
    }
    let sum = try v.scaled(by: effectiveMultiplier).adding(IntegerRange(exactly: 1 << (bits - 1)))
    guard IntegerRange(-1 << 62, 1 << 62).contains(sum) else { throw RangeOverflow() }
    return sum.shiftedRight(by: bits)
  }

  /// The same for a sum of up to 47 bits, shifted left by up to 30 in A25, and a multiplier that is
  /// not negative: within 107 bits.
  private func wideRounded(_ v: IntegerRange, dividedByPowerOfTwo bits: Int) -> IntegerRange {
    func quotient(_ x: Int) -> Int {
      let product = Int128(x) * Int128(effectiveMultiplier) + Int128(1) << (bits - 1)
      return Int(clamping: product >> bits)
    }
    return IntegerRange(quotient(v.lower), quotient(v.upper))
  }
}

extension RequantizeFunction {
  /// The hull of both branches, each over the inputs that reach it (rule A28).
  static func imageBySign(
    negative: FixedPointMultiplier, other: FixedPointMultiplier, of input: IntegerRange
  ) throws(RangeOverflow) -> IntegerRange {
    let firstOther = -other.inputOffset
    let below = IntegerRange(checking: input.lower, min(input.upper, firstOther - 1))
    let rest = IntegerRange(checking: max(input.lower, firstOther), input.upper)
    guard let below else { return try other.image(of: input) }
    guard let rest else { return try negative.image(of: input) }
    return try negative.image(of: below).union(try other.image(of: rest))
  }
}

extension IntegerRange {
  fileprivate var isWord: Bool { IntegerType.int32.range.contains(self) }

  /// The range itself, if 32 signed bits hold it.
  fileprivate func word() throws(RangeOverflow) -> IntegerRange {
    guard isWord else { throw RangeOverflow() }
    return self
  }
}
