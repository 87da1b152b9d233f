import FixedPoint
import NetworkIR
import ShiftAdd

/// A fixed-point multiplier as clamp(second(floor((v * multiplier + addend) / 2^bits)) + offset),
/// v = x + inputOffset, with both shifts folded into the multiplier's digits.
struct MultiplierForm: Hashable {
  let inputOffset: Int
  /// Of the scheme: reduced to 16 bits where it says so.
  let multiplier: Int
  /// By how much the multiplier's digits are shifted left.
  private(set) var shift: Int
  private(set) var addend: Int
  private(set) var bits: Int
  /// The second rounding divides by 2 to this, halves away from zero.
  let secondBits: Int
  let outputOffset: Int
  let clamp: IntegerRange

  /// Rules A25 to A27.
  init(_ function: FixedPointMultiplier) {
    inputOffset = function.inputOffset
    outputOffset = function.outputOffset
    clamp = function.clamp
    switch function.scheme {
    case .doubleRounding:
      multiplier = function.multiplier
      shift = function.inputShift + max(function.shift, 0)
      bits = 31
      secondBits = max(-function.shift, 0)
    case .singleRounding:
      multiplier = function.multiplier
      shift = function.inputShift
      bits = 31 - function.shift
      secondBits = 0
    case .reducedTo16:
      multiplier = min((function.multiplier + 1 << 15) >> 16, 0x7FFF)
      shift = function.inputShift
      bits = 15 - function.shift
      secondBits = 0
    }
    addend = bits > 0 ? 1 << (bits - 1) : 0
  }

  private init(_ form: MultiplierForm, lift: Int) {
    self = form
    shift += lift
    addend <<= lift
    bits += lift
  }

  /// The same function with at least so many bits.
  func lifted(toBits least: Int) -> MultiplierForm {
    MultiplierForm(self, lift: max(0, least - bits))
  }

  /// The digits of the multiplier with both shifts, in ascending exponents.
  var terms: [SignedPower] {
    canonicalSignedDigits(multiplier).map {
      SignedPower(isNegative: $0.isNegative, exponent: $0.exponent + shift)
    }
  }

  /// The function at one integer; the compiler's own evaluation, apart from the interpreter's.
  func value(at x: Int) -> Int {
    let product = Int128(x + inputOffset) * Int128(multiplier) << shift
    let quotient = (product + Int128(addend)) >> bits
    // Beyond every clamp, but without a trap.
    let first = Int(min(max(quotient, -(1 << 61)), 1 << 61))
    let second =
      secondBits == 0
      ? first : (first + 1 << (secondBits - 1) - (first < 0 ? 1 : 0)) >> secondBits
    return min(max(second + outputOffset, clamp.lower), clamp.upper)
  }

  /// Every value of floor((v * multiplier + addend) / 2^bits), for v in the range.
  func scaledImage(of range: IntegerRange, bits: Int) -> IntegerRange {
    let ends = [range.lower, range.upper].map { v in
      let sum = Int128(v) * Int128(multiplier) << shift + Int128(addend)
      return Int(min(max(sum >> bits, -(1 << 61)), 1 << 61))
    }
    return IntegerRange(min(ends[0], ends[1]), max(ends[0], ends[1]))
  }

  /// The smallest range that holds the values over an input range; the function is monotone.
  func image(of input: IntegerRange) -> IntegerRange {
    let (first, last) = (value(at: input.lower), value(at: input.upper))
    return IntegerRange(min(first, last), max(first, last))
  }

  /// The smallest part of the input range at whose ends the function has reached its first and its
  /// last value: outside, it is constant.
  func active(in input: IntegerRange) -> IntegerRange {
    let (first, last) = (value(at: input.lower), value(at: input.upper))
    let lower = input.firstIndex { value(at: $0 + 1) != first } ?? input.upper
    let upper = input.firstIndex { value(at: $0) == last } ?? input.upper
    // Steps need a threshold beyond the last integer.
    let isLast = upper == IntegerType.int32.range.upper && value(at: upper - 1) == last
    return IntegerRange(lower, max(lower, isLast ? upper - 1 : upper))
  }

  /// For each value behind the first, the least x that reaches it; nil where the function falls or
  /// has more than 256 values.
  func thresholds(over input: IntegerRange) -> (first: Int, values: [Int])? {
    let image = image(of: input)
    guard multiplier > 0, image.upper - image.lower <= 255 else { return nil }
    var thresholds: [Int] = []
    var start = input.lower
    for level in image.lower..<image.upper {
      var step = 1
      while start + step <= input.upper, value(at: start + step) <= level { step <<= 1 }
      let end = min(start + step, input.upper)
      let rest = IntegerRange(start + step >> 1, end)
      start = rest.firstIndex { value(at: $0) > level } ?? end
      thresholds.append(start)
    }
    return (image.lower + 1, thresholds)
  }

  /// One chain of few digits that equals the function over the range.
  func equivalent(over input: IntegerRange) -> ShiftAddChain? {
    guard let steps = thresholds(over: input),
      let chain = EquivalentChain.search(thresholds: steps.values, first: steps.first)
    else { return nil }
    return ShiftAddChain(
      multiplier: Weight(chain.multiplier), addend: chain.addend, bits: chain.bits,
      clamp: image(of: input))
  }

  /// The function itself as one chain, where it rounds once and its multiplier is that of a chain.
  var exactChain: ShiftAddChain? {
    guard secondBits == 0, bits >= 0, bits <= 62, shift < 30, abs(multiplier) < 1 << (30 - shift)
    else { return nil }
    let weight = multiplier << shift
    let (offset, isFar) = inputOffset.multipliedReportingOverflow(by: weight)
    let (level, isLarge) = outputOffset.multipliedReportingOverflow(by: 1 << bits)
    guard !isFar, !isLarge, abs(offset) < 1 << 61, abs(level) < 1 << 61 else { return nil }
    return ShiftAddChain(
      multiplier: Weight(weight), addend: offset + addend + level, bits: bits, clamp: clamp)
  }
}

extension IntegerRange {
  /// The least element that fulfils a predicate which holds from some element on; nil where it
  /// holds for none.
  func firstIndex(where predicate: (Int) -> Bool) -> Int? {
    var (low, high) = (lower, upper + 1)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(middle) { high = middle } else { low = middle + 1 }
    }
    return low <= upper ? low : nil
  }
}
