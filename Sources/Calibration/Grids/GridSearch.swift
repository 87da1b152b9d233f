import FixedPoint
import Foundation

/// Chooses the grid that reproduces a sample with the least squared error.
struct GridSearch {
  let statistics: ValueStatistics
  let bits: Int

  /// How much of the range a candidate covers, in steps of 1/64 of it.
  private static let shares = 16...64

  /// The best grid of any scale; wide ones keep all of their values.
  func best() -> ActivationGrid {
    let widest = grid(covering: 1)
    guard bits <= 8 else { return widest }
    let candidates = Self.shares.reversed().map { grid(covering: Double($0) / 64) }
    return least(of: candidates) ?? widest
  }

  /// The best grid whose scale is `base` times a power of two.
  func best(multipleOf base: Double) -> ActivationGrid {
    let exponent = Int(Foundation.log2(grid(covering: 1).scale / base).rounded(.up))
    let candidates = (exponent - 2...exponent).reversed().map { exponent in
      var grid = grid(covering: 1)
      grid.scale = base * Foundation.exp2(Double(exponent))
      grid.zero = zero(scale: grid.scale)
      return grid
    }
    return least(of: bits <= 8 ? candidates : Array(candidates.prefix(1))) ?? grid(covering: 1)
  }

  private func least(of candidates: [ActivationGrid]) -> ActivationGrid? {
    let errors = candidates.map { error($0) }
    return zip(candidates, errors).min { $0.1 < $1.1 }?.0
  }

  private func error(_ grid: ActivationGrid) -> Double {
    statistics.sample.reduce(0) { sum, value in
      let difference = Double(value - grid.nearest(to: value))
      return sum + difference * difference
    }
  }

  private var isNonnegative: Bool { statistics.least >= 0 }

  /// Values on both sides of zero, neither side much longer.
  private var isBalanced: Bool {
    let (low, high) = (-statistics.least, statistics.greatest)
    return low > 0 && high > 0 && low < 1.5 * high && high < 1.5 * low
  }

  private func grid(covering share: Double) -> ActivationGrid {
    let low = Double(min(statistics.least, 0)) * share
    let high = Double(max(statistics.greatest, 0)) * share
    if isBalanced {
      let scale = max(high, -low) / Double((1 << (bits - 1)) - 1)
      return ActivationGrid(scale: scale, zero: 0, bits: bits, isSigned: true)
    }
    let scale = max(high - low, Double(Float.leastNormalMagnitude)) / Double((1 << bits) - 1)
    let zero = isNonnegative ? 0 : zero(scale: scale, low: low)
    return ActivationGrid(scale: scale, zero: zero, bits: bits, isSigned: false)
  }

  /// The integer that means zero.
  private func zero(scale: Double, low: Double? = nil) -> Int {
    if isNonnegative || isBalanced { return 0 }
    let low = low ?? Double(min(statistics.least, 0))
    return min(max(Int((-low / scale).rounded()), 0), (1 << bits) - 1)
  }
}
