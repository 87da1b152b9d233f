import NetworkIR

/// Output positions of all calibration examples that a layer is fitted to.
struct RowSample: Sendable {
  /// Ascending; example * positions + position.
  let places: [Int]
  let positions: Int

  /// One place from each of equal parts of all, so that no period of the data is met.
  init(examples: Int, positions: Int, most: Int, seed: UInt64) {
    self.positions = positions
    let all = examples * positions
    guard all > most else {
      places = Array(0..<all)
      return
    }
    var random = Shuffler(state: seed)
    places = (0..<most).map { index in
      let (start, end) = (index * all / most, (index + 1) * all / most)
      return start + Int(random.next() % UInt64(max(end - start, 1)))
    }
  }
}

/// The SplitMix64 generator (Steele, Lea, Flood 2014): the same numbers on every machine.
struct Shuffler {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
