/// Two terms up to a common sign and shift: first ± 2^gap * second.
struct PairPattern: Hashable {
  let first: Int
  let second: Int
  let gap: Int
  let isOpposite: Bool

  /// The pattern of two different terms, the lower node (of equal nodes the lower shift) first.
  init(_ left: AdderGraph.Term, _ right: AdderGraph.Term) {
    let isOrdered = (left.node, left.shift) < (right.node, right.shift)
    let (low, high) = isOrdered ? (left, right) : (right, left)
    first = low.node
    second = high.node
    gap = high.shift - low.shift
    isOpposite = low.isNegative != high.isNegative
  }

  /// The sum that stands for the pattern, as small as its two shifts allow.
  var sum: AdderGraph.Sum {
    AdderGraph.Sum(
      AdderGraph.Term(node: first, shift: max(0, -gap), isNegative: false),
      AdderGraph.Term(node: second, shift: max(0, gap), isNegative: isOpposite))
  }
}

extension PairPattern: Comparable {
  static func < (left: PairPattern, right: PairPattern) -> Bool {
    (left.first, left.second, left.gap, left.isOpposite ? 1 : 0)
      < (right.first, right.second, right.gap, right.isOpposite ? 1 : 0)
  }
}

/// A pattern and how often it occurred when it was queued: the most frequent first, then the least
/// pattern.
struct QueuedPattern: Comparable {
  let count: Int
  let pattern: PairPattern

  static func < (left: QueuedPattern, right: QueuedPattern) -> Bool {
    left.count != right.count ? left.count < right.count : right.pattern < left.pattern
  }
}
