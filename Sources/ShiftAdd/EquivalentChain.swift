import FixedPoint

/// floor((x * multiplier + addend) / 2^bits) with few digits, equal to a rising step function at
/// every integer.
package struct EquivalentChain: Hashable, Sendable {
  package let multiplier: Int
  package let addend: Int
  package let bits: Int
}

// Level k is reached at T_k and not before: k 2^s - T_k m <= b < k 2^s - (T_k - 1) m for all k. So
// m / 2^s lies between (k - i) / (T_k - T_i + 1) and (k - i) / (T_k - T_i - 1) for all k > i, and an
// m has a b where the largest lower bound of b is at most the smallest upper bound.

extension EquivalentChain {
  /// The chain with the fewest digits that passes level `first` + i exactly from thresholds[i] on,
  /// or nil where none was found.
  ///
  /// - Parameter thresholds: Ascending; |threshold| and level are below 2^31.
  package static func search(thresholds: [Int], first: Int) -> EquivalentChain? {
    guard thresholds.count >= 4, let slopes = slopes(thresholds),
      slopes.lower.isLess(than: slopes.upper)
    else { return nil }
    var best: EquivalentChain?
    var found: Int?
    for bits in 4...30 {
      let least = slopes.lower.times(powerOfTwo: bits)
      let most = slopes.upper.times(powerOfTwo: bits) + 1
      guard most >= 1, most < 1 << 30, bits <= found.map({ $0 + 4 }) ?? 30 else { break }
      // Thresholds that no line passes have no slope: the lower bound lies above the upper.
      guard max(1, least) <= min(most, least + 63) else { continue }
      for multiplier in max(1, least)...min(most, least + 63) {
        guard let addend = addend(multiplier, bits, thresholds, first) else { continue }
        found = found ?? bits
        let next = EquivalentChain(multiplier: multiplier, addend: addend, bits: bits)
        if next.digitCount < best?.digitCount ?? Int.max { best = next }
      }
    }
    return best
  }

  private var digitCount: Int { Weight(multiplier).termCount }

  /// The addend of the multiplier with the most trailing zeros, or nil where there is none.
  private static func addend(
    _ multiplier: Int, _ bits: Int, _ thresholds: [Int], _ first: Int
  ) -> Int? {
    var least = Int.min
    var most = Int.max
    for (index, threshold) in thresholds.enumerated() {
      let level = (first + index) << bits
      least = max(least, level - threshold * multiplier)
      most = min(most, level - (threshold - 1) * multiplier - 1)
      if least > most { return nil }
    }
    var zeros = 0
    while (most >> (zeros + 1)) << (zeros + 1) >= least, zeros < bits { zeros += 1 }
    return (most >> zeros) << zeros
  }

  /// Bounds of the slope from the pairs of a level near the first and one near the last.
  private static func slopes(_ thresholds: [Int]) -> (lower: Ratio, upper: Ratio)? {
    let count = thresholds.count
    let reach = min(count / 2, 24)
    var lower = Ratio(numerator: 0, denominator: 1)
    var upper: Ratio?
    for low in 0..<reach {
      for high in count - reach..<count {
        let (rise, run) = (high - low, thresholds[high] - thresholds[low])
        lower = lower.largest(Ratio(numerator: rise, denominator: run + 1))
        guard run > 1 else { continue }
        let bound = Ratio(numerator: rise, denominator: run - 1)
        upper = upper.map { $0.smallest(bound) } ?? bound
      }
    }
    return upper.map { (lower, $0) }
  }
}

/// A fraction of numbers of at most 32 bits; the denominator is positive.
private struct Ratio {
  let numerator: Int
  let denominator: Int

  func times(powerOfTwo bits: Int) -> Int { (numerator << bits) / denominator }

  func isLess(than other: Ratio) -> Bool {
    numerator * other.denominator < other.numerator * denominator
  }

  func largest(_ other: Ratio) -> Ratio { isLess(than: other) ? other : self }
  func smallest(_ other: Ratio) -> Ratio { isLess(than: other) ? self : other }
}
