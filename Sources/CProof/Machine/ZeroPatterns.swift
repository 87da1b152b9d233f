import FixedPoint

/// Which elements are taken to be where a guard skips them, decided as the guards are met.
struct ZeroPattern {
  private let number: Int
  /// Per symbol that is skipped, the value at which it is.
  private(set) var skipped: [Int: Int] = [:]
  private var kept: [Int: Int] = [:]
  private var random: UInt64

  /// Patterns 0 and 1 skip none and all, those to 9 every so many, the others seeded ones.
  init(_ number: Int) {
    self.number = number
    random = 0x2545_F491_4F6C_DD1D ^ UInt64(number)
  }

  /// Whether a symbol is skipped by a guard that skips it at a value; nil where another guard
  /// skips it at another value.
  mutating func skips(_ symbol: Int, at value: Int) -> Bool? {
    if let known = skipped[symbol] { return known == value ? true : nil }
    if let known = kept[symbol] { return known == value ? false : nil }
    let isSkipped = choose(skipped.count + kept.count)
    if isSkipped { skipped[symbol] = value } else { kept[symbol] = value }
    return isSkipped
  }

  private mutating func choose(_ index: Int) -> Bool {
    switch number {
    case 0: return false
    case 1: return true
    case 2...5: return index % 4 == number - 2
    case 6, 7: return index % 2 == number - 6
    case 8, 9: return (index / 8) % 2 == number - 8
    default:
      random ^= random << 13
      random ^= random >> 7
      random ^= random << 17
      return random % 8 < [4, 2, 6, 1, 7][number % 5]
    }
  }
}

/// What following a stage for some patterns showed.
struct PatternOutcome {
  let patterns: Int
  let finding: (element: Int, ElementFinding)?
}

extension Machine {
  /// The symbol that a guard skips at one value, the value, and whether the guard is true there.
  private func guarded(_ node: Int) -> (symbol: Int, value: Int, isTrueThere: Bool)? {
    guard case .compared(let comparison, let left, let right) = graph.kinds[node],
      comparison == .equal || comparison == .notEqual
    else { return nil }
    let form = graph.opened([(left, 1), (right, -1)])
    guard form.terms.count == 1, abs(form.terms[0].coefficient) == 1,
      case .symbol = graph.kinds[form.terms[0].node]
    else { return nil }
    return (
      form.terms[0].node, -form.constant * form.terms[0].coefficient, comparison == .equal
    )
  }

  /// What the pattern says of a condition, or nil where it says nothing.
  func assumed(_ node: Int) -> Bool? {
    guard pattern != nil, let (symbol, value, isTrueThere) = guarded(node),
      let skips = pattern?.skips(symbol, at: value)
    else { return nil }
    return skips == isTrueThere
  }

  /// Follows a stage whose steps depend on which of its inputs are skipped, pattern by pattern.
  ///
  /// - Parameter trace: the statement that says where the stage's tensor is.
  /// - Returns: nil where that is not followed either; else memory is as one of the patterns left it.
  func followPatterns(
    _ stage: ReadExpression, trace: ReadExpression, from before: SymbolicMemory
  ) -> PatternOutcome? {
    guard case .call("STAPES_TRACE_TENSOR", let parts, let place) = trace, parts.count == 4,
      case .string(let tensor) = parts[0]
    else { return nil }
    defer { pattern = nil }
    let start = steps
    var count = 14
    var number = 0
    while number < count {
      memory = before
      pattern = ZeroPattern(number)
      do throws(NotFollowed) {
        try perform(stage)
      } catch {
        let why = "\(error.reason) (\(error.position))"
        return error.isFault ? PatternOutcome(patterns: number, finding: (0, .differs(why))) : nil
      }
      guard let pointer = try? self.pointer(parts[2], place), let pattern else { return nil }
      number += 1
      if let finding = observer.compare(tensor, at: pointer, assuming: pattern, in: self) {
        return PatternOutcome(patterns: number, finding: finding)
      }
      if steps - start > 1_000_000 * number { count = 10 }
    }
    return PatternOutcome(patterns: count, finding: nil)
  }
}
