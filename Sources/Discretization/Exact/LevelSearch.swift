import FixedPoint
import NetworkIR

/// Finds where an integer function of an integer changes, over a proved range.
struct LevelSearch {
  /// More changes than this are refused: no form of requantisation holds them.
  static let mostChanges = 1 << 16

  /// The function as steps (A15) over a range.
  static func steps(
    of function: IntegerFunction, over range: IntegerRange
  ) throws(ChainFault) -> StepFunction {
    let pieces = try function.chain.monotonePieces(over: range)
    return try steps(over: pieces) { argument throws(ChainFault) in
      try function.value(at: argument)
    }
  }

  /// The steps of any function that is monotone on each of consecutive pieces.
  static func steps(
    over pieces: [IntegerRange], of function: (Int) throws(ChainFault) -> Int
  ) throws(ChainFault) -> StepFunction {
    var walk = LevelWalk()
    for piece in pieces {
      walk.record(try function(piece.lower), from: piece.lower)
      let last = try function(piece.upper)
      while walk.level != last {
        let start = max(walk.start, piece.lower)
        let next = try firstChange(
          after: start, in: piece, expected: walk.expectedLength, level: walk.level, of: function)
        walk.record(next.level, from: next.place)
        guard walk.values.count <= mostChanges else { throw .tooManyTurns }
      }
    }
    return StepFunction(thresholds: walk.thresholds, values: walk.values)
  }

  /// The first integer after `start` where the function leaves `level`, which it does before the
  /// piece ends. Levels of near-equal length are found by probing where the last one predicts, then
  /// outwards in doubling strides.
  private static func firstChange(
    after start: Int, in piece: IntegerRange, expected: Int?, level: Int,
    of function: (Int) throws(ChainFault) -> Int
  ) throws(ChainFault) -> (place: Int, level: Int) {
    var (same, different) = (start, piece.upper)
    var differentLevel = try function(piece.upper)
    var stride = 1
    var probe = start + (expected ?? (piece.upper - start) / 2)
    var hasBothSides = (same: false, different: false)
    while different - same > 1 {
      let place = min(max(probe, same + 1), different - 1)
      let value = try function(place)
      if value == level {
        (same, hasBothSides.same) = (place, true)
      } else {
        (different, differentLevel, hasBothSides.different) = (place, value, true)
      }
      let isBracketed = expected == nil || (hasBothSides.same && hasBothSides.different)
      probe =
        isBracketed
        ? same + (different - same) / 2 : (value == level ? place + stride : place - stride)
      stride *= 2
    }
    return (different, differentLevel)
  }
}

/// The levels met so far, in ascending arguments.
private struct LevelWalk {
  private(set) var thresholds: [Int] = []
  private(set) var values: [Int] = []
  /// Where the current level starts.
  private(set) var start = 0

  var level: Int { values.last ?? 0 }

  /// How long the last whole level was.
  var expectedLength: Int? {
    thresholds.count < 2
      ? nil : thresholds[thresholds.count - 1] - thresholds[thresholds.count - 2]
  }

  mutating func record(_ value: Int, from place: Int) {
    if values.isEmpty { (values, start) = ([value], place) }
    guard value != level else { return }
    thresholds.append(place)
    values.append(value)
    start = place
  }
}
