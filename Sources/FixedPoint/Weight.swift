/// An integer weight as a sum of signed powers of two, in canonical signed digits.
///
/// Ternary and power-of-two weights have at most one term, any int8 weight at most four. The digits
/// are kept as two masks: bit k of `positive` is the term +2^k, bit k of `negative` the term -2^k.
package struct Weight: Hashable, Sendable {
  package let positive: UInt32
  package let negative: UInt32

  /// - Precondition: |value| < 2^30, so that every digit fits the masks.
  package init(_ value: Int) {
    precondition(abs(value) < 1 << 30, "a weight has at most 30 bits")
    var positive: UInt32 = 0
    var negative: UInt32 = 0
    for digit in canonicalSignedDigits(value) {
      let bit: UInt32 = 1 << digit.exponent
      if digit.isNegative { negative |= bit } else { positive |= bit }
    }
    self.positive = positive
    self.negative = negative
  }

  package static let zero = Weight(0)

  package var value: Int { Int(positive) - Int(negative) }
  package var isZero: Bool { positive == 0 && negative == 0 }

  /// How many signed powers of two the weight sums: the cost of multiplying by it.
  package var termCount: Int { positive.nonzeroBitCount + negative.nonzeroBitCount }

  /// The terms in ascending exponents.
  package var terms: [SignedPower] {
    (0..<32).compactMap { exponent in
      if positive >> exponent & 1 == 1 { return SignedPower(isNegative: false, exponent: exponent) }
      if negative >> exponent & 1 == 1 { return SignedPower(isNegative: true, exponent: exponent) }
      return nil
    }
  }
}
