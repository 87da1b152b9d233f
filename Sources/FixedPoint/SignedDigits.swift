/// One signed power of two, `sign * 2^exponent`.
package struct SignedPower: Hashable, Sendable {
  package let isNegative: Bool
  package let exponent: Int

  package init(isNegative: Bool, exponent: Int) {
    self.isNegative = isNegative
    self.exponent = exponent
  }

  package var value: Int { isNegative ? -(1 << exponent) : 1 << exponent }
}

/// The canonical signed digits of an integer: the unique sum of signed powers of two, with no two
/// adjacent exponents, that has the fewest terms (Reitwiesner 1960). Ascending exponents.
///
/// - Precondition: |value| < 2^61.
package func canonicalSignedDigits(_ value: Int) -> [SignedPower] {
  var digits: [SignedPower] = []
  var rest = value
  var exponent = 0
  while rest != 0 {
    if rest & 1 == 1 {
      // The last two bits decide: ...01 takes +1, ...11 takes -1 and carries.
      let isNegative = rest & 3 == 3
      digits.append(SignedPower(isNegative: isNegative, exponent: exponent))
      rest -= isNegative ? -1 : 1
    }
    rest >>= 1
    exponent += 1
  }
  return digits
}
