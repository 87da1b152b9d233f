import KernelIR

/// Calls in order, with what repeats in loops.
indirect enum RowSequence: Hashable {
  case call(Statement)
  /// The calls of the first turn, how often they come, and how far each address moves a turn: one
  /// list a call, an entry an argument.
  case loop(Int, calls: [Statement], steps: [[Int]])
}

/// Finds the loops in a list of calls whose addresses are all known: the fewest statements, by
/// dynamic programming over where a loop begins and how many calls a turn has.
struct RowLoops {
  private let calls: [Statement]
  private let longest: Int
  /// For so many calls a turn: up to where the calls from each on are those a turn before, moved.
  private var alike: [[Int]] = []
  /// The same, where they have also moved as far as the turn before.
  private var steady: [[Int]] = []

  init(_ calls: [Statement]) {
    self.calls = calls
    longest = min(calls.count / 2, 256)
    for turn in 1..<max(2, longest + 1) {
      alike.append(runs(turn) { Self.distance(calls[$0], calls[$0 + turn]) != nil })
      steady.append(
        runs(turn) { place in
          guard place >= turn,
            let now = Self.distance(calls[place], calls[place + turn])
          else { return false }
          return now == Self.distance(calls[place - turn], calls[place])
        })
    }
  }

  /// How many places in a row, from each, fulfil a condition on the call a turn later.
  private func runs(_ turn: Int, _ holds: (Int) -> Bool) -> [Int] {
    var counts = [Int](repeating: 0, count: calls.count + 1)
    for place in stride(from: calls.count - turn - 1, through: 0, by: -1) where holds(place) {
      counts[place] = counts[place + 1] + 1
    }
    return counts
  }

  /// How far each address of a call has moved from another call of the same function; nil where
  /// the two differ otherwise.
  private static func distance(_ first: Statement, _ second: Statement) -> [Int]? {
    guard case .call(let function, let arguments) = first,
      case .call(let other, let others) = second, function == other,
      arguments.count == others.count
    else { return nil }
    var distances: [Int] = []
    for (left, right) in zip(arguments, others) {
      switch (left, right) {
      case (.address(let from), .address(let to)) where from.base == to.base:
        distances.append(to.offset - from.offset)
      case (.value(let value), .value(let same)) where value == same: distances.append(0)
      case (.address, _), (.value, _): return nil
      }
    }
    return distances
  }

  /// Turns of so many calls that stand one behind the other from a place on.
  private func turns(_ length: Int, at place: Int) -> Int {
    guard length <= longest, alike[length - 1][place] >= length else { return 1 }
    return 2 + steady[length - 1][place + length] / length
  }

  /// The calls with their loops.
  func sequence() -> [RowSequence] {
    var cost = [Int](repeating: 0, count: calls.count + 1)
    var choice = [(length: Int, turns: Int)](repeating: (1, 1), count: calls.count + 1)
    for place in calls.indices.reversed() {
      cost[place] = 1 + cost[place + 1]
      for length in 1...max(1, longest) where place + 2 * length <= calls.count {
        let turns = turns(length, at: place)
        guard turns > 1 else { continue }
        // A loop takes about two calls' room beside its calls.
        let price = length + 2 + cost[place + length * turns]
        if price < cost[place] { (cost[place], choice[place]) = (price, (length, turns)) }
      }
    }
    return walk(choice)
  }

  private func walk(_ choice: [(length: Int, turns: Int)]) -> [RowSequence] {
    var sequence: [RowSequence] = []
    var place = 0
    while place < calls.count {
      let (length, turns) = choice[place]
      if turns == 1 {
        sequence.append(.call(calls[place]))
      } else {
        let turn = Array(calls[place..<place + length])
        let steps = (place..<place + length).map {
          Self.distance(calls[$0], calls[$0 + length]) ?? []
        }
        sequence.append(.loop(turns, calls: turn, steps: steps))
      }
      place += length * turns
    }
    return sequence
  }
}
