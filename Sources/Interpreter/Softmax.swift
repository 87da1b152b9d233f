import FixedPoint
import NetworkIR

/// A34, A35: each row of the last axis by itself.
func softmax(_ softmax: Softmax, _ x: [Int], _ shape: Shape) -> [Int] {
  let count = shape[shape.rank - 1]
  return stride(from: 0, to: x.count, by: count).flatMap { start in
    let row = x[start..<start + count]
    let largest = row.max() ?? 0
    let differences = row.map { $0 - largest }
    switch softmax {
    case .bytes(let bytes): return bytes.results(differences)
    case .words(let words): return words.results(differences)
    }
  }
}

extension ByteSoftmax {
  /// A34, of the differences to the row's largest element.
  fileprivate func results(_ differences: [Int]) -> [Int] {
    var sum = 0
    for d in differences where d >= diffMin { sum += roundedShift(exponentials[-d], 12) }  // 1
    let k = leadingZeros(sum)  // 2
    let reciprocal = inverse(of: sum * (1 << (k - 1)))  // 3
    let exponent = 43 - k - output.bits  // 4
    let (least, most) = (-(1 << (output.bits - 1)), (1 << (output.bits - 1)) - 1)
    return differences.map { d in
      guard d >= diffMin else { return least }
      return min(roundedShift(highProduct(reciprocal, exponentials[-d]), exponent) + least, most)
    }
  }

  /// Newton's division of 1 by h in [2^30, 2^31).
  private func inverse(of h: Int) -> Int {
    var w = 1_515_870_810 + highProduct(h, -1_010_580_540)
    for _ in 0..<3 { w += 4 * highProduct(w, (1 << 29) - highProduct(h, w)) }
    return w >= 1 << 30 ? (1 << 31) - 1 : 2 * w
  }
}

extension WordSoftmax {
  /// A35, of the differences to the row's largest element.
  fileprivate func results(_ differences: [Int]) -> [Int] {
    let exponentials = differences.map(exponential)  // 1
    let sum = exponentials.reduce(0, +)  // 2
    let k = leadingZeros(sum)
    let t = roundedShift(sum * (1 << (k - 1)), 14)
    let reciprocal = lookup(reciprocalKnots, min(t - 98304, 32767))  // 3
    return exponentials.map { min(roundedShift($0 * reciprocal, 31 - k), 32767) }  // 4
  }

  private func exponential(_ d: Int) -> Int {
    let high = highProduct(d * (1 << max(inputShift, 0)), inputMultiplier)
    let s = roundedQuotient(high, bits: max(-inputShift, 0), .halfAwayFromZero)
    return lookup(exponentialKnots, limited(s + 32767, to: IntegerRange(-32768, 32767)))
  }

  private func lookup(_ knots: [Int], _ q: Int) -> Int {
    let segment = floorQuotient(q, 128)
    let (i, f) = (256 + segment, q - 128 * segment)
    return knots[i] + floorQuotient((knots[i + 1] - knots[i]) * f + 64, 128)
  }
}

/// floor((n + 2^(e - 1)) / 2^e), or n for e = 0.
private func roundedShift(_ n: Int, _ e: Int) -> Int {
  e == 0 ? n : floorQuotient(n + (1 << (e - 1)), 1 << e)
}

/// floor((a * b + 2^30) / 2^31).
private func highProduct(_ a: Int, _ b: Int) -> Int {
  floorQuotient(a * b + (1 << 30), 1 << 31)
}

/// The zeros before the first one of a 32-bit word.
private func leadingZeros(_ word: Int) -> Int {
  (0..<32).first { word >= 1 << (31 - $0) } ?? 32
}
