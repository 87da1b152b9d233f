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
      var problem = CombinationProblem(layers: layers)
      problem.flashLimit = limit
      problem.instructionLimit = limit + 4
      #expect(problem.undominated().first?.sum.loss == least)
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
    #expect(Set(CombinationProblem(layers: layers).undominated().map(\.sum)) == front)
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `What several options share is paid for once`(seed: UInt64) {
    var random = SplitMix(seed: seed &+ 500)
    var problem = CombinationProblem(
      layers: layers(seed: seed).map { options in
        options.map {
          CombinationOption(
            loss: $0.loss, flash: $0.flash, instructions: $0.instructions,
            shared: .random(in: 0...7, using: &random))
        }
      })
    problem.sharedFlash = [3, 5, 9]
    for limit in [12, 20, 30, 60] {
      problem.flashLimit = limit
      let fitting = (0..<256).map { code in
        problem.layers.enumerated().map { $0.1[code >> (2 * $0.0) & 3] }
      }.filter { options in
        let used = options.reduce(0) { $0 | $1.shared }
        let shared = (0..<3).reduce(0) { $0 + (used >> $1 & 1) * problem.sharedFlash[$1] }
        return options.reduce(shared) { $0 + $1.flash } <= limit
      }
      let least = fitting.map { $0.reduce(0) { $0 + $1.loss } }.min()
      #expect(problem.undominated().first?.sum.loss == least)
    }
  }
}
