/// Divides members into groups of given sizes whose members go well together.
///
/// From consecutive members on, two of different groups change places where that raises the sum of
/// the affinities inside groups: each member in turn with the one that it gains most by, the first
/// of equals, until none gains or all had twenty turns.
///
/// - Parameters:
///   - affinity: how well two members go together; symmetric, square.
///   - sizes: of the groups; their sum is the number of members.
/// - Returns: the members of each group, ascending.
package func grouped(affinity: [[Int]], sizes: [Int]) -> [[Int]] {
  var search = GroupSearch(affinity: affinity, sizes: sizes)
  for _ in 0..<GroupSearch.mostRounds {
    if search.round() == 0 { break }
  }
  return search.groups
}

private struct GroupSearch {
  private let affinity: [[Int]]
  private let count: Int
  /// The group of each member.
  private var group: [Int]
  /// The sum of a member's affinities to each group's members.
  private var pull: [[Int]]

  static let mostRounds = 20

  init(affinity: [[Int]], sizes: [Int]) {
    self.affinity = affinity
    count = sizes.count
    group = sizes.enumerated().flatMap { Array(repeating: $0.offset, count: $0.element) }
    pull = affinity.indices.map { [group] member in
      var sums = Array(repeating: 0, count: sizes.count)
      for (other, value) in affinity[member].enumerated() where other != member {
        sums[group[other]] += value
      }
      return sums
    }
  }

  var groups: [[Int]] {
    (0..<count).map { wanted in group.indices.filter { group[$0] == wanted } }
  }

  /// - Returns: how many pairs changed places.
  mutating func round() -> Int {
    var exchanges = 0
    for member in group.indices {
      guard let other = best(for: member) else { continue }
      exchange(member, other)
      exchanges += 1
    }
    return exchanges
  }

  /// Whom the member gains most by changing places with; nil where nothing is gained.
  private func best(for member: Int) -> Int? {
    let own = group[member]
    var (best, most): (Int?, Int) = (nil, 0)
    for other in group.indices where group[other] != own {
      let theirs = group[other]
      let gain =
        pull[member][theirs] - pull[member][own] + pull[other][own] - pull[other][theirs]
        - 2 * affinity[member][other]
      if gain > most { (best, most) = (other, gain) }
    }
    return best
  }

  private mutating func exchange(_ first: Int, _ second: Int) {
    let (own, theirs) = (group[first], group[second])
    for member in group.indices {
      let change =
        (member == second ? 0 : affinity[member][second])
        - (member == first ? 0 : affinity[member][first])
      pull[member][own] += change
      pull[member][theirs] -= change
    }
    group.swapAt(first, second)
  }
}
