import Testing

@testable import Calibration

struct AlphabetTests {
  @Test func `Every name is that of its alphabet`() {
    for name in [
      "ternary", "pot", "pot5", "apot", "int2", "int8", "codebook", "codebook8", "laplacian",
      "kernels",
      "kernels16",
    ] {
      #expect(WeightAlphabet(name: name)?.name == name)
    }
    for name in ["", "int1", "int9", "pot9", "codebook1", "laplacian4", "float"] {
      #expect(WeightAlphabet(name: name) == nil)
    }
  }

  @Test func `Power-of-two weights of four bits are zero and seven powers with a sign`() {
    let levels = WeightAlphabet.powerOfTwo(exponentBits: 3).levels(for: []).levels
    #expect(levels.count == 15)
    #expect(levels.allSatisfy { $0 == 0 || abs($0) & (abs($0) - 1) == 0 })
    #expect(levels.max() == 64)
  }

  @Test func `Additive weights of four bits are sums of at most two powers`() {
    let levels = WeightAlphabet.additivePowers.levels(for: []).levels
    #expect(levels.count == 15)
    #expect(levels.allSatisfy { signedDigitCount($0) <= 2 })
  }

  @Test func `The nearest level is the nearest`() {
    let set = LevelSet([-5, -1, 0, 2, 9])
    for value in stride(from: -8.0, through: 12, by: 0.25) {
      let least = set.levels.map { abs(Double($0) - value) }.min()
      #expect(abs(Double(set.nearest(to: value)) - value) == least)
    }
  }

  @Test func `Clusters find the values that the weights have`() {
    let values = [-0.9, -0.25, 0.25, 0.8]
    let weights = (0..<400).map { values[$0 % 4] + 0.01 * Double($0 % 7 - 3) }
    let levels = WeightAlphabet.codebook(size: 4).levels(for: weights).levels
    for value in values {
      #expect(levels.contains { abs(Double($0) / 127 - value) < 0.02 })
    }
  }

  @Test func `Laplacian centres grow as the closed form says`() {
    // -ln(1 - 2 i / N) for N = 5: ln(5/3), ln(5), times 3 mean |w| = 0.3.
    let levels = WeightAlphabet.laplacian(size: 5).levels(for: [0.1, -0.1]).levels
    #expect(levels == [-61, -19, 0, 19, 61])
  }
}
