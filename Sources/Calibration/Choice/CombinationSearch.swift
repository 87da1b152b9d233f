/// One way to do a layer: what it adds to the loss, and to each of two limited costs.
package struct CombinationOption: Hashable, Sendable {
  package let loss: Int
  package let flash: Int
  package let instructions: Int
  /// Bit set of what it needs in flash that other layers' options may need as well.
  package let shared: Int

  package init(loss: Int, flash: Int, instructions: Int, shared: Int = 0) {
    self.loss = loss
    self.flash = flash
    self.instructions = instructions
    self.shared = shared
  }

  package static let nothing = CombinationOption(loss: 0, flash: 0, instructions: 0)

  package static func + (one: Self, other: Self) -> Self {
    CombinationOption(
      loss: one.loss + other.loss, flash: one.flash + other.flash,
      instructions: one.instructions + other.instructions, shared: one.shared | other.shared)
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

/// One option for each layer, within limits on the sums.
package struct CombinationProblem: Sendable {
  package var layers: [[CombinationOption]]
  /// What each thing of the shared bit set takes, once.
  package var sharedFlash: [Int] = []
  package var flashLimit = Int.max
  package var instructionLimit = Int.max

  package init(layers: [[CombinationOption]]) { self.layers = layers }

  /// All combinations within the limits that no other beats in loss, flash and instructions at once,
  /// by ascending loss: the first has the least loss of all.
  ///
  /// A dynamic programme over the layers that keeps the partial sums that none beats, and drops those
  /// that the least of the remaining layers already puts over a limit. It is exact: sums that share
  /// different things are kept apart until the end.
  package func undominated() -> [Combination] {
    var partial = [Combination(choices: [], sum: .nothing)]
    for (index, options) in layers.enumerated() {
      let rest = least(of: layers[(index + 1)...])
      var longer: [Int: [Combination]] = [:]
      for combination in partial {
        for (choice, option) in options.enumerated() {
          let sum = joined(combination.sum, option)
          guard keepsLimits(sum, rest) else { continue }
          longer[sum.shared, default: []].append(
            Combination(choices: combination.choices + [choice], sum: sum))
        }
      }
      partial = longer.sorted { $0.key < $1.key }.flatMap { undominatedOnly($0.value) }
    }
    return undominatedOnly(partial)
  }

  /// The sum; what is shared is paid for by the first that needs it.
  private func joined(_ sum: CombinationOption, _ option: CombinationOption) -> CombinationOption {
    let new = option.shared & ~sum.shared
    let bytes = sharedFlash.indices.reduce(0) { new >> $1 & 1 == 1 ? $0 + sharedFlash[$1] : $0 }
    return sum + option + CombinationOption(loss: 0, flash: bytes, instructions: 0)
  }

  private func keepsLimits(_ sum: CombinationOption, _ rest: CombinationOption) -> Bool {
    sum.flash <= flashLimit - rest.flash
      && sum.instructions <= instructionLimit - rest.instructions
  }
}

/// The least loss, flash and instructions of the layers, each by itself.
private func least(of layers: ArraySlice<[CombinationOption]>) -> CombinationOption {
  layers.reduce(.nothing) { sum, options in
    sum
      + CombinationOption(
        loss: options.map(\.loss).min() ?? 0, flash: options.map(\.flash).min() ?? 0,
        instructions: options.map(\.instructions).min() ?? 0)
  }
}

/// Those that no other beats: of ascending losses, each must be cheaper in flash or instructions
/// than all before it.
private func undominatedOnly(_ combinations: [Combination]) -> [Combination] {
  var kept: [Combination] = []
  // Flash ascending, instructions descending: the cheapest kept so far.
  var stairs: [(flash: Int, instructions: Int)] = []
  for combination in combinations.sorted(by: { $0.sum < $1.sum }) {
    let (flash, instructions) = (combination.sum.flash, combination.sum.instructions)
    let place = firstPlace(stairs.count) { stairs[$0].flash > flash }
    if place > 0, stairs[place - 1].instructions <= instructions { continue }
    kept.append(combination)
    let end = max(place, firstPlace(stairs.count) { stairs[$0].instructions < instructions })
    let start = place > 0 && stairs[place - 1].flash == flash ? place - 1 : place
    stairs.replaceSubrange(start..<end, with: [(flash, instructions)])
  }
  return kept
}

/// The first index that satisfies a condition that all later ones satisfy as well.
private func firstPlace(_ count: Int, _ isPast: (Int) -> Bool) -> Int {
  var (low, high) = (0, count)
  while low < high {
    let middle = (low + high) / 2
    if isPast(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
