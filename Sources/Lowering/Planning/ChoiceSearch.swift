import TargetDescription

extension ChoiceSpace {
  /// The fastest choice within flash and RAM, by the estimates; nil where none keeps them.
  package func fastest(flashBytes: Int, ramBytes: Int) -> PlannedChoice? {
    best(ramBytes) { layers in
      search(layers, limit: flashBytes - otherFlashBytes) { ($0.instructions, $0.flashBytes) }
    } cost: {
      ($0.instructions, $0.flashBytes)
    }
  }

  /// The choice of the least flash within so many instructions and RAM, by the estimates; nil where
  /// none keeps them.
  package func smallest(instructions: Int, ramBytes: Int) -> PlannedChoice? {
    best(ramBytes) { layers in
      search(layers, limit: instructions - otherInstructions) { ($0.flashBytes, $0.instructions) }
    } cost: {
      ($0.flashBytes, $0.instructions)
    }
  }

  /// The choice of the least flash, whatever it costs else.
  package var leastFlash: PlannedChoice {
    let all = layers.map { Array($0.options.indices) }
    let found = search(all, limit: .max) { ($0.flashBytes, $0.instructions) }.first
    return planned(found ?? layers.map { _ in 0 })
  }

  /// Solves for every stack that the options may need, the deepest first.
  private func best(
    _ ramBytes: Int, _ solve: ([[Int]]) -> [[Int]], cost: (PlannedChoice) -> (Int, Int)
  ) -> PlannedChoice? {
    var best: PlannedChoice?
    for stack in Set(layers.flatMap { $0.options.map(\.stackBytes) } + [160]).sorted(by: >) {
      let arena = ramBytes + overlapBytes - callerBytes - stack
      guard let next = self.best(stack: stack, arena: arena, solve) else { continue }
      if best.map({ cost(next) < cost($0) }) ?? true { best = next }
      // With less stack there is more room for scratch, of which all options had enough.
      if isRoomy(arena) { break }
    }
    return best
  }

  private func isRoomy(_ arena: Int) -> Bool {
    layers.allSatisfy { layer in
      layer.options.allSatisfy { layer.liveBytes + $0.scratchBytes <= arena }
    }
  }

  /// The best choice whose planned scratch memory fits: options of which one alone does not fit are
  /// left out, then, where the plan still needs more than they do, those that need the most.
  private func best(
    stack: Int, arena: Int, _ solve: ([[Int]]) -> [[Int]]
  ) -> PlannedChoice? {
    var threshold = arena
    while true {
      let allowed = layers.map { layer in
        layer.options.indices.filter {
          layer.options[$0].stackBytes <= stack
            && layer.liveBytes + layer.options[$0].scratchBytes <= threshold
        }
      }
      guard !allowed.contains(where: \.isEmpty) else { return nil }
      let fitting = solve(allowed).lazy.map(planned).first {
        $0.ramBytes <= callerBytes + arena - overlapBytes + stack
      }
      if let fitting { return fitting }
      let peaks = zip(layers, allowed).flatMap { layer, options in
        options.map { layer.liveBytes + layer.options[$0].scratchBytes }
      }
      guard let peak = peaks.max() else { return nil }
      threshold = peak - 1
    }
  }

  /// Selections of the allowed options within the limit, the best first.
  private func search(
    _ allowed: [[Int]], limit: Int, _ costs: (FlatPrice) -> (Int, Int)
  ) -> [[Int]] {
    let problem = problem(allowed, costs)
    guard let best = bestSelection(problem, limit: limit) else { return [] }
    return [choices(best.selection, allowed)]
  }

  private func choices(_ selection: Selection, _ allowed: [[Int]]) -> [Int] {
    zip(allowed, selection.choices).map { $0[$1] }
  }

  private func problem(
    _ allowed: [[Int]], _ costs: (FlatPrice) -> (Int, Int)
  ) -> SearchProblem {
    func option(_ price: FlatPrice, _ bits: Int = 0) -> SearchOption {
      let (objective, budget) = costs(price)
      return SearchOption(objective: objective, budget: budget, shared: bits)
    }
    return SearchProblem(
      layers: zip(layers, allowed).map { layer, options in
        options.map { index in
          let price = layer.options[index]
          return option(FlatPrice(price, alone: shared), bits(price.shared))
        }
      },
      shared: shared.map { option(FlatPrice(instructions: 0, flashBytes: $0.bytes)) })
  }

