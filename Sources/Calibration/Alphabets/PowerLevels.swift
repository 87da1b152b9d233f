/// Zero and plus or minus the powers of two of an exponent of so many bits, whose last code is
/// zero. Four exponent bits stop at 2^12, far below the weights' own noise.
func powerLevels(exponentBits: Int) -> LevelSet {
  let powers = (0..<min((1 << exponentBits) - 1, 13)).map { 1 << $0 }
  return LevelSet([0] + powers + powers.map { -$0 })
}

/// Sums of one term of {0, 1, 1/4, 1/16} and one of {0, 1/2}, over their common unit 1/16: levels
/// of four bits with a sign, each a sum of at most two powers of two (APoT, methods section 11).
func additiveLevels() -> LevelSet {
  let sums = [0, 16, 4, 1].flatMap { first in [0, 8].map { first + $0 } }
  return LevelSet(sums + sums.map { -$0 })
}
