import TestSupport
import Testing

@testable import Calibration

struct CombinationTests {
  private func layers(seed: UInt64) -> [[CombinationOption]] {
    var random = SplitMix(seed: seed)
    return (0..<4).map { _ in
      (0..<4).map { _ in
        CombinationOption(
          loss: .random(in: 0...9, using: &random), flash: .random(in: 1...9, using: &random),
          instructions: .random(in: 1...9, using: &random))
      }
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `The first combination has the least loss of all that keep the limits`(seed: UInt64) {
    let layers = layers(seed: seed)
    let all = (0..<256).map { code in
      layers.enumerated().reduce(CombinationOption.nothing) { $0 + $1.1[code >> (2 * $1.0) & 3] }
    }
    for limit in [8, 14, 20, 40] {
      let least = all.filter { $0.flash <= limit && $0.instructions <= limit + 4 }
        .map(\.loss).min()
      let found = undominatedCombinations(
        of: layers, flashLimit: limit, instructionLimit: limit + 4)
      #expect(found.first?.sum.loss == least)
    }
  }

  @Test(arguments: 0..<30 as Range<UInt64>)
  func `What is kept is exactly what no other beats`(seed: UInt64) {
    let layers = layers(seed: seed)
    let all = Set(
      (0..<256).map { code in
        layers.enumerated().reduce(CombinationOption.nothing) { $0 + $1.1[code >> (2 * $1.0) & 3] }
      })
    let front = all.filter { one in
      !all.contains { other in
        other != one && other.loss <= one.loss && other.flash <= one.flash
          && other.instructions <= one.instructions
      }
    }
    #expect(Set(undominatedCombinations(of: layers).map(\.sum)) == front)
  }
}