  private func bits(_ used: [SharedFlash]) -> Int {
    used.reduce(0) { bits, thing in
      shared.firstIndex(of: thing).map { bits | 1 << $0 } ?? bits
    }
  }
}

/// What the search adds up.
private struct FlatPrice {
  let instructions: Int
  let flashBytes: Int

  init(instructions: Int, flashBytes: Int) {
    self.instructions = instructions
    self.flashBytes = flashBytes
  }

  /// With what the option needs beside the things that are paid for once.
  init(_ price: StrategyPrice, alone shared: [SharedFlash]) {
    let own = price.shared.filter { !shared.contains($0) }.reduce(0) { $0 + $1.bytes }
    self.init(instructions: price.instructions, flashBytes: price.flashBytes + own)
  }
}

extension ChoiceSpace {
  /// Choices that no other beats in instructions, flash and RAM at once, fastest first; of those that
  /// differ by less than a fiftieth in all three, one.
  package func front() -> [PlannedChoice] {
    let found = ramThresholds.flatMap { threshold -> [PlannedChoice] in
      let allowed = layers.map { layer in
        layer.options.indices.filter { layer.ramBytes($0) <= threshold }
      }
      let problem = problem(allowed) { ($0.instructions, $0.flashBytes) }
      let selections = paretoFront(problem, most: 4096).selections
      return spread(selections).map { planned(choices($0, allowed)) }
    }
    let ordered = Set(found).sorted { $0.order.lexicographicallyPrecedes($1.order) }
    return distinct(ordered.filter { one in !ordered.contains { $0.beats(one) } })
  }

  /// Peaks of the RAM at which a choice becomes possible, at most 128.
  private var ramThresholds: [Int] {
    let least = layers.map { layer in layer.options.indices.map(layer.ramBytes).min() ?? 0 }.max()
    let peaks = Set(layers.flatMap { layer in layer.options.indices.map(layer.ramBytes) })
      .filter { $0 >= least ?? 0 }.sorted()
    guard peaks.count > 128 else { return peaks }
    return (0..<128).map { peaks[$0 * (peaks.count - 1) / 127] }
  }

  /// Selections of which neighbours differ by a hundredth of the whole network's instructions or
  /// flash.
  private func spread(_ selections: [Selection]) -> [Selection] {
    var kept: [Selection] = []
    for next in selections {
      guard let last = kept.last else {
        kept.append(next)
        continue
      }
      let isFar =
        (next.objective - last.objective) * 100 >= last.objective + otherInstructions
        || (last.budget - next.budget) * 100 >= last.budget + otherFlashBytes
      if isFar || next == selections.last { kept.append(next) }
    }
    return kept
  }

  private func distinct(_ front: [PlannedChoice]) -> [PlannedChoice] {
    front.reduce(into: []) { kept, next in
      if !kept.contains(where: { $0.isNear(next) }) { kept.append(next) }
    }
  }
}

extension ChoiceSpace {
  /// Whether a layer's option alone keeps a limit on RAM; without one it does.
  package func fits(_ option: StrategyPrice, of name: String, ramBytes: Int?) -> Bool {
    guard let ramBytes, let layer = layers.first(where: { $0.names.contains(name) }) else {
      return true
    }
    return callerBytes - overlapBytes + layer.liveBytes + option.scratchBytes + option.stackBytes
      <= ramBytes
  }
}

extension ChoiceSpace.Layer {
  /// All that is live during the layer with an option, and its stack.
  fileprivate func ramBytes(_ option: Int) -> Int {
    liveBytes + options[option].scratchBytes + options[option].stackBytes
  }
}

extension PlannedChoice {
  fileprivate var order: [Int] { [instructions, flashBytes, ramBytes] + options }

  fileprivate func beats(_ other: PlannedChoice) -> Bool {
    let isNoWorse =
      instructions <= other.instructions && flashBytes <= other.flashBytes
      && ramBytes <= other.ramBytes
    return isNoWorse
      && (instructions, flashBytes, ramBytes)
        != (other.instructions, other.flashBytes, other.ramBytes)
  }

  fileprivate func isNear(_ other: PlannedChoice) -> Bool {
    func near(_ one: Int, _ two: Int) -> Bool { abs(one - two) * 50 < max(one, two) }
    return near(instructions, other.instructions) && near(flashBytes, other.flashBytes)
      && near(ramBytes, other.ramBytes)
  }
}
