import KernelIR

/// Nested loops whose pointers step along each axis and stand after all turns where they stood
/// before.
struct LoopNest: Hashable {
  struct Loop: Hashable {
    let count: Int
    /// How far each pointer moves per turn, in elements.
    let steps: [PointerID: Int]
  }
  /// Outermost first; neighbours that one loop can do are one, loops of one turn left out.
  let loops: [Loop]

  init(_ loops: [Loop]) {
    self.loops = loops.reduce(into: []) { merged, loop in
      guard loop.count > 1 else { return }
      if let outer = merged.last, outer.steps == loop.steps.mapValues({ $0 * loop.count }) {
        merged[merged.count - 1] = Loop(count: outer.count * loop.count, steps: loop.steps)
      } else {
        merged.append(loop)
      }
    }
  }

  /// The turns of all loops together.
  var count: Int { loops.reduce(1) { $0 * $1.count } }

  /// The loops around what happens at each place. The pointers move by the inner loop's way back
  /// and the outer loop's step at once.
  func around(_ body: [Statement]) -> [Statement] {
    var statements = body
    var back: [PointerID: Int] = [:]
    for loop in loops.reversed() {
      let moves = loop.steps.merging(back) { $0 + $1 }
      statements = [.repeatTimes(loop.count, statements + advances(moves))]
      back = loop.steps.mapValues { -loop.count * $0 }
    }
    return statements + advances(back)
  }

  private func advances(_ moves: [PointerID: Int]) -> [Statement] {
    moves.sorted { $0.key.index < $1.key.index }.filter { $0.value != 0 }.map {
      .advance($0.key, .constant($0.value))
    }
  }
}
