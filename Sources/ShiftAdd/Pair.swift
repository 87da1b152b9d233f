/// A term of a sum while sharing is sought: a signed power of two times a value, in eight bytes.
struct Digit: Hashable {
  /// An input, or the number of inputs plus a node's number.
  var value: Int32
  var exponent: Int16
  var isNegative: Bool

  /// The term with its value replaced by a term: signs and powers multiply.
  func scaled(by factor: Digit) -> Digit {
    Digit(
      value: value, exponent: exponent + factor.exponent,
      isNegative: isNegative != factor.isNegative)
  }
}

/// Two terms up to a common sign and shift: equal pairs compute the same value up to sign and
/// shift. The term of the lower value, then of the lower exponent, comes first.
struct Pair: Hashable {
  /// 24 bits a value, 9 for the shift from the first exponent to the second, 1 for the sign.
  let bits: UInt64

  init(bits: UInt64) { self.bits = bits }

  /// - Precondition: Values below 2^24, exponents less than 256 apart.
  init(_ left: Digit, _ right: Digit) {
    let isOrdered =
      left.value != right.value ? left.value < right.value : left.exponent <= right.exponent
    let (first, second) = isOrdered ? (left, right) : (right, left)
    let shift = UInt64(Int(second.exponent) - Int(first.exponent) + 256)
    let sign: UInt64 = first.isNegative != second.isNegative ? 1 : 0
    bits = UInt64(first.value) << 34 | UInt64(second.value) << 10 | shift << 1 | sign
  }

  var first: Int32 { Int32(bits >> 34) }
  var second: Int32 { Int32(bits >> 10 & 0xff_ffff) }
  var shift: Int { Int(bits >> 1 & 0x1ff) - 256 }
  var isDifference: Bool { bits & 1 == 1 }
}

/// Bits that depend on the seed alone (SplitMix64; Steele, Lea and Flood 2014).
struct SeededBits {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ (bits >> 27)) &* 0x94d0_49bb_1331_11eb
    return bits ^ (bits >> 31)
  }

  /// A number from 0 to bound - 1.
  ///
  /// - Precondition: bound > 0.
  mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }
}
