/// One way to do a layer: what it adds to the loss, and to each of two limited costs.
package struct CombinationOption: Hashable, Sendable {
  package let loss: Int
  package let flash: Int
  package let instructions: Int

  package init(loss: Int, flash: Int, instructions: Int) {
    self.loss = loss
    self.flash = flash
    self.instructions = instructions
  }

  package static let nothing = CombinationOption(loss: 0, flash: 0, instructions: 0)

  package static func + (one: Self, other: Self) -> Self {
    CombinationOption(
      loss: one.loss + other.loss, flash: one.flash + other.flash,
      instructions: one.instructions + other.instructions)
  }

  /// Ascending by loss, then flash, then instructions.
  fileprivate static func < (one: Self, other: Self) -> Bool {
    (one.loss, one.flash, one.instructions) < (other.loss, other.flash, other.instructions)
  }
}

/// A choice of one option per layer, and the sums.
package struct Combination: Hashable, Sendable {
  package let choices: [Int]
  package let sum: CombinationOption
}

/// All combinations within the limits that no other beats in loss, flash and instructions at once,
/// by ascending loss: the first has the least loss of all.
///
/// A dynamic programme over the layers that keeps the partial sums that none beats, and drops those
/// that the least of the remaining layers already puts over a limit. It is exact.
package func undominatedCombinations(
  of layers: [[CombinationOption]], flashLimit: Int = .max, instructionLimit: Int = .max
) -> [Combination] {
  var partial = [Combination(choices: [], sum: .nothing)]
  for (index, options) in layers.enumerated() {
    let rest = least(of: layers[(index + 1)...])
    var longer: [Combination] = []
    for combination in partial {
      for (choice, option) in options.enumerated() {
        let sum = combination.sum + option
        guard sum.flash <= flashLimit - rest.flash,
          sum.instructions <= instructionLimit - rest.instructions
        else { continue }
        longer.append(Combination(choices: combination.choices + [choice], sum: sum))
      }
    }
    partial = undominated(longer)
  }
  return partial
}

/// The least flash and instructions of the layers, each by itself.
private func least(of layers: ArraySlice<[CombinationOption]>) -> CombinationOption {
  layers.reduce(.nothing) { sum, options in
    sum
      + CombinationOption(
        loss: 0, flash: options.map(\.flash).min() ?? 0,
        instructions: options.map(\.instructions).min() ?? 0)
  }
}

/// Those that no other beats: of ascending losses, each must be cheaper in flash or instructions
/// than all before it.
private func undominated(_ combinations: [Combination]) -> [Combination] {
  var kept: [Combination] = []
  // Flash ascending, instructions descending: the cheapest kept so far.
  var stairs: [(flash: Int, instructions: Int)] = []
  for combination in combinations.sorted(by: { $0.sum < $1.sum }) {
    let (flash, instructions) = (combination.sum.flash, combination.sum.instructions)
    let place = stairs.firstIndex { $0.flash > flash } ?? stairs.count
    if place > 0, stairs[place - 1].instructions <= instructions { continue }
    kept.append(combination)
    let end = stairs[place...].firstIndex { $0.instructions < instructions } ?? stairs.count
    let start = place > 0 && stairs[place - 1].flash == flash ? place - 1 : place
    stairs.replaceSubrange(start..<end, with: [(flash, instructions)])
  }
  return kept
}
