import Foundation

/// Codebooks are integers of eight bits.
private let codebookUnit = 127.0

/// The centres of `size` clusters of a layer's weights (one of them zero), as integers of 8 bits:
/// Lloyd's iteration from quantiles, which is the same on every run.
func clusteredLevels(_ weights: [Double], size: Int) -> LevelSet {
  let sorted = weights.sorted()
  guard let first = sorted.first, let last = sorted.last else { return LevelSet([0, 1]) }
  var centres = (0..<size).map { index in
    // Half by occupancy, half by distance: the tails keep centres of their own.
    let share = (Double(index) + 0.5) / Double(size)
    let quantile = sorted[min(Int(share * Double(sorted.count)), sorted.count - 1)]
    return (quantile + first + (last - first) * share) / 2
  }
  for _ in 0..<100 {
    let moved = lloydStep(sorted, centres)
    if moved == centres { break }
    centres = moved
  }
  return LevelSet([0] + centres.map { Int(($0 * codebookUnit).rounded()) })
}

/// Every centre moves to the mean of what is nearest to it; an empty one stays.
private func lloydStep(_ sorted: [Double], _ centres: [Double]) -> [Double] {
  let ordered = centres.sorted()
  var moved = ordered
  var start = 0
  for index in ordered.indices {
    let isLast = index == ordered.count - 1
    let limit = isLast ? Double.infinity : (ordered[index] + ordered[index + 1]) / 2
    var (sum, end) = (0.0, start)
    while end < sorted.count, sorted[end] <= limit {
      sum += sorted[end]
      end += 1
    }
    if end > start { moved[index] = sum / Double(end - start) }
    start = end
  }
  return moved
}

/// Centres of a Laplacian distribution around zero at plus or minus b L(i), L(i) = -ln(1 - 2 i / N):
/// the closed form of methods section 1.2, with b = 3 mean |w|, which minimises the squared error.
func laplacianLevels(_ weights: [Double], size: Int) -> LevelSet {
  let mean = weights.reduce(0) { $0 + abs($1) } / Double(max(weights.count, 1))
  let positive = (1...(size - 1) / 2).map { index in
    let centre = -3 * mean * log(1 - 2 * Double(index) / Double(size))
    return Int((centre * codebookUnit).rounded())
  }
  return LevelSet([0] + positive + positive.map { -$0 })
}
