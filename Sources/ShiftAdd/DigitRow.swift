/// What is left to add of one output: signed powers of two of nodes.
struct DigitRow {
  /// Bit k of `positive` is the term +2^k of the node, bit k of `negative` the term -2^k.
  struct Digits: Hashable {
    var positive: UInt32 = 0
    var negative: UInt32 = 0

    var isEmpty: Bool { positive == 0 && negative == 0 }

    func contains(_ shift: Int, isNegative: Bool) -> Bool {
      (isNegative ? negative : positive) >> shift & 1 == 1
    }
  }

  private(set) var digits: [Int: Digits] = [:]

  /// All terms, by node, then shift.
  var terms: [AdderGraph.Term] {
    digits.keys.sorted().flatMap { node in terms(of: node) }
  }

  func terms(of node: Int) -> [AdderGraph.Term] {
    guard let digits = digits[node] else { return [] }
    return (0..<UInt32.bitWidth).compactMap { shift in
      if digits.contains(shift, isNegative: false) {
        return AdderGraph.Term(node: node, shift: shift, isNegative: false)
      }
      if digits.contains(shift, isNegative: true) {
        return AdderGraph.Term(node: node, shift: shift, isNegative: true)
      }
      return nil
    }
  }

  mutating func insert(_ term: AdderGraph.Term) { flip(term) }

  mutating func remove(_ term: AdderGraph.Term) { flip(term) }

  private mutating func flip(_ term: AdderGraph.Term) {
    var changed = digits[term.node] ?? Digits()
    if term.isNegative {
      changed.negative ^= 1 << term.shift
    } else {
      changed.positive ^= 1 << term.shift
    }
    digits[term.node] = changed.isEmpty ? nil : changed
  }

  /// The places of the pattern that share no digit, each as its two terms; greedy from the lowest
  /// shift, which for chains of equal digits finds the most.
  func places(of pattern: PairPattern) -> [(AdderGraph.Term, AdderGraph.Term)] {
    guard let partner = digits[pattern.second], digits[pattern.first] != nil else { return [] }
    var used: Set<AdderGraph.Term> = []
    var places: [(AdderGraph.Term, AdderGraph.Term)] = []
    for first in terms(of: pattern.first) {
      let second = AdderGraph.Term(
        node: pattern.second, shift: first.shift + pattern.gap,
        isNegative: first.isNegative != pattern.isOpposite)
      guard 0..<UInt32.bitWidth ~= second.shift,
        partner.contains(second.shift, isNegative: second.isNegative),
        !used.contains(first), !used.contains(second)
      else { continue }
      used.formUnion([first, second])
      places.append((first, second))
    }
    return places
  }
}
