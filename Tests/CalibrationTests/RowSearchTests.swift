import NetworkIR
import TestSupport
import Testing

@testable import Calibration

/// Correlated inputs, as layers see them: neighbours share most of what they are.
private func correlatedInputs(_ rows: Int, _ columns: Int, seed: UInt64) -> [Float] {
  let noise = numbers(rows * columns, seed: seed)
  let common = numbers(rows, seed: seed &+ 1)
  return noise.enumerated().map { 0.4 * $1 + common[$0 / columns] }
}

private func search(
  _ weights: [Float], _ inputs: [Float], _ levels: LevelSet,
  ends: ClosedRange<Float> = -Float.infinity...Float.infinity
) -> RowSearch {
  let columns = weights.count
  let rows = inputs.count / columns
  let targets = (0..<rows).map { row in
    (0..<columns).reduce(Float(0)) { $0 + weights[$1] * inputs[row * columns + $1] }
  }
  let equations = NormalEquations(
    inputs, size: columns, table: PatchTable(columns: columns, input: Shape([1, columns])),
    group: 0, sample: RowSample(examples: rows, positions: 1, most: rows, seed: 0),
    isParallel: false)
  return RowSearch(
    equations: equations, targets: targets, ends: ends, weights: weights.map { Double($0) },
    levels: levels, scales: ScaleGrid(unit: nil))
}

struct RowSearchTests {
  @Test(arguments: 0..<8 as Range<UInt64>)
  func `Optimised rounding is never worse than nearest rounding, and better on correlated inputs`(
    seed: UInt64
  ) {
    let search = search(
      numbers(16, seed: seed), correlatedInputs(200, 16, seed: seed &+ 50),
      WeightAlphabet.uniform(bits: 3).levels(for: []))
    let (best, nearest) = (search.best(), search.nearest())
    #expect(best.loss <= nearest.loss)
    #expect(best.loss < 0.7 * nearest.loss)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `Ternary rows come close to the best of all 3^6 choices`(seed: UInt64) {
    let weights = numbers(6, seed: seed)
    let inputs = correlatedInputs(60, 6, seed: seed &+ 9)
    let search = search(weights, inputs, LevelSet([-1, 0, 1]))
    let best = bestTernaryLoss(weights, inputs)
    #expect(search.best().loss <= best * 3.2 + 1e-6)
  }

  @Test func `What lies beyond an end of the function does not count`() {
    // With a ReLU behind it, a row whose outputs are all negative has no error at all.
    let inputs = correlatedInputs(100, 4, seed: 1).map { abs($0) + 0.1 }
    let row = search(
      [-0.9, -0.31, -0.77, -0.13], inputs, LevelSet([-1, 0, 1]), ends: 0...Float.infinity
    )
    .best()
    #expect(row.loss == 0)
  }

  /// The least error over all ternary rows, each with its best scale and bias.
  private func bestTernaryLoss(_ weights: [Float], _ inputs: [Float]) -> Double {
    let rows = inputs.count / 6
    let targets = (0..<rows).map { row in
      (0..<6).reduce(0.0) { $0 + Double(weights[$1]) * Double(inputs[row * 6 + $1]) }
    }
    let targetMean = targets.reduce(0, +) / Double(rows)
    return (0..<729).map { code in
      let digits = (0..<6).map { code / [1, 3, 9, 27, 81, 243][$0] % 3 - 1 }
      let sums = (0..<rows).map { row in
        (0..<6).reduce(0.0) { $0 + Double(digits[$1]) * Double(inputs[row * 6 + $1]) }
      }
      let mean = sums.reduce(0, +) / Double(rows)
      var (product, square, total) = (0.0, 0.0, 0.0)
      for (sum, target) in zip(sums, targets) {
        product += (sum - mean) * (target - targetMean)
        square += (sum - mean) * (sum - mean)
        total += (target - targetMean) * (target - targetMean)
      }
      return square > 0 ? total - product * product / square : total
    }.min() ?? 0
  }
}
