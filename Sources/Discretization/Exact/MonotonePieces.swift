import FixedPoint

extension ScalarChain {
  /// Cuts a range of integers into consecutive pieces, on each of which the chain rises or falls
  /// throughout.
  ///
  /// A step that turns splits a piece where the steps before it reach the turning point; they are
  /// monotone on the piece, so bisection finds the place. An integer within a bracketed turning
  /// point becomes a piece of its own.
  func monotonePieces(over range: IntegerRange) throws(ChainFault) -> [IntegerRange] {
    var pieces = hasCombination ? try singles(of: range) : [range]
    for (index, step) in steps.enumerated() {
      guard case .function(let function) = step else { continue }
      let before = ScalarChain(Array(steps[..<index]))
      for point in function.turningPoints {
        var split: [IntegerRange] = []
        for piece in pieces { split += try before.split(piece, at: point) }
        pieces = split
      }
    }
    return pieces
  }

  /// More integers than this inside one bracketed turning point are refused.
  private static let largestTurn = 4096

  /// Nothing is known of how a combination of functions turns: every integer is evaluated.
  private var hasCombination: Bool {
    if case .combination? = steps.first { true } else { false }
  }

  private func singles(of range: IntegerRange) throws(ChainFault) -> [IntegerRange] {
    guard let count = range.count, count <= LevelSearch.mostChanges else { throw .tooManyTurns }
    return range.singles
  }

  private func split(
    _ piece: IntegerRange, at point: TurningPoint
  ) throws(ChainFault) -> [IntegerRange] {
    let first = try firstChange(piece) { argument throws(ChainFault) in
      try isBelow(point.lower, at: argument) ?? false
    }
    let last = try firstChange(piece) { argument throws(ChainFault) in
      try isBelow(point.upper, at: argument) ?? true
    }
    // The exact turning point belongs to both sides, so one cut suffices there.
    if point.lower == point.upper {
      return piece.cut(at: first)
    }
    let (start, end) = (min(first, last), max(first, last))
    guard end - start <= Self.largestTurn else { throw .tooManyTurns }
    return piece.cut(at: start).flatMap { $0.cut(at: end) }
      .flatMap { $0.lower >= start && $0.upper < end ? $0.singles : [$0] }
  }

  /// The first integer of a piece at which a predicate, monotone over the piece, differs from its
  /// value at the piece's start; one past the end where it never does.
  private func firstChange(
    _ piece: IntegerRange, of predicate: (Int) throws(ChainFault) -> Bool
  ) throws(ChainFault) -> Int {
    let initial = try predicate(piece.lower)
    if try predicate(piece.upper) == initial { return piece.upper + 1 }
    var (same, different) = (piece.lower, piece.upper)
    while different - same > 1 {
      let middle = same + (different - same) / 2
      if try predicate(middle) == initial { same = middle } else { different = middle }
    }
    return different
  }
}

extension IntegerRange {
  /// The two parts below and from `place`, or the whole range where one would be empty.
  fileprivate func cut(at place: Int) -> [IntegerRange] {
    guard lower < place, place <= upper else { return [self] }
    return [IntegerRange(lower, place - 1), IntegerRange(place, upper)]
  }

  fileprivate var singles: [IntegerRange] {
    (lower...upper).map { IntegerRange(exactly: $0) }
  }
}
