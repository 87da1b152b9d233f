import FixedPoint

// The reference's functions of 32-bit fixed-point numbers, on integers, for tables that are made at
// import (rule B20). Qn stands for n bits behind the point. Every argument and result fits 32 bits.

/// a * b / 2^31, halves upwards: the product of two numbers in Q31.
func highProduct(_ first: Int, _ second: Int) -> Int {
  (first * second + (1 << 30)) >> 31
}

/// value / 2^bits, halves away from zero.
func roundedShift(_ value: Int, _ bits: Int) -> Int {
  Rounding.halfAwayFromZero.divide(value, byPowerOfTwo: bits)
}

/// value * 2^bits within 32 bits.
func saturatedShift(_ value: Int, _ bits: Int) -> Int {
  // |value| < 2^31, and no caller shifts by more than 5.
  limited(value << bits, to: IntegerType.int32.range)
}

func limited(_ value: Int, to range: IntegerRange) -> Int {
  min(max(value, range.lower), range.upper)
}

/// exp(a) in Q31 for a number at most 0 in Q(31 - integerBits), integerBits from 3 to 5.
func exponential(_ raw: Int, integerBits: Int) -> Int {
  guard raw != 0 else { return one }
  let fraction = 31 - integerBits
  let quarter = 1 << (fraction - 2)
  let rest = (raw & (quarter - 1)) - quarter
  var result = exponentialNearZero(saturatedShift(rest, integerBits))
  for (index, factor) in exponentialFactors.prefix(integerBits + 2).enumerated()
  where (rest - raw) >> (fraction - 2 + index) & 1 == 1 {
    result = highProduct(result, factor)
  }
  return result
}

/// exp(a) in Q31 for a in [-1/4, 0) in Q31, by the Taylor polynomial around -1/8.
private func exponentialNearZero(_ raw: Int) -> Int {
  let constant = 1_895_147_668
  let x = raw + (1 << 28)
  let square = highProduct(x, x)
  let cube = highProduct(square, x)
  let fourth = highProduct(square, square)
  let upper = highProduct(roundedShift(fourth, 2) + cube, 715_827_883) + square
  return constant + highProduct(constant, x + roundedShift(upper, 1))
}

/// exp(-2^k) in Q31 for k from -2 on.
private let exponentialFactors = [
  1_672_461_947, 1_302_514_674, 790_015_084, 290_630_308, 39_332_535, 720_401, 242,
]

/// 1 as Q31 has it.
private let one = (1 << 31) - 1

/// 1 / (1 + a) in Q31 for a from 0 to 1 in Q31.
func reciprocalOfOnePlus(_ raw: Int) -> Int {
  saturatedShift(doubledReciprocal(ofHalf: (raw + (1 << 31)) >> 1), 1)
}

/// (1 - a) / (1 + a) in Q31 for a from 0 to 1 in Q31.
func oneMinusOverOnePlus(_ raw: Int) -> Int {
  saturatedShift(doubledReciprocal(ofHalf: (raw + (1 << 31)) >> 1) - (1 << 29), 2)
}

/// 1 / h in Q29 for h in [1/2, 1] in Q31: three steps of Newton's division, as in rule A34.
private func doubledReciprocal(ofHalf half: Int) -> Int {
  var estimate = 1_515_870_810 + highProduct(half, -1_010_580_540)
  for _ in 0..<3 {
    let error = (1 << 29) - highProduct(half, estimate)
    estimate += saturatedShift(highProduct(estimate, error), 2)
  }
  return estimate
}

/// 1 / (1 + exp(-a)) in Q31 for a in Q27.
func logisticFunction(_ raw: Int) -> Int {
  guard raw != 0 else { return 1 << 30 }
  let positive = reciprocalOfOnePlus(exponential(-abs(raw), integerBits: 4))
  return raw > 0 ? positive : one - positive
}

/// tanh(a) in Q31 for a in Q27.
func hyperbolicTangent(_ raw: Int) -> Int {
  guard raw != 0 else { return 0 }
  // Twice the argument, which is the same integer with one integer bit more.
  let magnitude = oneMinusOverOnePlus(exponential(-abs(raw), integerBits: 5))
  return raw > 0 ? magnitude : -magnitude
}
