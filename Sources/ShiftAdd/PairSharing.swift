// The greedy step: the pair of terms that occurs most often becomes a node (Hartley 1996;
// Potkonjak, Srivastava and Chandrakasan 1996).

extension SumSystem {
  /// Shares pairs until none can be used twice.
  mutating func shareAll(_ random: inout SeededBits) {
    tidy()
    while let pair = counts.next(&random) {
      share(pair)
      tidy()
    }
  }

  /// Makes the pair a node, or takes the node that it is, and uses it in all its places.
  private mutating func share(_ pair: Pair) {
    let places = self.places(of: pair)
    guard places.count > 1 else { return }
    let owner = places.first { isDefinition($0.row) }
    let node = owner.map { nodeTerm(value(ofRow: $0.row), rows[$0.row][$0.first]) } ?? newNode(pair)
    var rest = places[...]
    while let row = rest.first?.row {
      let own = rest.prefix { $0.row == row }
      rest = rest.dropFirst(own.count)
      guard row != owner?.row else { continue }
      let added = own.map { node.scaled(by: rows[row][$0.first]) }
      change(row, removing: own.flatMap { [$0.first, $0.second] }.sorted(), adding: added)
    }
  }

  /// Whether the row is a node that is a pair itself, not scaled.
  private func isDefinition(_ row: Int) -> Bool {
    row >= outputCount && rows[row].count == 2
      && min(rows[row][0].exponent, rows[row][1].exponent) == 0
  }

  /// What stands for a pair whose first term is 1, where the node's first term is `first`.
  private func nodeTerm(_ node: Int, _ first: Digit) -> Digit {
    Digit(value: Int32(node), exponent: -first.exponent, isNegative: first.isNegative)
  }

  private mutating func newNode(_ pair: Pair) -> Digit {
    let low = min(0, pair.shift)
    let first = Digit(value: pair.first, exponent: Int16(-low), isNegative: false)
    let second = Digit(
      value: pair.second, exponent: Int16(pair.shift - low), isNegative: pair.isDifference)
    return nodeTerm(addNode([first, second]), first)
  }

  private struct Place {
    let row: Int
    /// Indices of the pair's terms.
    let first: Int
    let second: Int
  }

  /// Disjoint places of the pair, row by row.
  private func places(of pair: Pair) -> [Place] {
    let (first, second) = (uses[Int(pair.first)], uses[Int(pair.second)])
    let users = (first.count <= second.count ? first : second).sorted()
    var found: [Place] = []
    for (index, row) in users.enumerated() where index == 0 || users[index - 1] != row {
      found += places(of: pair, inRow: Int(row))
    }
    return found
  }

  private func places(of pair: Pair, inRow row: Int) -> [Place] {
    let digits = rows[row]
    var found: [Place] = []
    func isFree(_ index: Int) -> Bool {
      !found.contains { $0.first == index || $0.second == index }
    }
    for left in digits.indices where digits[left].value == pair.first && isFree(left) {
      let match = digits.indices.first { right in
        digits[right].value == pair.second && right != left
          && Int(digits[right].exponent) - Int(digits[left].exponent) == pair.shift
          && (digits[right].isNegative != digits[left].isNegative) == pair.isDifference
          && isFree(right)
      }
      if let match { found.append(Place(row: row, first: left, second: match)) }
    }
    return found
  }
}
